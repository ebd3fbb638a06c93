import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { helperAward, personAward, pointsOf, teacherAward } from '#shared/appraisal/rules/points.ts'

const RULES = { topFiveRule: 'kept', cumulative: true } as const
const MONEY = { fenPerPoint: 100, capPerson: 10_000, capChild: 1000 }
const A = { base: 20, end: 12, conduct: true, title: false }
const B = { base: 4, end: 3, conduct: true, title: true }
const C = { base: 15, end: 18, conduct: true, title: false }
const abc = [A, B, C].map((facts) => pointsOf(facts, RULES))

describe('points of one child for one person', () => {
  it('F17, P6-41 to P6-44: ten for each place, for the top five kept, twenty for conduct, ten for the title', () => {
    expect(abc).toEqual([100, 50, 20])
  })

  it('K-61: without a rank at base or end there are no points by rank, the others stand', () => {
    for (const facts of [
      { ...B, base: null },
      { ...B, end: null },
      { ...B, base: null, end: null },
    ])
      expect(pointsOf(facts, RULES)).toBe(30)
    expect(pointsOf({ ...B, base: null }, { ...RULES, topFiveRule: 'reached' })).toBe(30)
  })

  it('K-61: conduct that nobody confirmed brings no twenty points', () => {
    expect(pointsOf({ ...A, conduct: false }, RULES)).toBe(80)
  })

  it('X-35: in the top five at base and at end, or at the end only; on top of places gained, or the greater', () => {
    const up = { base: 9, end: 4, conduct: false, title: false }
    expect(pointsOf(up, RULES)).toBe(50)
    expect(pointsOf(up, { ...RULES, topFiveRule: 'reached' })).toBe(60)
    expect(pointsOf(up, { topFiveRule: 'reached', cumulative: false })).toBe(50)
    const kept = { ...up, base: 5, end: 5 }
    expect(pointsOf(kept, RULES)).toBe(10)
    expect(pointsOf(kept, { ...RULES, cumulative: false })).toBe(10)
    expect(pointsOf({ ...kept, end: 6 }, RULES)).toBe(0)
  })

  it('F17: falling back costs nothing, and each place gained is worth ten', () => {
    const rank = fc.integer({ min: 6, max: 99 })
    fc.assert(
      fc.property(rank, rank, (base, end) => {
        expect(pointsOf({ base, end, conduct: false, title: false }, RULES)).toBe(
          10 * Math.max(0, base - end),
        )
      }),
    )
  })
})

describe('money of one person', () => {
  it('F18, P6-45 to P6-47: whoever helps has the sum over the children', () => {
    expect(personAward([helperAward(abc, MONEY)], MONEY)).toEqual({ points: 170, yuan: 170, cut: false })
  })

  it('F19, K-50, P6-48: a class teacher has the mean, half up to two decimals, and nothing of no pupil', () => {
    const award = teacherAward(abc, MONEY)
    expect(award && personAward([award], MONEY)).toEqual({ points: 56.67, yuan: 56.67, cut: false })
    expect(teacherAward([], MONEY)).toBeNull()
  })

  it('K-79: the caps of a person and of a child cut money, and never points', () => {
    const capped = { ...MONEY, capPerson: 90, capChild: 60 }
    expect(helperAward(abc, capped)).toEqual({ points: 170, fen: 13_000, cut: true })
    expect(personAward([helperAward(abc, capped)], capped)).toEqual({ points: 170, yuan: 90, cut: true })
    expect(teacherAward(abc, capped)).toEqual({ points: 56.67, fen: 4333, cut: true })
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 1, maxLength: 30 }),
        fc.record({
          fenPerPoint: fc.integer({ min: 1, max: 1000 }),
          capPerson: fc.integer({ min: 1, max: 5000 }),
          capChild: fc.integer({ min: 1, max: 500 }),
        }),
        (points, rules) => {
          const { points: kept, yuan } = personAward([helperAward(points, rules)], rules)
          expect(kept).toBe(points.reduce((a, b) => a + b, 0))
          expect(yuan).toBeLessThanOrEqual(Math.min(rules.capPerson, rules.capChild * points.length))
        },
      ),
    )
  })
})

import { describe, expect, it } from 'vitest'
import { classBudget, pupilAward } from '#shared/appraisal/rules/awards.ts'
import { baseAt, misplaced, ranksNeeded, termsAt } from '#shared/appraisal/rules/ranks.ts'

const RULES = { exclusive: false, capChild: 1000 }
const yuanOf = (first: number | null, last: number | null, rules = RULES): number =>
  pupilAward({ first, last }, rules)?.yuan ?? 0

describe('awards of pupils', () => {
  it('F21, P6-51 to P6-56: the first 100, the second to fifth 30, five places gained 15', () => {
    expect([yuanOf(3, 3), yuanOf(20, 12), yuanOf(9, 1)]).toEqual([30, 15, 115])
    expect([yuanOf(6, 6), yuanOf(10, 6), yuanOf(11, 6), yuanOf(null, 5), yuanOf(9, null)]).toEqual([
      0, 0, 15, 30, 0,
    ])
  })

  it('X-36: one pupil may have both, or the greater only; the first is called by the same name as the next four', () => {
    expect(pupilAward({ first: 9, last: 1 }, RULES)?.kinds).toEqual(['excellence', 'progress'])
    expect(pupilAward({ first: 9, last: 4 }, { ...RULES, exclusive: true })).toEqual({
      kinds: ['excellence'],
      yuan: 30,
    })
    expect(yuanOf(20, 12, { ...RULES, exclusive: true })).toBe(15)
  })

  it('F22: what a class needs: one first, four more, fifteen for each that has come on', () => {
    expect(classBudget(6)).toBe(310)
    expect(classBudget(0)).toBe(220)
  })

  it('K-79: who shares a place gets the full award, and the cap cuts it', () => {
    expect([1, 2, 2, 4, 5, 6].map((last) => yuanOf(null, last))).toEqual([100, 30, 30, 30, 30, 0])
    expect([1, 1, 3].map((last) => yuanOf(null, last))).toEqual([100, 100, 30])
    expect(pupilAward({ first: 9, last: 1 }, { ...RULES, capChild: 50 })).toEqual({
      kinds: ['excellence', 'progress'],
      yuan: 50,
    })
  })
})

describe('class ranks', () => {
  it('K-79: equal ones share the better place and the next stands behind them all', () => {
    expect(misplaced([1, 2, 2, 4])).toBeUndefined()
    expect(misplaced([4, 2, 1, 2])).toBeUndefined()
    expect(misplaced([1, 2, 2, 3])).toBe(3)
    expect(misplaced([1, 1, 2])).toBe(2)
    expect(misplaced([7, 9, 9, 30])).toBeUndefined()
    expect(misplaced([])).toBeUndefined()
  })

  it('F20, P6-39, P6-40, P6-49: the first grade starts from its first term, every later one from the last term of the year before', () => {
    expect([6, 7, 8, 9].map((grade) => baseAt(grade, 7))).toEqual([
      'first',
      'first',
      'yearBefore',
      'yearBefore',
    ])
    expect(ranksNeeded(8, 7)).toEqual(['yearBefore', 'first', 'last'])
    const term = (id: string) => ({ id, name: id, startsOn: '2026-09-01', endsOn: '2027-01-20' })
    const [s1, s2, s3] = [term('S1'), term('S2'), term('S3')]
    expect(termsAt([s3], [s1, s2])).toEqual({ yearBefore: s2, first: s3, last: undefined })
    expect(termsAt([s1, s2], [])).toEqual({ yearBefore: undefined, first: s1, last: s2 })
  })
})

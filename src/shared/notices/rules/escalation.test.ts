import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Escalation } from '#shared/notices/schema.ts'
import { DEFAULT_ESCALATION, stepsToTake } from './escalation.ts'

const steps = fc
  .uniqueArray(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 5 })
  .map((days) => days.toSorted((a, b) => a - b).map((afterDays) => ({ afterDays, to: 'principal' as const })))
const runs = fc
  .uniqueArray(fc.integer({ min: 0, max: 90 }), { maxLength: 20 })
  .map((days) => days.toSorted((a, b) => a - b))

describe('escalation of a long overdue duty', () => {
  it('by default tells its performer after 3 days and the principal after 7; off tells nobody', () => {
    expect(Escalation.parse(DEFAULT_ESCALATION)).toEqual(DEFAULT_ESCALATION)
    const at = (days: number, taken: number[] = []) => stepsToTake(DEFAULT_ESCALATION, days, taken)
    expect([at(2), at(3), at(6, [1]), at(7, [1]), at(30, [1, 2])]).toEqual([[], [1], [], [2], []])
    expect(stepsToTake({ ...DEFAULT_ESCALATION, on: false }, 30, [])).toEqual([])
  })

  it('never skips a step after downtime, never takes one early, never twice', () => {
    fc.assert(
      fc.property(steps, runs, (list, days) => {
        const taken: number[] = []
        for (const day of days) {
          const now = stepsToTake({ on: true, steps: list }, day, taken)
          for (const step of now) {
            expect(taken).not.toContain(step)
            expect(list[step - 1]?.afterDays).toBeLessThanOrEqual(day)
          }
          taken.push(...now)
          expect(taken.toSorted((a, b) => a - b)).toEqual(
            list.flatMap(({ afterDays }, at) => (afterDays <= day ? [at + 1] : [])),
          )
        }
      }),
    )
  })

  it('a school may set up to five steps, each later than the one before', () => {
    const later = {
      on: true,
      steps: [
        { afterDays: 5, to: 'performer' },
        { afterDays: 5, to: 'principal' },
      ],
    }
    expect(Escalation.safeParse(later).success).toBe(false)
    expect(Escalation.safeParse({ on: true, steps: [{ afterDays: 0, to: 'performer' }] }).success).toBe(false)
    expect(Escalation.safeParse({ on: false, steps: [] }).success).toBe(true)
  })
})

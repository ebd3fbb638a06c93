import { describe, expect, it } from 'vitest'
import type { DutyState } from '#shared/duties/schema.ts'
import { completion, coverage, monthOfDuty, termOfDuty } from './completion.ts'

function repeat(state: DutyState, times: number): DutyState[] {
  return Array.from({ length: times }, () => state)
}

describe('figures of duties', () => {
  it('F28, K-28, K-29: completion leaves out excused and open duties', () => {
    const states = [
      ...repeat('done', 40),
      ...repeat('late', 1),
      ...repeat('missed', 2),
      ...repeat('excused', 2),
    ]
    expect(completion(states)).toMatchObject({ numerator: 40, denominator: 43, percent: 93, excused: 2 })
    expect(completion([...states, ...repeat('due', 5), ...repeat('upcoming', 9)])).toMatchObject({
      denominator: 43,
      open: 14,
    })
    expect(completion(repeat('excused', 3)).percent).toBeNull()
  })

  it('K-29: a window belongs to the month and term in which it falls due', () => {
    const terms = [{ from: '2026-09-01', to: '2027-01-22', name: '1' }]
    expect(monthOfDuty('2026-11-01')).toBe('2026-11')
    expect(termOfDuty('2027-01-22', terms)?.name).toBe('1')
    expect(termOfDuty('2027-01-23', terms)).toBeUndefined()
  })

  it('F08: 20 of 23 children in October, 3 overdue', () => {
    const duties = Array.from({ length: 25 }, (_, at) => ({
      childId: `${at}`,
      state:
        at < 18
          ? ('done' as const)
          : at < 20
            ? ('late' as const)
            : at < 23
              ? ('missed' as const)
              : ('excused' as const),
    }))
    expect(coverage(duties)).toEqual({ numerator: 20, denominator: 23, percent: 87, overdue: 3 })
  })

  it('F08: a child with several windows counts once', () => {
    const duties = [
      { childId: 'a', state: 'missed' as const },
      { childId: 'a', state: 'done' as const },
      { childId: 'b', state: 'due' as const },
    ]
    expect(coverage(duties)).toMatchObject({ numerator: 1, denominator: 2, overdue: 0 })
  })
})

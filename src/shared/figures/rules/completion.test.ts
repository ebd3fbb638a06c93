import { describe, expect, it } from 'vitest'
import type { DutyState } from '#shared/duties/schema.ts'
import { allDone, completion, coverage, monthOfDuty, termOfDuty } from './completion.ts'

const today = '2026-11-23'

function repeat(
  state: DutyState,
  times: number,
  dueOn = '2026-10-31',
): { state: DutyState; dueOn: string }[] {
  return Array.from({ length: times }, () => ({ state, dueOn }))
}

describe('figures of duties', () => {
  it('F28, K-28, K-29: completion leaves out excused and open duties', () => {
    const states = [
      ...repeat('done', 40),
      ...repeat('late', 1),
      ...repeat('missed', 2),
      ...repeat('excused', 2),
    ]
    expect(completion(states, today)).toMatchObject({
      numerator: 40,
      denominator: 43,
      percent: 93,
      excused: 2,
    })
    const open = [...repeat('due', 5, '2026-11-30'), ...repeat('upcoming', 9, '2026-12-31')]
    expect(completion([...states, ...open], today)).toMatchObject({ denominator: 43, open: 14 })
    expect(completion(repeat('excused', 3), today).percent).toBeNull()
  })

  it('K-29: a duty done in a window that is still open is in neither part until the window closes', () => {
    const duties = [...repeat('missed', 1, '2026-11-22'), ...repeat('done', 9, '2026-11-30')]
    expect(completion(duties, today)).toMatchObject({ onTime: 0, early: 9, denominator: 1, percent: 0 })
    expect(completion(repeat('done', 9, '2026-11-30'), today).percent).toBeNull()
    expect(completion(duties, '2026-11-30')).toMatchObject({ early: 9, percent: 0 })
    expect(completion(duties, '2026-12-01')).toMatchObject({ onTime: 9, early: 0, percent: 90 })
  })

  it('K-29: a window belongs to the month and term in which it falls due', () => {
    const terms = [{ from: '2026-09-01', to: '2027-01-22', name: '1' }]
    expect(monthOfDuty('2026-11-01')).toBe('2026-11')
    expect(termOfDuty('2027-01-22', terms)?.name).toBe('1')
    expect(termOfDuty('2027-01-23', terms)).toBeUndefined()
  })

  it('F08: 20 of 23 children in October, 3 not reached', () => {
    const duties = Array.from({ length: 25 }, (_, at) => ({
      childId: `${at}`,
      key: 'talk',
      state:
        at < 18
          ? ('done' as const)
          : at < 20
            ? ('late' as const)
            : at < 23
              ? ('missed' as const)
              : ('excused' as const),
    }))
    expect(coverage(duties)).toEqual({ numerator: 20, denominator: 23, percent: 87 })
  })

  it('F11: of the five ones of October 5 of 7 are done, 71.4 %', () => {
    const october = [
      ...repeat('done', 3),
      ...repeat('missed', 1),
      ...repeat('done', 2),
      ...repeat('missed', 1),
    ]
    // To come home once in the year is not due yet.
    const year = repeat('due', 1, '2026-12-31')
    expect(completion([...october, ...year], today)).toMatchObject({
      numerator: 5,
      denominator: 7,
      percent: 71.4,
    })
  })

  it('F15: 36 children with three duties each, all three done for 30: 83.3 %', () => {
    const duties = Array.from({ length: 36 }, (_, at) =>
      ['visit', 'help', 'check'].map((key) => ({
        childId: `${at}`,
        key,
        state: at < 30 || key !== 'help' ? ('done' as const) : ('missed' as const),
      })),
    ).flat()
    expect(duties).toHaveLength(108)
    expect(allDone(duties)).toEqual({ numerator: 30, denominator: 36, percent: 83.3 })
    expect(allDone([{ childId: 'a', state: 'excused' }]).percent).toBeNull()
    // What is still to do is not done, though nobody is late yet.
    expect(
      allDone([
        { childId: 'a', state: 'done' },
        { childId: 'a', state: 'due' },
      ]),
    ).toMatchObject({ numerator: 0, denominator: 1 })
  })

  it('F08: a child with several windows counts once', () => {
    const duties = [
      { childId: 'a', key: 'talk', state: 'missed' as const },
      { childId: 'a', key: 'homeVisit', state: 'done' as const },
      { childId: 'b', key: 'talk', state: 'due' as const },
    ]
    expect(coverage(duties)).toMatchObject({ numerator: 1, denominator: 2 })
  })

  it('F08: a talk, a contact or a visit reaches a child; a check of its file, or a letter, does not', () => {
    const duties = [
      { childId: 'a', key: 'parentContact', state: 'missed' as const },
      { childId: 'a', key: 'fileUpdate', state: 'done' as const },
      { childId: 'b', key: 'fileUpdate', state: 'done' as const },
    ]
    expect(coverage(duties)).toEqual({ numerator: 0, denominator: 1, percent: 0 })
  })
})

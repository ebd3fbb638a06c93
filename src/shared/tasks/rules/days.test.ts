import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, diffDays, monthEnd } from '#shared/calendar/rules/local-date.ts'
import { isLong, monthIn, movedTo, nextYear } from '#shared/tasks/rules/days.ts'

const day = fc.integer({ min: 0, max: 6000 }).map((n) => addDays('2020-01-01', n))
const days = fc
  .tuple(day, fc.integer({ min: 0, max: 60 }))
  .map(([startsOn, length]) => ({ startsOn, endsOn: addDays(startsOn, length) }))

describe('days of a task', () => {
  it('put on another day it keeps its length and finds back; one of a whole month is then done on one day', () => {
    fc.assert(
      fc.property(days, day, (task, to) => {
        const moved = movedTo(task, to)
        expect(moved.startsOn).toBe(to)
        expect(diffDays(to, moved.endsOn)).toBe(isLong(task) ? 0 : diffDays(task.startsOn, task.endsOn))
        expect(movedTo(moved, task.startsOn).startsOn).toBe(task.startsOn)
      }),
    )
  })

  it('K-02: a year later the order of its days holds and a whole month stays a whole month', () => {
    fc.assert(
      fc.property(days, (task) => {
        const next = nextYear(task)
        expect(next.endsOn >= next.startsOn).toBe(true)
        expect(next.startsOn.slice(0, 4)).toBe(String(Number(task.startsOn.slice(0, 4)) + 1))
        expect(monthEnd(task.endsOn) !== task.endsOn || monthEnd(next.endsOn) === next.endsOn).toBe(true)
      }),
    )
    expect(nextYear({ startsOn: '2027-02-01', endsOn: '2027-02-28' })).toEqual({
      startsOn: '2028-02-01',
      endsOn: '2028-02-29',
    })
    expect(nextYear({ startsOn: '2028-02-29', endsOn: '2028-02-29' })).toEqual({
      startsOn: '2029-02-28',
      endsOn: '2029-02-28',
    })
  })

  it('K-04: each month of a school year has one place in it; a part of a month at either end gives way to the longer', () => {
    const year = { from: '2026-09-01', to: '2027-08-31' }
    expect(monthIn(year, 9)).toEqual({ startsOn: '2026-09-01', endsOn: '2026-09-30' })
    expect(monthIn(year, 2)).toEqual({ startsOn: '2027-02-01', endsOn: '2027-02-28' })
    expect(monthIn({ from: '2026-08-25', to: '2027-08-24' }, 8)).toEqual({
      startsOn: '2027-08-01',
      endsOn: '2027-08-24',
    })
    expect(monthIn({ from: '2026-09-01', to: '2027-07-10' }, 8)).toBeUndefined()
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, diffDays, monthEnd, weekday } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import { beginsIn, isLong, monthIn, movedTo, nextYear, rolledTo } from '#shared/tasks/rules/days.ts'

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

  it('K-04: belongs to the school year its first day lies in, both ends of the year included', () => {
    const year = { from: '2026-09-01', to: '2027-08-31' }
    const begins = (startsOn: string) => beginsIn(year, { startsOn, endsOn: '2027-09-30' })
    expect(['2026-08-31', '2026-09-01', '2027-08-31', '2027-09-01'].map(begins)).toEqual([
      false,
      true,
      true,
      false,
    ])
  })

  it('K-21: a year later what began and ended on school days does so again, on the nearest; a weekend stays by choice', () => {
    const calendar = {
      years: [],
      terms: [
        { name: '秋', from: '2026-09-01', to: '2027-01-22' },
        { name: '秋', from: '2027-09-01', to: '2028-01-14' },
      ],
      days: [
        { day: '2027-10-01', kind: 'holiday' as const, name: '国庆' },
        { day: '2027-10-09', kind: 'makeup' as const, name: '国庆' },
      ],
    }
    const roll = (startsOn: string, endsOn = startsOn) => rolledTo({ startsOn, endsOn }, calendar)
    const on = (startsOn: string, endsOn = startsOn) => ({ startsOn, endsOn })
    // Friday and Wednesday to Friday stay before the weekend; Monday, on a Tuesday now, needs no moving.
    expect(roll('2026-11-27')).toEqual(on('2027-11-26'))
    expect(roll('2026-11-25', '2026-11-27')).toEqual(on('2027-11-24', '2027-11-26'))
    expect(roll('2026-11-23')).toEqual(on('2027-11-23'))
    expect(roll('2026-10-01')).toEqual(on('2027-09-30'))
    expect(roll('2026-10-09')).toEqual(on('2027-10-09'))
    // A Saturday chosen as such, the winter holidays, a whole month.
    expect(roll('2026-11-28')).toEqual(on('2027-11-28'))
    expect(roll('2027-02-12')).toEqual(on('2028-02-11'))
    expect(roll('2026-11-01', '2026-11-30')).toEqual(on('2027-11-01', '2027-11-30'))
    fc.assert(
      fc.property(days, (task) => {
        const rolled = rolledTo(task, calendar)
        const next = nextYear(task)
        expect(diffDays(rolled.startsOn, rolled.endsOn)).toBe(diffDays(next.startsOn, next.endsOn))
        expect(Math.abs(diffDays(next.startsOn, rolled.startsOn))).toBeLessThanOrEqual(isLong(task) ? 0 : 7)
      }),
    )
    const fall = fc.integer({ min: 0, max: 110 }).map((n) => addDays('2026-09-08', n))
    fc.assert(
      fc.property(fall, fc.integer({ min: 0, max: 4 }), (startsOn, length) => {
        const endsOn = addDays(startsOn, length)
        fc.pre(weekday(startsOn) + length <= 5)
        const rolled = roll(startsOn, endsOn)
        expect([rolled.startsOn, rolled.endsOn].every((end) => isSchoolDay(end, calendar))).toBe(true)
      }),
    )
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

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  addMonths,
  addMonthsToDay,
  ageOn,
  diffDays,
  fromDay,
  fullMonths,
  isLocalDate,
  monthEnd,
  monthStart,
  parseDate,
  schoolYearOf,
  todayIn,
  toDay,
  weekday,
  weekStart,
} from './local-date.ts'

const day = fc.integer({ min: toDay('0001-01-01'), max: toDay('9998-12-31') })
const date = day.map(fromDay)
const recent = fc.integer({ min: toDay('1990-01-01'), max: toDay('2060-12-31') }).map(fromDay)

/** The same question put to the platform's own calendar. */
function platform(text: string): Date {
  return new Date(`${text}T00:00:00Z`)
}

describe('local dates', () => {
  it('agrees with the platform calendar on day numbers, weekdays and texts', () => {
    fc.assert(
      fc.property(day, (n) => {
        const text = fromDay(n)
        expect(toDay(text)).toBe(n)
        expect(platform(text).getTime()).toBe(n * 86_400_000)
        expect(weekday(text)).toBe(platform(text).getUTCDay() || 7)
      }),
    )
  })

  it('reads only days that exist', () => {
    expect(parseDate('2028-02-29')).toBe('2028-02-29')
    for (const text of [
      '2026-02-29',
      '2026-13-01',
      '2026-00-10',
      '2026-9-01',
      '2026/09/01',
      '0000-01-01',
      '２026-09-01',
      '',
    ]) {
      expect(isLocalDate(text), text).toBe(false)
    }
  })

  it('sorts as text in the order of the days', () => {
    fc.assert(fc.property(date, date, (a, b) => a < b === diffDays(a, b) > 0))
  })

  it('K-02: N months after a date, or the last day of the month', () => {
    expect(addMonths('2025-11-30', 3)).toBe('2026-02-28')
    expect(addMonths('2027-11-30', 3)).toBe('2028-02-29')
    expect(addMonths('2026-06-01', 3)).toBe('2026-09-01')
    expect(addMonths('2026-01-31', -2)).toBe('2025-11-30')
    fc.assert(
      fc.property(recent, fc.integer({ min: -600, max: 600 }), (from, months) => {
        const to = addMonths(from, months)
        expect(addMonthsToDay(toDay(from), months)).toBe(toDay(to))
        expect(isLocalDate(to)).toBe(true)
        expect(to.slice(8) === from.slice(8) || to === monthEnd(to)).toBe(true)
      }),
    )
  })

  it('K-02: full months are the most months that fit', () => {
    fc.assert(
      fc.property(recent, fc.integer({ min: 0, max: 5000 }), (from, days) => {
        const to = addDays(from, days)
        const months = fullMonths(toDay(from), toDay(to))
        expect(addMonths(from, months) <= to && addMonths(from, months + 1) > to).toBe(true)
      }),
    )
    expect(fullMonths(10, 3)).toBe(0)
  })

  it('K-03: a year of age is full on the birthday; 29 February on 28 February of a common year', () => {
    expect(ageOn('2010-09-01', '2026-08-31')).toBe(15)
    expect(ageOn('2010-09-01', '2026-09-01')).toBe(16)
    expect(ageOn('2012-02-29', '2026-02-27')).toBe(13)
    expect(ageOn('2012-02-29', '2026-02-28')).toBe(14)
    expect(ageOn('2012-02-29', '2028-02-28')).toBe(15)
    expect(ageOn('2012-02-29', '2028-02-29')).toBe(16)
  })

  it('K-04: weeks begin on Monday, also over New Year', () => {
    expect(weekStart('2027-01-01')).toBe('2026-12-28')
    expect(weekStart('2026-12-28')).toBe('2026-12-28')
    fc.assert(
      fc.property(date, (d) => weekday(weekStart(d)) === 1 && diffDays(weekStart(d), d) === weekday(d) - 1),
    )
  })

  it('K-04: the school year runs 1 September – 31 August unless set otherwise', () => {
    expect(schoolYearOf('2026-09-01')).toEqual({ from: '2026-09-01', to: '2027-08-31', name: '2026-2027' })
    expect(schoolYearOf('2026-08-31').from).toBe('2025-09-01')
    expect(schoolYearOf('2026-08-16', '08-16')).toEqual({
      from: '2026-08-16',
      to: '2027-08-15',
      name: '2026-2027',
    })
    fc.assert(
      fc.property(recent, (d) => {
        const year = schoolYearOf(d)
        return year.from <= d && d <= year.to
      }),
    )
  })

  it('knows the ends of a month', () => {
    expect(monthStart('2028-02-17')).toBe('2028-02-01')
    expect(monthEnd('2028-02-17')).toBe('2028-02-29')
    expect(monthEnd('2026-12-01')).toBe('2026-12-31')
  })

  it("K-01: today is the date on the school's own clock", () => {
    expect(todayIn('Asia/Shanghai', '2026-08-31T16:00:00Z')).toBe('2026-09-01')
    expect(todayIn('Asia/Shanghai', '2026-08-31T15:59:59Z')).toBe('2026-08-31')
    expect(todayIn('Asia/Urumqi', '2026-12-31T18:00:00Z')).toBe('2027-01-01')
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Calendar } from '#shared/calendar/schema.ts'
import { addDays, weekday } from './local-date.ts'
import {
  calendarProblems,
  holidaysAfter,
  isSchoolDay,
  schoolDaysBetween,
  teachingWeeks,
} from './school-days.ts'

const year = { name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }
const term = { name: '第一学期', from: '2026-09-01', to: '2027-01-22' }
const days = [
  { day: '2026-09-25', kind: 'holiday' as const, name: '中秋节' },
  ...['2026-10-01', '2026-10-02', '2026-10-05', '2026-10-06', '2026-10-07'].map((day) => ({
    day,
    kind: 'holiday' as const,
    name: '国庆节',
  })),
  { day: '2026-10-10', kind: 'makeup' as const, name: '国庆节补课' },
]
const calendar: Calendar = { years: [year], terms: [term], days }

describe('school days', () => {
  it('K-21: weekends and holidays are off, make-up days are on, nothing outside the term', () => {
    expect(isSchoolDay('2026-09-01', calendar)).toBe(true)
    expect(isSchoolDay('2026-09-05', calendar)).toBe(false)
    expect(isSchoolDay('2026-09-25', calendar)).toBe(false)
    expect(isSchoolDay('2026-10-10', calendar)).toBe(true)
    expect(isSchoolDay('2026-08-31', calendar)).toBe(false)
    expect(isSchoolDay('2027-01-25', calendar)).toBe(false)
  })

  it('counts a span as the sum of its days', () => {
    fc.assert(
      fc.property(fc.integer({ min: -60, max: 200 }), fc.integer({ min: -5, max: 120 }), (start, length) => {
        const from = addDays('2026-09-01', start)
        let naive = 0
        for (let i = 0; i <= length; i++) naive += isSchoolDay(addDays(from, i), calendar) ? 1 : 0
        expect(schoolDaysBetween(from, addDays(from, length), calendar)).toBe(naive)
      }),
    )
    expect(schoolDaysBetween('2020-01-01', '2030-01-01', { years: [], terms: [], days: [] })).toBe(0)
  })

  it('K-21: teaching weeks run Monday to Sunday, cut at the ends of the term, also over New Year', () => {
    const weeks = teachingWeeks(term, calendar)
    expect(weeks[0]).toEqual({ from: '2026-09-01', to: '2026-09-06' })
    expect(weeks).toContainEqual({ from: '2026-12-28', to: '2027-01-03' })
    expect(weeks.at(-1)).toEqual({ from: '2027-01-18', to: '2027-01-22' })
    for (const week of weeks.slice(1)) expect(weekday(week.from)).toBe(1)
  })

  it('K-21: a week without a school day is no teaching week; one make-up day makes it one', () => {
    const off = ['2026-10-05', '2026-10-06', '2026-10-07', '2026-10-08', '2026-10-09'].map((day) => ({
      day,
      kind: 'holiday' as const,
      name: '',
    }))
    const week = { from: '2026-10-05', to: '2026-10-11' }
    expect(teachingWeeks(term, { ...calendar, days: off })).not.toContainEqual(week)
    const makeup = { day: '2026-10-10', kind: 'makeup' as const, name: '' }
    expect(teachingWeeks(term, { ...calendar, days: [...off, makeup] })).toContainEqual(week)
  })

  it('knows a term of one day', () => {
    const one = { name: 't', from: '2026-09-02', to: '2026-09-02' }
    expect(teachingWeeks(one, { ...calendar, terms: [one] })).toEqual([
      { from: '2026-09-02', to: '2026-09-02' },
    ])
  })

  it('knows the holidays after a term only where the calendar says when they end', () => {
    const spring = { name: '第二学期', from: '2027-02-22', to: '2027-07-09' }
    const autumn = { name: '第一学期', from: '2027-09-03', to: '2028-01-21' }
    const years = [year, { name: '2027-2028', from: '2027-09-01', to: '2028-08-31' }]
    const after = (one: typeof term, terms: (typeof term)[]) => holidaysAfter(one, { years, terms })
    expect(after(term, [spring, term])).toEqual({ from: '2027-01-23', to: '2027-02-21' })
    expect(after(spring, [term, spring])).toEqual({ from: '2027-07-10', to: '2027-08-31' })
    expect(after(spring, [autumn, spring, term])).toEqual({ from: '2027-07-10', to: '2027-09-02' })
    // The only term of its year may be its first or its last.
    expect(after(term, [term])).toBeUndefined()
    expect(after(term, [term, autumn])).toBeUndefined()
    expect(after(term, [term, { ...spring, from: '2027-01-23' }])).toBeNull()
  })

  it('says what is wrong with a calendar', () => {
    expect(calendarProblems(calendar)).toEqual([])
    const broken: Calendar = {
      years: [year],
      terms: [term, { name: '2', from: '2027-01-20', to: '2027-09-10' }],
      days: [...days, { day: '2026-10-10', kind: 'holiday', name: '' }],
    }
    expect(calendarProblems(broken)).toEqual([
      { code: 'termOverlap', at: 1, other: 0 },
      { code: 'termOutsideYears', at: 1 },
      { code: 'dayTwice', at: 7 },
    ])
  })
})

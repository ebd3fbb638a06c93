import chineseDays from 'chinese-days'
import {
  addDays,
  type LocalDate,
  schoolYearOf,
  type Span,
  weekday,
} from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { publicHolidays } from '#server/calendar/service.ts'

export interface InventedYear extends Span {
  readonly name: string
  readonly terms: readonly (Span & { readonly name: string })[]
}

/** The first day on or after `date` with that weekday (Monday 1 … Sunday 7). */
function nextWeekday(date: LocalDate, wanted: number): LocalDate {
  return addDays(date, (wanted - weekday(date) + 7) % 7)
}

/** First day of the lunar year that begins in a civil year: terms and visits home hang on it. */
export function springFestival(year: number): LocalDate {
  return chineseDays.getSolarDateFromLunar(`${year}-01-01`).date
}

function yearOf(day: LocalDate): InventedYear {
  const span = schoolYearOf(day)
  const festival = springFestival(Number(span.to.slice(0, 4)))
  return {
    ...span,
    terms: [
      { name: '秋季学期', from: span.from, to: nextWeekday(addDays(festival, -24), 5) },
      {
        name: '春季学期',
        from: nextWeekday(addDays(festival, 16), 1),
        to: nextWeekday(`${span.to.slice(0, 4)}-07-04`, 5),
      },
    ],
  }
}

/** The last `count` school years, the one of today last. */
export function inventYears(today: LocalDate, count: number): InventedYear[] {
  const years = [yearOf(today)]
  while (years.length < count) years.unshift(yearOf(addDays(years[0]?.from ?? today, -1)))
  return years
}

export function calendarOf(years: readonly InventedYear[]): Calendar {
  return {
    years: years.map(({ name, from, to }) => ({ name, from, to })),
    terms: years.flatMap(({ terms }) => terms),
    days: years.flatMap((year) => publicHolidays(year)),
  }
}

import type { Calendar } from '#shared/calendar/schema.ts'
import {
  addDays,
  type DayNumber,
  fromDay,
  type LocalDate,
  schoolYearOf,
  type Span,
  toDay,
  weekdayOfDay,
} from '#shared/calendar/rules/local-date.ts'

/** The school year of a day: by the calendar, or where it knows none, from September to August (K-04). */
export function yearAt(day: LocalDate, calendar: Pick<Calendar, 'years'>): Span {
  return calendar.years.find(({ from, to }) => from <= day && day <= to) ?? schoolYearOf(day)
}

interface SchoolDayIndex {
  readonly first: DayNumber
  /** before[i] = school days before day `first + i`. */
  readonly before: Int32Array
}

// Calendars are values: one index per object, gone when the object goes.
const indexes = new WeakMap<Calendar, SchoolDayIndex>()

function build(calendar: Calendar): SchoolDayIndex {
  const spans = calendar.terms.map((term) => [toDay(term.from), toDay(term.to)] as const)
  const first = Math.min(...spans.map(([from]) => from))
  const last = Math.max(...spans.map(([, to]) => to))
  if (spans.length === 0 || last < first) return { first: 0, before: new Int32Array(1) }
  const kinds = new Map(calendar.days.map((day) => [toDay(day.day), day.kind]))
  const school = new Uint8Array(last - first + 1)
  for (const [from, to] of spans) {
    for (let day = from; day <= to; day++) {
      const kind = kinds.get(day)
      const teaches = kind === undefined ? weekdayOfDay(day) <= 5 : kind === 'makeup'
      school[day - first] = teaches ? 1 : 0
    }
  }
  const before = new Int32Array(school.length + 1)
  for (let at = 0; at < school.length; at++) before[at + 1] = (before[at] ?? 0) + (school[at] ?? 0)
  return { first, before }
}

function indexOf(calendar: Calendar): SchoolDayIndex {
  let index = indexes.get(calendar)
  if (index === undefined) {
    index = build(calendar)
    indexes.set(calendar, index)
  }
  return index
}

/** School days among the days from `from` to `to`, both included; 0 when `to` is earlier. */
export function schoolDaysBetweenDays(from: DayNumber, to: DayNumber, calendar: Calendar): number {
  const { first, before } = indexOf(calendar)
  const top = before.length - 1
  const start = Math.min(Math.max(from - first, 0), top)
  const end = Math.min(Math.max(to - first + 1, 0), top)
  return end <= start ? 0 : (before[end] ?? 0) - (before[start] ?? 0)
}

/** A day of a term on which there is school: no weekend, no holiday; make-up days are school days (K-21). */
export function isSchoolDay(day: LocalDate, calendar: Calendar): boolean {
  return schoolDaysBetween(day, day, calendar) === 1
}

/** Number of school days from `from` to `to`, both included (K-21). */
export function schoolDaysBetween(from: LocalDate, to: LocalDate, calendar: Calendar): number {
  return schoolDaysBetweenDays(toDay(from), toDay(to), calendar)
}

/** Monday–Sunday weeks cut at the ends of the term, without the weeks that have no school day (K-21). */
export function teachingWeeks(term: Span, calendar: Calendar): readonly Span[] {
  const weeks: Span[] = []
  const last = toDay(term.to)
  let from = toDay(term.from)
  while (from <= last) {
    const to = Math.min(from + 7 - weekdayOfDay(from), last)
    if (schoolDaysBetweenDays(from, to, calendar) > 0) weeks.push({ from: fromDay(from), to: fromDay(to) })
    from = to + 1
  }
  return weeks
}

/**
 * The days between a term and the next: up to the end of the school year where no term of it follows. Null where there are none,
 * undefined where the calendar does not say: the only term of its year is not its last.
 */
export function holidaysAfter(
  term: Span,
  calendar: Pick<Calendar, 'terms' | 'years'>,
): Span | null | undefined {
  const year = yearAt(term.from, calendar)
  const inYear = calendar.terms.filter(({ from }) => year.from <= from && from <= year.to)
  const begins = calendar.terms.map(({ from }) => from).filter((from) => from > term.to)
  const next = begins.reduce<LocalDate | undefined>((a, b) => (a === undefined || b < a ? b : a), undefined)
  if (inYear.length < 2 && (next === undefined || next > year.to)) return undefined
  const from = addDays(term.to, 1)
  const to = next === undefined ? year.to : addDays(next, -1)
  return from > to ? null : { from, to }
}

/** What is wrong with a calendar; said before it is saved. Positions count from 0. */
export type CalendarProblem =
  | { readonly code: 'yearReversed'; readonly at: number }
  | { readonly code: 'termReversed'; readonly at: number }
  | { readonly code: 'termOverlap'; readonly at: number; readonly other: number }
  | { readonly code: 'termOutsideYears'; readonly at: number }
  | { readonly code: 'dayTwice'; readonly at: number }

/** Checks the order, overlap and place of years, terms and special days. */
export function calendarProblems(calendar: Calendar): readonly CalendarProblem[] {
  const problems: CalendarProblem[] = []
  for (const [at, year] of calendar.years.entries()) {
    if (year.to < year.from) problems.push({ code: 'yearReversed', at })
  }
  for (const [at, term] of calendar.terms.entries()) {
    if (term.to < term.from) problems.push({ code: 'termReversed', at })
    const other = calendar.terms.findIndex((t, i) => i < at && t.from <= term.to && term.from <= t.to)
    if (other >= 0) problems.push({ code: 'termOverlap', at, other })
    if (!calendar.years.some((year) => year.from <= term.from && term.to <= year.to)) {
      problems.push({ code: 'termOutsideYears', at })
    }
  }
  const seen = new Set<LocalDate>()
  for (const [at, day] of calendar.days.entries()) {
    if (seen.has(day.day)) problems.push({ code: 'dayTwice', at })
    seen.add(day.day)
  }
  return problems
}

import {
  addDays,
  addMonths,
  type LocalDate,
  monthEnd,
  monthStart,
  type Span,
  weekday,
} from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay, teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import type { MonthPart } from '#shared/periods/schema.ts'

const within = (span: Span, from: LocalDate, to: LocalDate): Span => ({
  from: span.from > from ? span.from : from,
  to: span.to < to ? span.to : to,
})

/** The part of the month a day lies in: 1–10, 11–20, 21 to its last day, or all of it. */
export function partOfMonth(day: LocalDate, part: MonthPart): Span {
  const first = monthStart(day)
  switch (part) {
    case 'whole':
      return { from: first, to: monthEnd(first) }
    case 'early':
      return { from: first, to: addDays(first, 9) }
    case 'middle':
      return { from: addDays(first, 10), to: addDays(first, 19) }
    case 'late':
      return { from: addDays(first, 20), to: monthEnd(first) }
  }
}

/** The same months or thirds of months each year, as far as they touch some days (Part 6, D18, D19, P6-31…35). */
export function datedSpans(
  months: readonly number[],
  part: MonthPart,
  from: LocalDate,
  to: LocalDate,
): readonly Span[] {
  const spans: Span[] = []
  for (let month = monthStart(from); month <= to; month = addMonths(month, 1))
    if (months.includes(Number(month.slice(5, 7)))) spans.push(partOfMonth(month, part))
  return spans
}

/** One day each: the fixed weekdays on which there is school, or all of them (D33). */
export function weekdaySpans(
  weekdays: readonly number[],
  from: LocalDate,
  to: LocalDate,
  schoolDaysOf: Calendar | null,
): readonly Span[] {
  const spans: Span[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) {
    if (!weekdays.includes(weekday(day))) continue
    if (schoolDaysOf === null || isSchoolDay(day, schoolDaysOf)) spans.push({ from: day, to: day })
  }
  return spans
}

/** The first or last teaching weeks of a term as one span, the whole term when it has fewer; none without school (D23, D24). */
export function termEdge(
  term: Span,
  calendar: Calendar,
  edge: 'start' | 'end',
  weeks: number,
): readonly Span[] {
  const all = teachingWeeks(term, calendar)
  const first = edge === 'start' ? all.at(0) : (all.at(-weeks) ?? all.at(0))
  const last = edge === 'start' ? (all.at(weeks - 1) ?? all.at(-1)) : all.at(-1)
  if (!first || !last) return []
  return [edge === 'start' ? { from: term.from, to: last.to } : { from: first.from, to: term.to }]
}

const MIN_HOLIDAY = 3

/** Runs of at least three days without school by the calendar's holidays, weekends between them included (P7-25). */
export function holidaySpans(calendar: Calendar): readonly Span[] {
  const days = calendar.days.filter(({ kind }) => kind === 'holiday').map(({ day }) => day)
  const makeup = new Set(calendar.days.filter(({ kind }) => kind === 'makeup').map(({ day }) => day))
  const isFree = (day: LocalDate): boolean => weekday(day) > 5 && !makeup.has(day)
  const runs: Span[] = []
  for (const day of [...new Set(days)].toSorted()) {
    let from = day
    while (isFree(addDays(from, -1))) from = addDays(from, -1)
    let to = day
    while (isFree(addDays(to, 1))) to = addDays(to, 1)
    const last = runs.at(-1)
    if (last && from <= addDays(last.to, 1))
      runs[runs.length - 1] = { from: last.from, to: to > last.to ? to : last.to }
    else runs.push({ from, to })
  }
  return runs.filter(({ from, to }) => addDays(from, MIN_HOLIDAY - 1) <= to)
}

/** Spans cut to the terms; what has nothing in a term falls away (K-20). */
export const cutToTerms = (spans: readonly Span[], terms: readonly Span[]): readonly Span[] =>
  spans.flatMap((span) =>
    terms.map((term) => within(span, term.from, term.to)).filter(({ from, to }) => from <= to),
  )

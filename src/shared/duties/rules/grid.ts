import {
  addDays,
  addMonths,
  type DayNumber,
  fromDay,
  type LocalDate,
  monthEnd,
  monthStart,
  type Span,
  toDay,
  weekdayOfDay,
} from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween, teachingWeeks, yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { cutToTerms, datedSpans, holidaySpans, termEdge, weekdaySpans } from '#shared/duties/rules/dated.ts'
import type { Rule } from '#shared/duties/schema.ts'

const EDGE_WEEKS = 2

// All-year fortnights are counted from one fixed Monday, so no year's end leaves a hole.
const FORTNIGHT_ANCHOR = toDay('2000-01-03')

function overlaps(span: Span, from: LocalDate, to: LocalDate): boolean {
  return span.from <= to && from <= span.to
}

/** Pairs of teaching weeks from the first week of the term; a single last week makes none (K-22, F10). */
function pairs(weeks: readonly Span[]): readonly Span[] {
  const spans: Span[] = []
  for (let at = 0; at + 1 < weeks.length; at += 2) {
    const first = weeks[at]
    const second = weeks[at + 1]
    if (first && second) spans.push({ from: first.from, to: second.to })
  }
  return spans
}

/** Calendar months touching a span, each cut at its ends (K-23). */
function monthsIn(span: Span): readonly Span[] {
  const months: Span[] = []
  for (let from = span.from; from <= span.to; from = addMonths(monthStart(from), 1)) {
    const end = monthEnd(from)
    months.push({ from, to: end < span.to ? end : span.to })
  }
  return months
}

function stepsOver(from: LocalDate, to: LocalDate, anchor: DayNumber, length: number): readonly Span[] {
  const spans: Span[] = []
  const last = toDay(to)
  const first = toDay(from)
  for (let day = first - ((((first - anchor) % length) + length) % length); day <= last; day += length) {
    spans.push({ from: fromDay(day), to: fromDay(day + length - 1) })
  }
  return spans
}

function inTerm(rule: Rule, term: Span, calendar: Calendar): readonly Span[] {
  switch (rule.period) {
    case 'week':
      return teachingWeeks(term, calendar)
    case 'twoWeeks':
      return pairs(teachingWeeks(term, calendar))
    case 'month':
      return monthsIn(term)
    default:
      return []
  }
}

function allYear(rule: Rule, from: LocalDate, to: LocalDate): readonly Span[] {
  const monday = toDay(from) - weekdayOfDay(toDay(from)) + 1
  switch (rule.period) {
    case 'week':
      return stepsOver(from, to, monday, 7)
    case 'twoWeeks':
      return stepsOver(from, to, FORTNIGHT_ANCHOR, 14)
    case 'month':
      return monthsIn({ from: monthStart(from), to: monthEnd(to) })
    default:
      return []
  }
}

function civilYears(from: LocalDate, to: LocalDate): readonly Span[] {
  const spans: Span[] = []
  for (let year = `${from.slice(0, 4)}-01-01`; year <= to; year = addMonths(year, 12)) {
    spans.push({ from: year, to: addDays(addMonths(year, 12), -1) })
  }
  return spans
}

/** A single window: to the end of the school year it begins in. */
function once({ effectiveFrom: from }: Rule, calendar: Calendar): Span {
  return { from, to: yearAt(from, calendar).to }
}

/** Periods that are counted within a term, or all year (K-20). */
function counted(rule: Rule, calendar: Calendar, from: LocalDate, to: LocalDate): readonly Span[] {
  if (!rule.inTermOnly) return allYear(rule, from, to)
  return calendar.terms
    .filter((term) => overlaps(term, from, to))
    .flatMap((term) => inTerm(rule, term, calendar))
    .filter((span) => schoolDaysBetween(span.from, span.to, calendar) >= rule.minSchoolDays)
}

/** Months or thirds of months by their date; in term they are cut at its ends and need school days like months do (K-23). */
function dated(rule: Rule, calendar: Calendar, from: LocalDate, to: LocalDate): readonly Span[] {
  const spans = datedSpans(rule.months ?? [], rule.part ?? 'whole', from, to)
  if (!rule.inTermOnly) return spans
  return cutToTerms(spans, calendar.terms).filter(
    (span) => schoolDaysBetween(span.from, span.to, calendar) >= rule.minSchoolDays,
  )
}

function edges(rule: Rule, calendar: Calendar, edge: 'start' | 'end'): readonly Span[] {
  return calendar.terms.flatMap((term) => termEdge(term, calendar, edge, rule.weeks ?? EDGE_WEEKS))
}

/**
 * The whole periods of a rule's kind that touch the days from `from` to `to`, in order, whatever its version's time.
 * Weeks, fortnights, months and dated spans in term need `minSchoolDays`; terms and years are taken whole (K-21, K-22,
 * K-23).
 */
export function periodsOf(rule: Rule, calendar: Calendar, from: LocalDate, to: LocalDate): readonly Span[] {
  return spansOf(rule, calendar, from, to)
    .filter((span) => overlaps(span, from, to))
    .map((span) => ({ from: span.from, to: span.to }))
    .sort((a, b) => (a.from < b.from ? -1 : 1))
}

function spansOf(rule: Rule, calendar: Calendar, from: LocalDate, to: LocalDate): readonly Span[] {
  switch (rule.period) {
    case 'week':
    case 'twoWeeks':
    case 'month':
      return counted(rule, calendar, from, to)
    case 'term':
      return calendar.terms
    case 'schoolYear':
      return calendar.years
    case 'civilYear':
      return civilYears(from, to)
    case 'once':
      return [once(rule, calendar)]
    case 'weekdays':
      return weekdaySpans(rule.weekdays ?? [], from, to, rule.inTermOnly ? calendar : null)
    case 'dates':
      return dated(rule, calendar, from, to)
    case 'termStart':
      return edges(rule, calendar, 'start')
    case 'termEnd':
      return edges(rule, calendar, 'end')
    case 'holiday':
      return holidaySpans(calendar)
    case 'event':
      // Begun by what happens to one child: rules/events.ts.
      return []
  }
}

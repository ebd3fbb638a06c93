import { type LocalDate, type Span, weekStart } from '#shared/calendar/rules/local-date.ts'
import { teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'

export interface HandbookWeek extends Span {
  /** Its Monday: names the page, also when a term's border moves. */
  readonly on: LocalDate
  /** Teaching week of its term, from 1. */
  readonly number: number
  readonly termId: string
}

/** The pages of a handbook: the teaching weeks of the terms (K-21). A week two terms share has one page, the first term's. */
export function handbookWeeks(
  terms: readonly (Span & { readonly id: string })[],
  calendar: Calendar,
): readonly HandbookWeek[] {
  const pages = new Map<LocalDate, HandbookWeek>()
  for (const term of terms)
    for (const [at, week] of teachingWeeks(term, calendar).entries()) {
      const on = weekStart(week.from)
      const first = pages.get(on)
      if (first) pages.set(on, { ...first, to: week.to })
      else pages.set(on, { ...week, on, number: at + 1, termId: term.id })
    }
  return [...pages.values()]
}

/** `before`: of a week that was over before the school had a care plan; nobody owes it. */
export type PageState = 'before' | 'upcoming' | 'open' | 'completed' | 'missing'

export interface PageDays {
  readonly today: LocalDate
  /** First day of the school's first care plan; null = none yet. */
  readonly plannedFrom: LocalDate | null
}

/** A page is due on the last day of its week and missing from the day after (D02, D03, K-25). */
export function pageState(
  week: Span,
  completedOn: LocalDate | null,
  { today, plannedFrom }: PageDays,
): PageState {
  if (completedOn !== null) return 'completed'
  if (today > week.to) return plannedFrom === null || week.to < plannedFrom ? 'before' : 'missing'
  return today >= week.from ? 'open' : 'upcoming'
}

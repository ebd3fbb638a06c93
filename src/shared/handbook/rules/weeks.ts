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

/** `free`: of a past week that the school's plan asks no page for; nobody owes it. */
export type PageState = 'free' | 'upcoming' | 'open' | 'completed' | 'missing'

/** What the plan asked a class for and did not get: the windows of weekly plan and record that are overdue. */
export interface PageDays {
  readonly today: LocalDate
  readonly missed: readonly Span[]
}

/** A page is missing once the weekly plan or record of its days is overdue, by the one view of states (D02, D03, K-25). */
export function pageState(week: Span, completedOn: LocalDate | null, { today, missed }: PageDays): PageState {
  if (completedOn !== null) return 'completed'
  if (today <= week.to) return today >= week.from ? 'open' : 'upcoming'
  return missed.some(({ from, to }) => from <= week.to && to >= week.from) ? 'missing' : 'free'
}

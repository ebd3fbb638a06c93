import type { LocalDate, Span } from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { excuseCovers } from '#shared/duties/rules/windows.ts'

/** Excuses for one child and kind of duty in a term that one person may give alone, unless the school sets another number. */
export const EXCUSE_LIMIT = 2

export interface ExcusableWindow extends Span {
  readonly key: string
  readonly dueOn: LocalDate
}

/** Windows that an excuse over a time covers whole (K-28). */
export function windowsCovered<W extends Span>(
  windows: readonly W[],
  excuse: Span,
  calendar: Calendar,
): readonly W[] {
  return windows.filter(({ from, to }) =>
    excuseCovers(
      {
        from,
        to,
        dueOn: to,
        kind: 'once',
        need: 1,
        schoolDays: schoolDaysBetween(from, to, calendar),
        cut: false,
      },
      excuse,
      calendar,
    ),
  )
}

/** The term a window falls due in; what falls due between terms is counted together. */
function termOf({ dueOn }: ExcusableWindow, calendar: Calendar): LocalDate {
  return calendar.terms.find(({ from, to }) => from <= dueOn && dueOn <= to)?.from ?? ''
}

/**
 * Of the fresh windows those that need a second person: with them more windows of one kind would be excused for the child
 * in one term than one person may give alone (H-13: no child is quietly written off).
 */
export function beyondOnePerson<W extends ExcusableWindow>(
  standing: readonly ExcusableWindow[],
  fresh: readonly W[],
  calendar: Calendar,
  limit = EXCUSE_LIMIT,
): readonly W[] {
  const nameOf = (window: ExcusableWindow): string => `${window.key} ${termOf(window, calendar)}`
  const counts = new Map<string, number>()
  for (const window of [...standing, ...fresh])
    counts.set(nameOf(window), (counts.get(nameOf(window)) ?? 0) + 1)
  return fresh.filter((window) => (counts.get(nameOf(window)) ?? 0) > limit)
}

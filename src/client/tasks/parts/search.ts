import {
  addDays,
  addMonths,
  isLocalDate,
  monthEnd,
  monthStart,
  weekStart,
} from '#shared/calendar/rules/local-date.ts'

export const views = ['month', 'week', 'year'] as const
export type View = (typeof views)[number]

export interface TasksSearch {
  view?: View
  /** A day of the time shown. */
  on?: string
}

export function tasksSearch(search: Record<string, unknown>): TasksSearch {
  const view = views.find((one) => one === search['view'])
  const { on } = search
  return {
    ...(view !== undefined && { view }),
    ...(typeof on === 'string' && isLocalDate(on) && { on }),
  }
}

interface Days {
  from: string
  to: string
}

/** The days on screen: whole weeks around a month, one week, or the school year a day lies in. */
export function daysShown(view: View, on: string, years: readonly Days[]): Days {
  if (view === 'week') return { from: weekStart(on), to: addDays(weekStart(on), 6) }
  if (view === 'month') return { from: weekStart(monthStart(on)), to: addDays(weekStart(monthEnd(on)), 6) }
  const year = years.find(({ from, to }) => from <= on && on <= to)
  const first = Number(on.slice(5, 7)) >= 9 ? on.slice(0, 4) : String(Number(on.slice(0, 4)) - 1)
  return year ?? { from: `${first}-09-01`, to: `${Number(first) + 1}-08-31` }
}

/** The same day one step on or back. */
export const stepped = (view: View, on: string, by: 1 | -1): string =>
  view === 'week' ? addDays(on, 7 * by) : addMonths(monthStart(on), view === 'month' ? by : 12 * by)

/** Every day from the first to the last. */
export function eachDay({ from, to }: Days): string[] {
  const days: string[] = []
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day)
  return days
}

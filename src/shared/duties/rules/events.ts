import { addDays, addMonths, diffDays, type LocalDate, type Span } from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { activeVersions, type VersionWindow } from '#shared/duties/rules/windows.ts'
import type { Rule } from '#shared/duties/schema.ts'

const DAYS = 14

/** Days on which a child comes of some ages (K-03: 29 February is full on 28 February of a common year). */
export const birthdays = (bornOn: LocalDate, ages: readonly number[]): readonly LocalDate[] =>
  ages.map((age) => addMonths(bornOn, age * 12))

/** Whether an event falls so close after another that the running window does for both. */
const follows = (before: LocalDate | undefined, on: LocalDate, days: number): boolean =>
  before !== undefined && diffDays(before, on) < days

/**
 * The windows that events of one child begin under the versions of one rule, as far as they touch some days. Events
 * count once a day and in any order; one that comes within the days of the event before it begins none, so that windows
 * never overlap. An event belongs to the version that runs on its day, and its window stays whole (K-27).
 */
export function eventWindows(
  versions: readonly Rule[],
  calendar: Calendar,
  events: readonly LocalDate[],
  { from, to }: Span,
): readonly VersionWindow[] {
  const active = activeVersions(versions, calendar)
  const days = [...new Set(events)].toSorted()
  const windows: VersionWindow[] = []
  for (const [at, on] of days.entries()) {
    const version = active.find(
      ({ firstDay, lastDay }) => firstDay <= on && (lastDay === null || on <= lastDay),
    )
    if (!version) continue
    const { rule } = version
    const length = rule.days ?? DAYS
    const last = windows.at(-1)
    if (follows(days[at - 1], on, length) || (last !== undefined && last.to >= on)) continue
    const end = addDays(on, length - 1)
    windows.push({
      from: on,
      to: end,
      dueOn: addDays(end, rule.graceDays),
      kind: 'event',
      need: rule.perPeriod,
      schoolDays: schoolDaysBetween(on, end, calendar),
      cut: false,
      version: rule.version,
    })
  }
  return windows.filter((window) => window.to >= from && window.from <= to)
}

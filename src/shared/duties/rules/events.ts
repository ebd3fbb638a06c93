import { addDays, addMonths, diffDays, type LocalDate, type Span } from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { activeVersions, type ActiveVersion, type VersionWindow } from '#shared/duties/rules/windows.ts'
import type { Rule } from '#shared/duties/schema.ts'

const DAYS = 14

/** Days on which a child comes of some ages (K-03: 29 February is full on 28 February of a common year). */
export const birthdays = (bornOn: LocalDate, ages: readonly number[]): readonly LocalDate[] =>
  ages.map((age) => addMonths(bornOn, age * 12))

/** Whether an event falls so close after another that the running window does for both. */
const follows = (before: LocalDate | undefined, on: LocalDate, days: number): boolean =>
  before !== undefined && diffDays(before, on) < days

/**
 * The windows before the last days of agreements: each of its own, and each belongs to the earliest version that runs on
 * one of its days, so that a plan adopted or changed while one runs leaves no hole; the window stays whole (K-27).
 */
function endWindows(
  active: readonly ActiveVersion[],
  calendar: Calendar,
  ends: readonly LocalDate[],
): readonly VersionWindow[] {
  return ends.flatMap((to) => {
    const startUnder = ({ rule }: ActiveVersion): LocalDate => addDays(to, 1 - (rule.days ?? DAYS))
    const version = active.find(
      (one) => one.firstDay <= to && (one.lastDay === null || startUnder(one) <= one.lastDay),
    )
    return version ? [windowOf(version.rule, { from: startUnder(version), to }, calendar)] : []
  })
}

const windowOf = (rule: Rule, { from, to }: Span, calendar: Calendar): VersionWindow => ({
  from,
  to,
  dueOn: addDays(to, rule.graceDays),
  kind: 'event',
  need: rule.perPeriod,
  schoolDays: schoolDaysBetween(from, to, calendar),
  cut: false,
  version: rule.version,
})

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
  return windowsAt(active, calendar, days).filter((window) => window.to >= from && window.from <= to)
}

function windowsAt(
  active: readonly ActiveVersion[],
  calendar: Calendar,
  days: readonly LocalDate[],
): readonly VersionWindow[] {
  if (active.some(({ rule }) => rule.event === 'agreementEnds')) return endWindows(active, calendar, days)
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
    windows.push(windowOf(rule, { from: on, to: addDays(on, length - 1) }, calendar))
  }
  return windows
}

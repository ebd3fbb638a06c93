import {
  addDays,
  diffDays,
  fromDay,
  type LocalDate,
  type Span,
  toDay,
} from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween, schoolDaysBetweenDays } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { periodsOf } from '#shared/duties/rules/grid.ts'
import type { DutyWindow, Membership, Rule } from '#shared/duties/schema.ts'

function windowOf(rule: Rule, span: Span, calendar: Calendar, cut = false): DutyWindow {
  return {
    from: span.from,
    to: span.to,
    dueOn: addDays(span.to, rule.graceDays),
    kind: rule.period,
    need: rule.perPeriod,
    schoolDays: schoolDaysBetween(span.from, span.to, calendar),
    cut,
  }
}

/** Does a part of a window hold at least half of its school days, or of its days where it has none (K-24, K-27)? */
function isHalf(partSchoolDays: number, partDays: number, window: Span & { schoolDays: number }): boolean {
  if (window.schoolDays > 0) return 2 * partSchoolDays >= window.schoolDays
  return 2 * partDays >= diffDays(window.from, window.to) + 1
}

const LONG: ReadonlySet<Rule['period']> = new Set(['term', 'schoolYear', 'civilYear'])

/** What is left of a period from a day on, where that is at least half: of its school days, of a civil year of its days. */
function restFrom(rule: Rule, span: Span, from: LocalDate, calendar: Calendar): Span | undefined {
  const { period, adoptedOn = from } = rule
  // Over before anybody had promised it: nobody could have done it.
  if (span.from >= from || span.to < from || span.to < adoptedOn) return undefined
  // The calendar of a school begins with its first year: the school days of a civil year before that are not known.
  const count = (first: LocalDate): number =>
    period === 'civilYear' ? 0 : schoolDaysBetween(first, span.to, calendar)
  const whole = { ...span, schoolDays: count(span.from) }
  const rest = count(from)
  return isHalf(rest, diffDays(from, span.to) + 1, whole) ? { from, to: span.to } : undefined
}

/**
 * The periods of a version. It begins with its first whole one (K-27); a duty of a whole term or year that nothing was
 * done for before begins at once with what is left of it, where that is at least half of its school days (as K-24 has it
 * for a child who comes in the middle), because the next whole one may be months away.
 */
function spansOf(rule: Rule, calendar: Calendar, days: Span, follows: boolean): readonly Span[] {
  return periodsOf(rule, calendar, days.from, days.to).flatMap((span) => {
    if (span.from >= rule.effectiveFrom) return [span]
    const rest =
      follows || !LONG.has(rule.period) ? undefined : restFrom(rule, span, rule.effectiveFrom, calendar)
    return rest ? [rest] : []
  })
}

/**
 * Windows of one version that ends on `lastDay`; the one cut there stays only with half of its school days, and only
 * where another version goes on (K-27). What was done in a cut one counts; what was not is neither missed nor counted:
 * nobody is late by another's change.
 */
function windowsUntil(
  rule: Rule,
  lastDay: LocalDate | null,
  calendar: Calendar,
  days: Span,
  { goesOn, follows }: Pick<ActiveVersion, 'goesOn' | 'follows'>,
): readonly DutyWindow[] {
  const windows: DutyWindow[] = []
  for (const span of spansOf(rule, calendar, days, follows)) {
    if (lastDay === null || span.to <= lastDay) {
      windows.push(windowOf(rule, span, calendar))
      continue
    }
    if (span.from > lastDay || !goesOn) continue
    const cut = windowOf(rule, { from: span.from, to: lastDay }, calendar, true)
    const whole = { ...span, schoolDays: schoolDaysBetween(span.from, span.to, calendar) }
    if (cut.to >= days.from && isHalf(cut.schoolDays, diffDays(cut.from, cut.to) + 1, whole))
      windows.push(cut)
  }
  return windows
}

/**
 * The windows of one rule version that touch the days from `from` to `to`, whole, in order (K-20…K-23).
 * A pure function of rule and calendar: asking for more days only adds windows.
 */
export function windowsOf(
  rule: Rule,
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
): readonly DutyWindow[] {
  return windowsUntil(rule, rule.effectiveTo, calendar, { from, to }, { goesOn: true, follows: false })
}

/** Far enough to meet the first window of any kind after a day. */
function horizon(day: LocalDate, calendar: Calendar): LocalDate {
  const ends = [...calendar.terms, ...calendar.years].map((span) => span.to)
  return [addDays(day, 800), ...ends].reduce((a, b) => (a > b ? a : b))
}

function firstWindow(rule: Rule, calendar: Calendar, follows: boolean): LocalDate | undefined {
  // Events may happen from the first day on.
  if (rule.period === 'event') return rule.effectiveFrom
  const days = { from: rule.effectiveFrom, to: horizon(rule.effectiveFrom, calendar) }
  return spansOf(rule, calendar, days, follows)[0]?.from
}

/** A version with the last day of its time, which the following version may have shortened. */
export interface ActiveVersion {
  readonly rule: Rule
  /** First day of its first window. */
  readonly firstDay: LocalDate
  /** null = still running. */
  readonly lastDay: LocalDate | null
  /** Another version follows. */
  readonly goesOn: boolean
  /** Another version ran when it took effect. */
  readonly follows: boolean
}

/** Did a version run on the day another took effect? Then that one waits for its first whole window. */
const isBefore = (one: Rule, other: Rule): boolean =>
  one.version !== other.version &&
  one.effectiveFrom < other.effectiveFrom &&
  (one.effectiveTo === null || one.effectiveTo >= other.effectiveFrom)

/**
 * When each version of one rule runs: from its first whole window until the day before the next version's (K-27).
 * A version that never reaches a whole window is left out and ends nothing; what is owed once is ended by another kind only.
 */
export function activeVersions(versions: readonly Rule[], calendar: Calendar): readonly ActiveVersion[] {
  const latestFirst = [...versions].sort(
    (a, b) => b.effectiveFrom.localeCompare(a.effectiveFrom) || b.version - a.version,
  )
  const active: ActiveVersion[] = []
  let nextBegins: LocalDate | undefined
  let nextOther: LocalDate | undefined
  for (const rule of latestFirst) {
    const once = rule.period === 'once'
    const next = once ? nextOther : nextBegins
    const follows = versions.some((one) => isBefore(one, rule))
    const firstDay = firstWindow(rule, calendar, follows)
    const before = next === undefined ? null : addDays(next, -1)
    const ends = [rule.effectiveTo, before].filter((day) => day !== null)
    const lastDay = ends.length === 0 ? null : ends.reduce((a, b) => (a < b ? a : b))
    if (firstDay === undefined || (lastDay !== null && firstDay > lastDay)) continue
    active.unshift({ rule, firstDay, lastDay, goesOn: next !== undefined, follows })
    nextBegins = firstDay
    if (!once) nextOther = firstDay
  }
  return active
}

export interface VersionWindow extends DutyWindow {
  readonly version: number
}

/**
 * The windows of each version of one rule; earlier windows keep the rule they began under (K-27). Of what is owed once those
 * of several versions may run at one time: a following one is for whom the one before did not ask.
 */
export function windowsOfEach(
  versions: readonly Rule[],
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
): readonly VersionWindow[] {
  return activeVersions(versions, calendar).flatMap((active) =>
    windowsUntil(active.rule, active.lastDay, calendar, { from, to }, active).map((window) => ({
      ...window,
      version: active.rule.version,
    })),
  )
}

/** The windows of all versions of one rule, none beside another: what is owed once is owed once (K-27). */
export function windowsOfVersions(
  versions: readonly Rule[],
  calendar: Calendar,
  from: LocalDate,
  to: LocalDate,
): readonly VersionWindow[] {
  const all = windowsOfEach(versions, calendar, from, to)
  return all.filter(
    (window, at) =>
      window.kind !== 'once' || !all.slice(0, at).some((one) => one.kind === 'once' && one.to >= window.from),
  )
}

export type Owed =
  | { readonly owes: true; readonly dueOn: LocalDate }
  | { readonly owes: false; readonly dueOn: null }

const NOT_OWED: Owed = { owes: false, dueOn: null }

/**
 * Does somebody on the list for these times owe a window, and by when (K-24)?
 * Owed with at least half of the window's school days on the list (of its days where there are none);
 * due on the last day of the window on the list. Times may overlap and come in any order.
 */
export function owedWindow(window: DutyWindow, memberships: readonly Membership[], calendar: Calendar): Owed {
  for (const one of memberships) {
    if (one.from <= window.from && (one.to === null || one.to >= window.to))
      return { owes: true, dueOn: window.dueOn }
  }
  const first = toDay(window.from)
  const last = toDay(window.to)
  const parts = memberships
    .map(
      (one) =>
        [Math.max(toDay(one.from), first), one.to === null ? last : Math.min(toDay(one.to), last)] as const,
    )
    .filter(([from, to]) => from <= to)
    .sort(([a], [b]) => a - b)
  let school = 0
  let days = 0
  let reach = first - 1
  for (const [from, to] of parts) {
    const start = Math.max(from, reach + 1)
    if (start > to) continue
    school += schoolDaysBetweenDays(start, to, calendar)
    days += to - start + 1
    reach = to
  }
  if (reach < first || !isHalf(school, days, window)) return NOT_OWED
  return { owes: true, dueOn: addDays(fromDay(reach), diffDays(window.to, window.dueOn)) }
}

/** Does an excuse over a time cover a window: all of its school days, or all its days where there are none (K-28)? */
export function excuseCovers(window: DutyWindow, excuse: Span, calendar: Calendar): boolean {
  if (window.schoolDays === 0) return excuse.from <= window.from && excuse.to >= window.to
  const from = excuse.from > window.from ? excuse.from : window.from
  const to = excuse.to < window.to ? excuse.to : window.to
  return schoolDaysBetween(from, to, calendar) === window.schoolDays
}

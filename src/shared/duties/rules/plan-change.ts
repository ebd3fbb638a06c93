import { addDays, type LocalDate, type Span } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { periodsOf } from '#shared/duties/rules/grid.ts'
import {
  type ActiveVersion,
  activeVersions,
  type VersionWindow,
  windowsOfVersions,
} from '#shared/duties/rules/windows.ts'
import type { Rule } from '#shared/duties/schema.ts'

/**
 * The rules of a school once others take their place from a day on: those that nothing follows end the day before, the
 * others run on until the first whole window of the next version (K-27).
 */
export function rulesAfter(known: readonly Rule[], fresh: readonly Rule[], from: LocalDate): readonly Rule[] {
  const lastDay = addDays(from, -1)
  const follows = new Set(fresh.map(({ key }) => key))
  const old = known.map((rule) => {
    const runs = rule.effectiveTo === null || rule.effectiveTo > lastDay
    const ends = !follows.has(rule.key) || rule.effectiveFrom > lastDay
    return runs && ends ? { ...rule, effectiveTo: lastDay } : rule
  })
  const next = fresh.map((rule) => ({
    ...rule,
    version: Math.max(0, ...known.filter(({ key }) => key === rule.key).map(({ version }) => version)) + 1,
  }))
  // What ended before it began never ran.
  return [
    ...old.filter((rule) => rule.effectiveTo === null || rule.effectiveTo >= rule.effectiveFrom),
    ...next,
  ]
}

/** What becomes of one rule when a plan is adopted. */
export interface RuleChange {
  readonly key: Rule['key']
  /** later: the calendar has no whole window for the new way yet, and the old one runs on. */
  readonly kind: 'begins' | 'ends' | 'changes' | 'stays' | 'later'
  /** The way it has been done so far; null = not at all. */
  readonly before: Rule | null
  readonly after: Rule | null
  /** Last day of the old way, first day of the new way's first window. */
  readonly lastDay: LocalDate | null
  readonly firstDay: LocalDate | null
  /** A window under way that ends earlier than it would have. */
  readonly cut: (Span & { readonly newTo: LocalDate }) | null
  /** Last day of a first window that is only the rest of a term or year; null = the first is whole. */
  readonly rest: LocalDate | null
  /** Windows of the old way that will not be, and of the new way up to the horizon. */
  readonly dropped: number
  readonly begun: number
}

const nameOf = (window: VersionWindow): string => `${window.version} ${window.from}`

/** The same way of doing it; in a stored rule the settings stand in another order. */
function isSame(a: Rule, b: Rule): boolean {
  const way = ({ version: _v, effectiveFrom: _f, effectiveTo: _t, adoptedOn: _a, ...rest }: Rule): string =>
    JSON.stringify(Object.entries(rest).sort(([one], [other]) => one.localeCompare(other)))
  return way(a) === way(b)
}

/** A rule of a term or year begins with what is left of it where that is enough (windows.ts). */
function restOf(next: ActiveVersion | undefined, calendar: Calendar): LocalDate | null {
  if (!next) return null
  const { rule, firstDay } = next
  const [first] = windowsOfVersions([rule], calendar, firstDay, firstDay)
  const [whole] = periodsOf(rule, calendar, firstDay, firstDay)
  return first && whole && whole.from < first.from ? first.to : null
}

function changeOf(
  key: Rule['key'],
  known: readonly Rule[],
  after: readonly Rule[],
  calendar: Calendar,
  days: Span,
): RuleChange | null {
  const running = activeVersions(known, calendar).findLast(
    ({ lastDay }) => lastDay === null || lastDay >= days.from,
  )
  const newest = after.filter((rule) => !known.some(({ version }) => version === rule.version)).at(-1)
  const next = newest && activeVersions(after, calendar).find(({ rule }) => rule.version === newest.version)
  const before = running?.rule ?? null
  if (before === null && newest === undefined) return null
  // From the day before: a window under way that ends with it is cut, too.
  const first = addDays(days.from, -1)
  const old = windowsOfVersions(known, calendar, first, days.to)
  const now = windowsOfVersions(after, calendar, first, days.to)
  const kept = new Map(now.map((window) => [nameOf(window), window]))
  const shortened = old.find((window) => {
    const same = kept.get(nameOf(window))
    return same !== undefined && same.to < window.to
  })
  const newTo = shortened && kept.get(nameOf(shortened))?.to
  const firstDay = next?.firstDay ?? null
  const same = before !== null && newest !== undefined && isSame(before, newest)
  const ended = newest === undefined ? addDays(days.from, -1) : firstDay && addDays(firstDay, -1)
  return {
    key,
    kind:
      newest === undefined
        ? 'ends'
        : same
          ? 'stays'
          : firstDay === null
            ? 'later'
            : before
              ? 'changes'
              : 'begins',
    before,
    after: newest ?? null,
    lastDay: before === null ? null : ended,
    firstDay,
    cut: shortened && newTo ? { from: shortened.from, to: shortened.to, newTo } : null,
    rest: restOf(next, calendar),
    dropped: same ? 0 : old.filter((window) => !kept.has(nameOf(window))).length,
    begun: now.filter(({ version }) => version === newest?.version).length,
  }
}

/** What adopting other rules from a day on does to each rule, up to a horizon (K-27); nothing done is touched. */
export function planChange(
  known: readonly Rule[],
  fresh: readonly Rule[],
  calendar: Calendar,
  days: Span,
): readonly RuleChange[] {
  const after = rulesAfter(known, fresh, days.from)
  const keys = new Set([...fresh, ...known].map(({ key }) => key))
  return [...keys].flatMap((key) => {
    const own = (rules: readonly Rule[]): readonly Rule[] => rules.filter((rule) => rule.key === key)
    const change = changeOf(key, own(known), own(after), calendar, days)
    return change === null ? [] : [change]
  })
}

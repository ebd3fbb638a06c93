import type { LocalDate, Span } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { eventWindows } from '#shared/duties/rules/events.ts'
import { owedWindow, type VersionWindow, windowsOfEach } from '#shared/duties/rules/windows.ts'
import { Rule, RuleParams } from '#shared/duties/schema.ts'
import { eventTimes } from '#server/duties/parts/event-times.ts'
import {
  type Done,
  eventsOf,
  type SubjectFacts,
  subjectsOf,
  type SubjectTime,
} from '#server/duties/parts/subjects.ts'
import type { NewDuty } from '#server/duties/queries.ts'

export interface StoredRule {
  readonly id: string
  readonly key: string
  readonly version: number
  readonly params: unknown
  readonly effectiveFrom: string
  readonly effectiveTo: string | null
  readonly definitionKey: string
  /** Categories beside the list for which the plan asks duties. */
  readonly otherTargets: readonly string[]
}

export interface Known {
  readonly rule: Rule
  readonly stored: StoredRule
}

/** Rules as the window rules want them; one that ended before it began never ran, one without settings asks for nothing. */
export function knownRules(stored: readonly StoredRule[]): readonly Known[] {
  return stored.flatMap((one) => {
    if (one.effectiveTo !== null && one.effectiveTo < one.effectiveFrom) return []
    const params = RuleParams.safeParse(one.params)
    if (!params.success) return []
    const { key, version, effectiveFrom, effectiveTo } = one
    const rule = Rule.safeParse({ ...params.data, key, version, effectiveFrom, effectiveTo })
    return rule.success ? [{ rule: rule.data, stored: one }] : []
  })
}

export type OwedDuty = Omit<NewDuty, 'id'>

/** The one name of a duty: rule, subject, window and slot. */
export const dutyName = (duty: Pick<OwedDuty, 'ruleId' | 'subjectId' | 'from' | 'slot'>): string =>
  `${duty.ruleId} ${duty.subjectId} ${duty.from} ${duty.slot}`

/** What one subject owes in a window: a duty for each slot, or none. Is it owed? */
function addOwed(
  duties: OwedDuty[],
  { rule, stored }: Known,
  window: VersionWindow,
  times: readonly SubjectTime[],
  calendar: Calendar,
): boolean {
  const [first] = times
  const owed = owedWindow(window, times, calendar)
  if (!first || !owed.owes) return false
  for (let slot = 1; slot <= window.need; slot++)
    duties.push({
      ruleId: stored.id,
      key: rule.key,
      performerRole: rule.performerRole,
      subjectKind: rule.per,
      subjectId: first.id,
      pupilId: rule.per === 'child' ? first.id : null,
      classId: first.classId,
      from: window.from,
      to: window.to,
      dueOn: owed.dueOn,
      // Whose own time was over before the change is not ended by it (K-24).
      endedOn: window.cut && owed.dueOn === window.dueOn ? owed.dueOn : null,
      slot,
    })
  return true
}

/**
 * What is owed once is owed once whatever becomes of the plan: a version asks nothing of whom an earlier one's window still
 * runs for, nor of who did it under another one (K-27).
 */
function addOnce(
  duties: OwedDuty[],
  one: Known,
  window: VersionWindow,
  subjects: ReadonlyMap<string, readonly SubjectTime[]>,
  calendar: Calendar,
  asked: { readonly until: Map<string, LocalDate>; readonly done: readonly Done[] },
): void {
  const { until } = asked
  const done = new Set(
    asked.done.flatMap(({ ruleId, subjectId }) => (ruleId === one.stored.id ? [] : subjectId)),
  )
  for (const [id, times] of subjects) {
    if (done.has(id) || (until.get(id) ?? '') >= window.from) continue
    if (addOwed(duties, one, window, times, calendar)) until.set(id, window.to)
  }
}

/** Every duty that rules × calendar × the times of children, classes, staff and school ask for (K-20…K-27). */
export function owedDuties(
  known: readonly Known[],
  calendar: Calendar,
  facts: SubjectFacts,
  days: { readonly from: LocalDate; readonly to: LocalDate },
): readonly OwedDuty[] {
  const duties: OwedDuty[] = []
  for (const [key, versions] of Map.groupBy(known, ({ rule }) => rule.key)) {
    const once = { until: new Map(), done: facts.done.filter((one) => one.key === key) }
    const byVersion = new Map(
      versions.map((one) => [one.rule.version, { one, subjects: subjectsOf(one, facts) }]),
    )
    if (versions.some(({ rule }) => rule.period === 'event'))
      addEventDuties(duties, versions, calendar, facts, days)
    const counted = versions.filter(({ rule }) => rule.period !== 'event').map(({ rule }) => rule)
    for (const window of windowsOfEach(counted, calendar, days.from, days.to)) {
      const version = byVersion.get(window.version)
      if (!version) continue
      const { one, subjects } = version
      if (window.kind === 'once') addOnce(duties, one, window, subjects, calendar, once)
      else for (const times of subjects.values()) addOwed(duties, one, window, times, calendar)
    }
  }
  return duties
}

/** Windows begun by what happened to each child. */
function addEventDuties(
  duties: OwedDuty[],
  versions: readonly Known[],
  calendar: Calendar,
  facts: SubjectFacts,
  days: Span,
): void {
  const rules = versions.filter(({ rule }) => rule.period === 'event')
  for (const [pupilId, events] of eventsOf(rules, facts)) {
    const windows = eventWindows(
      rules.map(({ rule }) => rule),
      calendar,
      events,
      days,
    )
    for (const window of windows) {
      const one = rules.find(({ rule }) => rule.version === window.version)
      if (one) addOwed(duties, one, window, eventTimes(one, facts, pupilId, window), calendar)
    }
  }
}

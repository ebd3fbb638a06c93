import { looksAfterChildren } from '#shared/access/policy.ts'
import { type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { birthdays } from '#shared/duties/rules/events.ts'
import type { Rule } from '#shared/duties/schema.ts'
import type { EventKind } from '#shared/periods/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type {
  classTimesQuery,
  eventsQuery,
  listTimesQuery,
  markTimesQuery,
  pairingTimesQuery,
  pupilTimesQuery,
  roleTimesQuery,
} from '#server/duties/parts/times.ts'

/** A time in which somebody or something can owe a duty; both ends included, null = still. */
export interface SubjectTime {
  readonly id: string
  readonly classId: string | null
  readonly from: LocalDate
  readonly to: LocalDate | null
}

/** Somebody or something did what is owed once, under one version of its rule. */
export interface Done {
  readonly key: string
  readonly ruleId: string
  readonly subjectId: string
}

/** Dated facts of one school from which the subjects of its duties follow. */
export interface SubjectFacts {
  readonly schoolId: string
  readonly lists: readonly RowOf<ReturnType<typeof listTimesQuery>>[]
  /** When else a plan may look after a child. */
  readonly marks: readonly RowOf<ReturnType<typeof markTimesQuery>>[]
  readonly classes: readonly RowOf<ReturnType<typeof classTimesQuery>>[]
  readonly roles: readonly RowOf<ReturnType<typeof roleTimesQuery>>[]
  readonly pairings: readonly RowOf<ReturnType<typeof pairingTimesQuery>>[]
  readonly events: readonly RowOf<ReturnType<typeof eventsQuery>>[]
  /** Read where a rule asks for them by an event. */
  readonly pupils: readonly RowOf<ReturnType<typeof pupilTimesQuery>>[]
  readonly done: readonly Done[]
}

type Subjects = ReadonlyMap<string, readonly SubjectTime[]>
interface Asking {
  readonly rule: Pick<Rule, 'per' | 'paired' | 'inPairing' | 'performerRole' | 'allStaff'>
  readonly stored: { readonly definitionKey: string; readonly otherTargets: readonly string[] }
}

// Facts are values: what follows from them is worked out once for each kind of rule.
const known = new WeakMap<SubjectFacts, Map<string, Subjects>>()

/** Who owes a rule's windows, and when: K-24 holds for classes, persons and paired children as it does for the list. */
export function subjectsOf({ rule, stored }: Asking, facts: SubjectFacts): Subjects {
  const { per, paired, inPairing, allStaff, performerRole } = rule
  const name = [
    per,
    paired === true,
    inPairing,
    allStaff === true ? '' : performerRole,
    stored.definitionKey,
    stored.otherTargets,
  ].join(' ')
  const all = known.get(facts) ?? new Map<string, Subjects>()
  known.set(facts, all)
  const subjects = all.get(name) ?? Map.groupBy(timesOf(rule, stored, facts), ({ id }) => id)
  all.set(name, subjects)
  return subjects
}

function timesOf(
  rule: Asking['rule'],
  { definitionKey, otherTargets }: Asking['stored'],
  facts: SubjectFacts,
): readonly SubjectTime[] {
  switch (rule.per) {
    case 'child': {
      const listed = facts.lists.filter((time) => time.definitionKey === definitionKey)
      // Days both on the list and marked are days once: the window rules take the union (K-24).
      const marked = facts.marks.filter(({ category }) => otherTargets.includes(category))
      const times = [...listed, ...marked].map(({ pupilId, classId, from, to }) => ({
        id: pupilId,
        classId,
        from,
        to,
      }))
      if (rule.inPairing !== undefined)
        return within(
          times,
          facts.pairings.filter(({ kind }) => kind === rule.inPairing),
        )
      return rule.paired === true ? whilePaired(times, facts) : times
    }
    case 'class':
      return facts.classes
        .filter((time) => time.definitionKey === definitionKey)
        .map(({ classId, from, to }) => ({ id: classId, classId, from, to }))
    case 'person':
      return facts.roles
        .filter(({ role }) => (rule.allStaff ? looksAfterChildren(role) : role === rule.performerRole))
        .map(({ userId, from, to }) => ({ id: userId, classId: null, from, to }))
    case 'school':
      return [{ id: facts.schoolId, classId: null, from: '0001-01-01', to: null }]
  }
}

const FOREVER = '9999-12-31'

/** The times on the list during which a helping teacher is named for the child. */
const whilePaired = (listed: readonly SubjectTime[], { roles }: SubjectFacts): readonly SubjectTime[] =>
  within(
    listed,
    roles.filter(({ role }) => role === 'helpingTeacher'),
  )

interface Span {
  readonly pupilId: string | null
  readonly from: LocalDate
  readonly to: LocalDate | null
}

/** What of some times lies in other times of the same child. */
function within(listed: readonly SubjectTime[], others: readonly Span[]): readonly SubjectTime[] {
  const byChild = Map.groupBy(others, ({ pupilId }) => pupilId)
  return listed.flatMap((time) =>
    (byChild.get(time.id) ?? []).flatMap((other) => {
      const from = time.from > other.from ? time.from : other.from
      const ends = [time.to ?? FOREVER, other.to ?? FOREVER].toSorted()
      const to = ends[0] ?? FOREVER
      return from > to ? [] : [{ ...time, from, to: to === FOREVER ? null : to }]
    }),
  )
}

/** The days on which events happened that some rules of one key wait for, by child. */
export function eventsOf(
  rules: readonly { readonly rule: Pick<Rule, 'event' | 'ages'> }[],
  facts: SubjectFacts,
): ReadonlyMap<string, readonly LocalDate[]> {
  const kinds = new Set(rules.flatMap(({ rule }): EventKind[] => (rule.event ? [rule.event] : [])))
  const ages = [...new Set(rules.flatMap(({ rule }) => rule.ages ?? []))]
  const days = new Map<string, LocalDate[]>()
  for (const { pupilId, event, on } of facts.events) {
    if (!kinds.has(event)) continue
    const list = days.get(pupilId) ?? []
    list.push(...(event === 'birthday' ? birthdays(on, ages) : [on]))
    days.set(pupilId, list)
  }
  return days
}

import { addDays, schoolYearOf, type Span } from '#shared/calendar/rules/local-date.ts'
import { holidaysAfter, yearAt } from '#shared/calendar/rules/school-days.ts'
import type { Calendar, Term } from '#shared/calendar/schema.ts'
import { DEFAULT_CAPACITY } from '#shared/duties/rules/duty-minutes.ts'
import {
  holidayTime,
  type LoadChild,
  loadOf,
  type LoadSchool,
  loadTime,
  type LoadTime,
  type LoadWork,
  type PersonLoad,
  type SchoolLoad as WholeLoad,
} from '#shared/duties/rules/load.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { windowsOfVersions } from '#shared/duties/rules/windows.ts'
import type { PlanParams, Rule } from '#shared/duties/schema.ts'
import type { PairingKind } from '#shared/pairing/schema.ts'
import { LoadCapacity, type LoadPerson, type SchoolLoad } from '#shared/plans/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { holdersQuery } from '#server/db/works-here.ts'
import type { ListedRule } from '#server/duties/service.ts'
import {
  capacityQuery,
  childrenOnListsQuery,
  classesNowQuery,
  markedNowQuery,
  pairedNowQuery,
} from '#server/plans/reads.ts'

/** Children of a class for which a load is told while nobody is on the list yet. */
const EXAMPLE_CHILDREN = 30

/** All that a load depends on but the rules: read once, asked for several plans. */
export interface LoadBasis {
  readonly calendar: Calendar
  /** The current term, in the holidays the next one. */
  readonly term: Term | undefined
  /** In the holidays the term that they follow, else the current one. */
  readonly last: Term | undefined
  readonly capacity: LoadCapacity
  readonly school: LoadSchool
  readonly names: ReadonlyMap<string, string>
  /** On the list, or marked as one of the plan's other groups; each once. */
  childrenOf(by: Omit<ListedRule, 'rule'>): readonly LoadChild[]
  /** Children who carry a mark today. */
  markedAs(category: string): number
  isPaired(pupilId: string, kind: PairingKind): boolean
}

export const capacityOf = (params: unknown): LoadCapacity => {
  const known = LoadCapacity.safeParse(params)
  if (!known.success) return { ...DEFAULT_CAPACITY, minutes: { ...DEFAULT_CAPACITY.minutes } }
  return { ...known.data, minutes: { ...DEFAULT_CAPACITY.minutes, ...known.data.minutes } }
}

export async function loadBasis(
  tx: Transaction,
  scope: Scope,
  definitionKeys: readonly string[],
): Promise<LoadBasis> {
  const calendar = await getCalendar(tx, scope)
  const [children, marked, pairings, holders, classes, [capacity]] = await tx.run(
    childrenOnListsQuery(scope, definitionKeys),
    markedNowQuery(scope),
    pairedNowQuery(scope),
    holdersQuery(scope),
    classesNowQuery(scope),
    capacityQuery(scope),
  )
  const inPairings = new Set(pairings.map(({ kind, pupilId }) => `${kind} ${pupilId}`))
  return {
    calendar,
    term: calendar.terms.find(({ to }) => to >= scope.today),
    last: calendar.terms.findLast(({ from }) => from <= scope.today),
    capacity: capacityOf(capacity?.params),
    school: { classIds: classes.map(({ id }) => id), holders },
    names: new Map(holders.map(({ userId, name }) => [userId, name])),
    childrenOf: ({ definitionKey, otherTargets }) => {
      const listed = children.filter((child) => child.definitionKey === definitionKey)
      const others = marked.filter(({ category }) => otherTargets.includes(category))
      return [...new Map([...listed, ...others].map((child) => [child.pupilId, child])).values()]
    },
    markedAs: (category) => marked.filter((child) => child.category === category).length,
    isPaired: (pupilId, kind) => inPairings.has(`${kind} ${pupilId}`),
  }
}

/** Categories beside the list for which a plan asks duties. */
export const askedOf = ({ otherTargets }: PlanParams): readonly string[] =>
  otherTargets.flatMap(({ category, duties }) => (duties ? category : []))

/** The rules of a plan as if it had run since the school year began: what it asks of a whole term. */
export function termRules(params: PlanParams, { calendar, term }: LoadBasis): readonly ListedRule[] {
  if (!term) return []
  const year = calendar.years.find((one) => one.from <= term.from && term.from <= one.to)
  const from = (year ?? schoolYearOf(term.from)).from
  const by = { definitionKey: params.definition, otherTargets: askedOf(params) }
  return rulesOf(params, from).map((rule) => ({ rule, ...by }))
}

/** Talks first, then as the kinds of cards stand in the capacity, then all others as they come. */
function placeOf({ rule }: ListedRule): number {
  const at = Object.keys(DEFAULT_CAPACITY.minutes).indexOf(rule.cardKinds[0] ?? '')
  return at < 0 ? Number.MAX_SAFE_INTEGER : at
}

/** What each version of each rule wants in the days in which its windows fall due (K-29). */
function worksOf(rules: readonly ListedRule[], basis: LoadBasis, term: Span): LoadWork[] {
  const paired = new Set(
    basis.school.holders.flatMap(({ role, pupilId }) =>
      role === 'helpingTeacher' && pupilId ? [pupilId] : [],
    ),
  )
  // Owed only while a helping teacher is named for the child, or a pairing of a kind runs.
  const owes = ({ paired: wants, inPairing }: Rule, pupilId: string): boolean =>
    (wants !== true || paired.has(pupilId)) && (inPairing === undefined || basis.isPaired(pupilId, inPairing))
  const sorted = rules.toSorted((a, b) => placeOf(a) - placeOf(b))
  return [...Map.groupBy(sorted, ({ rule }) => rule.key).values()].flatMap((versions) => {
    const windows = windowsOfVersions(
      versions.map(({ rule }) => rule),
      basis.calendar,
      term.from,
      term.to,
    ).filter(({ dueOn }) => term.from <= dueOn && dueOn <= term.to)
    return versions.flatMap(({ rule, ...by }): LoadWork[] => {
      const own = windows.filter(({ version }) => version === rule.version)
      if (own.length === 0) return []
      const children = basis.childrenOf(by).filter(({ pupilId }) => owes(rule, pupilId))
      return [{ rule, windows: own, children }]
    })
  })
}

/** A class teacher alone with a class, as long as the roster is not there. */
function exampleOf(
  works: readonly LoadWork[],
  { capacity }: LoadBasis,
  time: LoadTime,
): SchoolLoad['example'] {
  const children = Array.from({ length: EXAMPLE_CHILDREN }, (_, at) => ({
    pupilId: `${at}`,
    classId: 'class',
  }))
  const holders = [{ userId: 'teacher', role: 'classTeacher' as const, classId: 'class', pupilId: null }]
  const [person] = loadOf(
    works.map((work) => ({ ...work, children })),
    { classIds: ['class'], holders },
    capacity,
    time,
  ).people
  return person ? { children: EXAMPLE_CHILDREN, person: figuresOf(person) } : null
}

/** Several versions of one rule are one line. */
function figuresOf({ lines, ...load }: PersonLoad): Omit<LoadPerson, 'userId' | 'name'> {
  const byKey = [...Map.groupBy(lines, ({ key }) => key)]
  return {
    ...load,
    lines: byKey.map(([key, own]) => ({ key, cards: own.reduce((sum, { cards }) => sum + cards, 0) })),
  }
}

/** What nobody is there to do, one line for a duty: several versions of its rule may have had other lists. */
function nobodyOf({ nobody }: Pick<WholeLoad, 'nobody'>): SchoolLoad['nobody'] {
  const lines = Map.groupBy(nobody, ({ key, role, per }) => `${key} ${role} ${per}`)
  return [...lines.values()].flatMap((own) => {
    const [first] = own
    if (!first) return []
    const { key, role, per } = first
    const subjects = Math.max(...own.map((line) => line.subjects))
    return [{ key, role, per, subjects, cards: own.reduce((sum, { cards }) => sum + cards, 0) }]
  })
}

interface Asked {
  readonly days: Span
  readonly time: LoadTime
  /** On the lists of the rules. */
  readonly children: number
}

/** What rules ask in some days, by the week of that time. */
function loadIn(basis: LoadBasis, rules: readonly ListedRule[], { days, time, children }: Asked) {
  const { capacity, school, names } = basis
  const works = worksOf(rules, basis, days)
  const ofChildren = works.filter(({ rule }) => rule.per === 'child')
  const load = loadOf(works, school, capacity, time)
  return {
    any: works.length > 0,
    cards: load.cards,
    windows: ofChildren.map(({ rule, windows }) => ({
      key: rule.key,
      period: rule.period,
      count: windows.reduce((sum, { need }) => sum + need, 0),
    })),
    people: load.people.map((person) => ({
      userId: person.userId,
      name: names.get(person.userId) ?? '',
      ...figuresOf(person),
    })),
    overloaded: load.people.filter(({ overHours }) => overHours > 0).length,
    nobody: nobodyOf(load),
    example: children === 0 ? exampleOf(works, basis, time) : null,
  }
}

/** What rules ask after the term; whether anything is due until the year ends, where the calendar does not say when a term follows. */
function loadAfter(
  basis: LoadBasis,
  rules: readonly ListedRule[],
  term: Term,
  children: number,
): Pick<SchoolLoad, 'holidays' | 'nextTermMissing'> {
  const days = holidaysAfter(term, basis.calendar)
  if (days === undefined) {
    const rest = { from: addDays(term.to, 1), to: yearAt(term.from, basis.calendar).to }
    return { holidays: null, nextTermMissing: worksOf(rules, basis, rest).length > 0 }
  }
  if (days === null) return { holidays: null, nextTermMissing: false }
  const load = loadIn(basis, rules, { days, time: holidayTime(days), children })
  return { holidays: load.any ? { ...load, ...days } : null, nextTermMissing: false }
}

const NOTHING = { cards: 0, windows: [], people: [], overloaded: 0, nobody: [], example: null }

/** What rules ask of the people of a school in the term, and in the holidays after it or another one. */
export function schoolLoad(
  basis: LoadBasis,
  rules: readonly ListedRule[],
  before: Term | undefined = basis.term,
): SchoolLoad {
  const { term, calendar, capacity } = basis
  const byList = Map.groupBy(rules, ({ definitionKey, otherTargets }) =>
    [definitionKey, ...otherTargets].join(' '),
  )
  const lists = [...byList.values()].flatMap(([first]) => first ?? [])
  const children = new Set(lists.flatMap((by) => basis.childrenOf(by).map(({ pupilId }) => pupilId))).size
  const time = term && loadTime(term, calendar)
  return {
    ...(term && time ? loadIn(basis, rules, { days: term, time, children }) : NOTHING),
    term: term && time ? { name: term.name, from: term.from, to: term.to, ...time } : null,
    capacity,
    children,
    ...(before ? loadAfter(basis, rules, before, children) : { holidays: null, nextTermMissing: false }),
  }
}

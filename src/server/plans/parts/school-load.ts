import { schoolYearOf, type Span } from '#shared/calendar/rules/local-date.ts'
import type { Calendar, Term } from '#shared/calendar/schema.ts'
import { DEFAULT_CAPACITY } from '#shared/duties/rules/duty-minutes.ts'
import {
  type LoadChild,
  loadOf,
  type LoadSchool,
  loadTime,
  type LoadWork,
  type PersonLoad,
  type SchoolLoad as WholeLoad,
} from '#shared/duties/rules/load.ts'
import { rulesOf } from '#shared/duties/rules/plan-rules.ts'
import { windowsOfVersions } from '#shared/duties/rules/windows.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { LoadCapacity, type LoadPerson, type SchoolLoad } from '#shared/plans/schema.ts'
import { getCalendar } from '#server/calendar/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { holdersQuery } from '#server/db/works-here.ts'
import type { ListedRule } from '#server/duties/service.ts'
import { capacityQuery, childrenOnListsQuery, classesNowQuery, markedNowQuery } from '#server/plans/reads.ts'

/** Children of a class for which a load is told while nobody is on the list yet. */
const EXAMPLE_CHILDREN = 30

/** All that a load depends on but the rules: read once, asked for several plans. */
export interface LoadBasis {
  readonly calendar: Calendar
  /** The current term, in the holidays the next one. */
  readonly term: Term | undefined
  readonly capacity: LoadCapacity
  readonly school: LoadSchool
  readonly names: ReadonlyMap<string, string>
  /** On the list, or marked as one of the plan's other groups; each once. */
  childrenOf(by: Omit<ListedRule, 'rule'>): readonly LoadChild[]
  /** Children who carry a mark today. */
  markedAs(category: string): number
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
  const [children, marked, holders, classes, [capacity]] = await tx.run(
    childrenOnListsQuery(scope, definitionKeys),
    markedNowQuery(scope),
    holdersQuery(scope),
    classesNowQuery(scope),
    capacityQuery(scope),
  )
  return {
    calendar,
    term: calendar.terms.find(({ to }) => to >= scope.today),
    capacity: capacityOf(capacity?.params),
    school: { classIds: classes.map(({ id }) => id), holders },
    names: new Map(holders.map(({ userId, name }) => [userId, name])),
    childrenOf: ({ definitionKey, otherTargets }) => {
      const listed = children.filter((child) => child.definitionKey === definitionKey)
      const others = marked.filter(({ category }) => otherTargets.includes(category))
      return [...new Map([...listed, ...others].map((child) => [child.pupilId, child])).values()]
    },
    markedAs: (category) => marked.filter((child) => child.category === category).length,
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

/** What each version of each rule wants in the term in which its windows fall due (K-29). */
function worksOf(rules: readonly ListedRule[], basis: LoadBasis, term: Span): LoadWork[] {
  const paired = new Set(
    basis.school.holders.flatMap(({ role, pupilId }) =>
      role === 'helpingTeacher' && pupilId ? [pupilId] : [],
    ),
  )
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
      const listed = basis.childrenOf(by)
      // Owed only while a helping teacher is named for the child.
      const children = rule.paired === true ? listed.filter(({ pupilId }) => paired.has(pupilId)) : listed
      return [{ rule, windows: own, children }]
    })
  })
}

/** A class teacher alone with a class, as long as the roster is not there. */
function exampleOf(
  works: readonly LoadWork[],
  { capacity }: LoadBasis,
  time: ReturnType<typeof loadTime>,
): SchoolLoad['example'] {
  const children = Array.from({ length: EXAMPLE_CHILDREN }, (_, at) => ({
    pupilId: `${at}`,
    classId: 'class',
  }))
  const holders = [{ userId: 'teacher', role: 'classTeacher', classId: 'class', pupilId: null }]
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

/** What rules ask of the people of a school in the term. */
export function schoolLoad(basis: LoadBasis, rules: readonly ListedRule[]): SchoolLoad {
  const { term, calendar, capacity, school, names } = basis
  const time = term ? loadTime(term, calendar) : { weeks: 0, months: 0 }
  const works = term ? worksOf(rules, basis, term) : []
  const ofChildren = works.filter(({ rule }) => rule.per === 'child')
  const load = loadOf(works, school, capacity, time)
  const byList = Map.groupBy(rules, ({ definitionKey, otherTargets }) =>
    [definitionKey, ...otherTargets].join(' '),
  )
  const lists = [...byList.values()].flatMap(([first]) => first ?? [])
  const children = new Set(lists.flatMap((by) => basis.childrenOf(by).map(({ pupilId }) => pupilId))).size
  return {
    term: term ? { name: term.name, from: term.from, to: term.to, ...time } : null,
    capacity,
    children,
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

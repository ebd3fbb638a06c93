import { looksAfterChildren } from '#shared/access/policy.ts'
import type { Role } from '#shared/access/schema.ts'
import { addMonths, diffDays, monthEnd, monthStart, type Span } from '#shared/calendar/rules/local-date.ts'
import { schoolDaysBetween, teachingWeeks } from '#shared/calendar/rules/school-days.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { type Capacity, minutesOf } from '#shared/duties/rules/duty-minutes.ts'
import type { DutyWindow, Rule } from '#shared/duties/schema.ts'

/**
 * Teaching weeks (K-21) and months with school (K-23) of a term: what a load is divided by. Of holidays seven days are a week,
 * also parts of one, and no months are counted.
 */
export interface LoadTime {
  readonly weeks: number
  readonly months: number
}

export function loadTime(term: Span, calendar: Calendar): LoadTime {
  let months = 0
  for (let from = term.from; from <= term.to; from = addMonths(monthStart(from), 1)) {
    const end = monthEnd(from)
    if (schoolDaysBetween(from, end < term.to ? end : term.to, calendar) > 0) months++
  }
  return { weeks: teachingWeeks(term, calendar).length, months }
}

export const holidayTime = ({ from, to }: Span): LoadTime => ({
  weeks: (diffDays(from, to) + 1) / 7,
  months: 0,
})

/** Cards wanted of one child, class, person or school over windows. */
const wanted = (windows: readonly Pick<DutyWindow, 'need'>[]): number =>
  windows.reduce((sum, { need }) => sum + need, 0)

/** Cards expected of a number of subjects over windows = subjects × cards wanted in them (F09, F10). */
export const expectedCards = (subjects: number, windows: readonly Pick<DutyWindow, 'need'>[]): number =>
  subjects * wanted(windows)

export interface LoadChild {
  readonly pupilId: string
  readonly classId: string | null
}

/** A role that somebody holds today. */
export interface Holder {
  readonly userId: string
  readonly role: Role
  readonly classId: string | null
  readonly pupilId: string | null
}

/** Whom a rule's cards are wanted of. */
export const LOAD_SUBJECTS = ['child', 'class', 'person', 'school'] as const
export type LoadSubject = (typeof LOAD_SUBJECTS)[number]

/** One rule over its windows, for the children on its list. */
export interface LoadWork {
  readonly rule: Pick<Rule, 'key' | 'period' | 'performerRole' | 'allStaff' | 'cardKinds'> & {
    readonly per: LoadSubject
  }
  readonly windows: readonly Pick<DutyWindow, 'need'>[]
  readonly children: readonly LoadChild[]
}

export interface LoadSchool {
  readonly classIds: readonly string[]
  readonly holders: readonly Holder[]
}

/** Subjects of one rule with the same people to do it. */
interface Task {
  readonly performers: readonly string[]
  readonly pupilIds: readonly string[]
  readonly subjects: number
}

const holdersOf = ({ performerRole, allStaff }: LoadWork['rule'], { holders }: LoadSchool): string[] => {
  const owes = ({ role }: Holder): boolean => (allStaff ? looksAfterChildren(role) : role === performerRole)
  return [...new Set(holders.filter(owes).map(({ userId }) => userId))].sort()
}

/** Class teachers answer for their class, helping teachers for their child, everybody else for the school. */
function performersOf(rule: LoadWork['rule'], school: LoadSchool, at: Partial<LoadChild>): string[] {
  const holders = school.holders.filter(({ role, classId, pupilId }) => {
    if (role === 'classTeacher') return classId !== null && classId === at.classId
    if (role === 'helpingTeacher') return pupilId !== null && pupilId === at.pupilId
    return true
  })
  return holdersOf(rule, { ...school, holders })
}

/** Who owes a rule's cards: children of a class share its teachers, a person owes for itself, a school has its leaders. */
function tasksOf({ rule, children }: LoadWork, school: LoadSchool): readonly Task[] {
  const one = (performers: readonly string[]): Task => ({ performers, pupilIds: [], subjects: 1 })
  switch (rule.per) {
    case 'class': {
      // A class owes while a child of it is on the list (K-24).
      const listed = new Set(children.map(({ classId }) => classId))
      return school.classIds
        .filter((classId) => listed.has(classId))
        .map((classId) => one(performersOf(rule, school, { classId })))
    }
    case 'person':
      return holdersOf(rule, school).map((userId) => one([userId]))
    case 'school':
      return [one(holdersOf(rule, school))]
    case 'child': {
      const groups = Map.groupBy(
        children.map((child) => ({ child, performers: performersOf(rule, school, child) })),
        ({ performers }) => performers.join(' '),
      )
      return [...groups.values()].map((group) => ({
        performers: group[0]?.performers ?? [],
        pupilIds: group.map(({ child }) => child.pupilId),
        subjects: group.length,
      }))
    }
  }
}

/** A whole number in as equal whole parts as can be; their sum is the number. */
export const share = (total: number, parts: number): number[] =>
  Array.from({ length: parts }, (_, at) => Math.floor(total / parts) + (at < total % parts ? 1 : 0))

/** n ÷ d, half up to one decimal on the exact fraction (K-50); null without denominator. */
export const tenths = (n: number, d: number): number | null =>
  d === 0 ? null : Math.floor((n * 20 + d) / (2 * d)) / 10

/** What one rule asks of somebody, or of nobody. */
export interface LoadLine {
  readonly key: Rule['key']
  readonly cards: number
  readonly minutes: number
}

export interface PersonLoad {
  readonly userId: string
  readonly children: number
  readonly lines: readonly LoadLine[]
  readonly cards: number
  readonly minutes: number
  readonly cardsPerWeek: number | null
  readonly cardsPerMonth: number | null
  readonly hoursPerWeek: number | null
  /** Hours a week beyond the capacity, a begun tenth counted up; 0 = the person can carry it. */
  readonly overHours: number
}

export interface SchoolLoad {
  readonly cards: number
  readonly minutes: number
  /** The heaviest first. */
  readonly people: readonly PersonLoad[]
  /** Cards that nobody is there to do. */
  readonly nobody: readonly (LoadLine & {
    readonly role: Rule['performerRole']
    readonly per: LoadSubject
    readonly subjects: number
  })[]
}

function personLoad(
  userId: string,
  own: { lines: LoadLine[]; pupilIds: Set<string> },
  capacity: Capacity,
  { weeks, months }: LoadTime,
): PersonLoad {
  const cards = own.lines.reduce((sum, line) => sum + line.cards, 0)
  const minutes = own.lines.reduce((sum, line) => sum + line.minutes, 0)
  // In days, so that a part of a week leaves the fractions exact.
  const days = Math.round(weeks * 7)
  const beyond = days === 0 ? 0 : minutes * 7 - Math.round(capacity.hoursPerWeek * 60) * days
  return {
    userId,
    children: own.pupilIds.size,
    lines: own.lines,
    cards,
    minutes,
    cardsPerWeek: tenths(cards * 7, days),
    cardsPerMonth: tenths(cards, months),
    hoursPerWeek: tenths(minutes * 7, days * 60),
    overHours: beyond <= 0 ? 0 : Math.ceil((beyond * 10) / (days * 60)) / 10,
  }
}

/**
 * What rules ask of each person over a term or the holidays (F29, X-33). Several people for one child or class share its cards in whole
 * numbers, so that the parts are the whole; what has nobody to do it is counted apart.
 */
export function loadOf(
  works: readonly LoadWork[],
  school: LoadSchool,
  capacity: Capacity,
  time: LoadTime,
): SchoolLoad {
  const people = new Map<string, { lines: LoadLine[]; pupilIds: Set<string> }>()
  const nobody: SchoolLoad['nobody'][number][] = []
  let total = { cards: 0, minutes: 0 }
  for (const work of works) {
    const { key, per, performerRole: role } = work.rule
    const each = minutesOf(capacity, key)
    const line = (cards: number): LoadLine => ({ key, cards, minutes: cards * each })
    const mine = new Map<string, number>()
    const left = { subjects: 0, cards: 0 }
    for (const { performers, pupilIds, subjects } of tasksOf(work, school)) {
      const cards = expectedCards(subjects, work.windows)
      total = { cards: total.cards + cards, minutes: total.minutes + cards * each }
      if (performers.length === 0) {
        left.subjects += subjects
        left.cards += cards
      }
      const parts = share(cards, performers.length)
      for (const [at, userId] of performers.entries()) {
        const own = people.get(userId) ?? { lines: [], pupilIds: new Set() }
        for (const pupilId of pupilIds) own.pupilIds.add(pupilId)
        people.set(userId, own)
        mine.set(userId, (mine.get(userId) ?? 0) + (parts[at] ?? 0))
      }
    }
    for (const [userId, cards] of mine) people.get(userId)?.lines.push(line(cards))
    if (left.cards > 0) nobody.push({ ...line(left.cards), role, per, subjects: left.subjects })
  }
  return {
    ...total,
    people: [...people]
      .map(([userId, own]) => personLoad(userId, own, capacity, time))
      .sort((a, b) => b.minutes - a.minutes || a.userId.localeCompare(b.userId)),
    nobody,
  }
}

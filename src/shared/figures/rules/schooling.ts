import { addDays, addMonths, ageOn, type LocalDate, schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { type Fraction, percentOf } from '#shared/percent/rules.ts'

/** A time on the list or in a class, both ends included; null = still. */
interface Time {
  readonly from: LocalDate
  readonly to: LocalDate | null
}

export interface Listed extends Time {
  /** Why it ended, where it did. */
  readonly ended: TrendReason | null
}

export interface Place extends Time {
  /** 0 = kindergarten. */
  readonly grade: number
  /** First day of the school year of the class. */
  readonly yearFrom: LocalDate
}

/** What is known of one child that is or was on the list: its times on the list, in classes, and how it left. */
export interface Schooling {
  readonly birthDate: LocalDate
  readonly joinedOn: LocalDate
  /** First day on which it does not belong to the school any more. */
  readonly leftOn: LocalDate | null
  readonly listed: readonly Listed[]
  readonly places: readonly Place[]
  /** Where it left for another school: since when that school has confirmed it; null = it has not. */
  readonly moved: { readonly confirmedOn: LocalDate | null } | null
}

/** Why a child has no place: left for a school that has not confirmed, left with nothing known of it, in no class, or not yet at school. */
export const OUT_REASONS = ['notConfirmed', 'left', 'noClass', 'kindergarten'] as const
export type OutReason = (typeof OUT_REASONS)[number]

export const TREND_REASONS = ['parentsBack', 'leftSchool', 'ageReached', 'other'] as const
export type TrendReason = (typeof TREND_REASONS)[number]

const holds = ({ from, to }: Time, day: LocalDate): boolean => from <= day && (to === null || day <= to)

const isHere = ({ joinedOn, leftOn }: Schooling, day: LocalDate): boolean =>
  joinedOn <= day && (leftOn === null || day < leftOn)

/** Of the classes a child is in on a day the one it came to last. */
function placeOn(child: Schooling, day: LocalDate): Place | undefined {
  return isHere(child, day)
    ? child.places.filter((place) => holds(place, day)).toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
    : undefined
}

const yearOf = (day: LocalDate): number => Number(schoolYearOf(day).from.slice(0, 4))
const ageAtStart = (birthDate: LocalDate, day: LocalDate): number => ageOn(birthDate, `${yearOf(day)}-08-31`)

/** The grade on a day: of its last class, a grade more for each school year since; of no class ever, by its age. */
export function gradeOn(child: Schooling, day: LocalDate): number {
  const last = child.places
    .filter(({ from }) => from <= day)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0]
  return last === undefined
    ? ageAtStart(child.birthDate, day) - 5
    : last.grade + Math.max(0, yearOf(day) - yearOf(last.yearFrom))
}

/** On the list of the school on a day, of whoever is still here. */
const isListed = (child: Schooling, day: LocalDate): boolean =>
  isHere(child, day) && child.listed.some((time) => holds(time, day))

/** It was on the list when it left, and no school has confirmed by that day that it came: nobody may forget it. */
function isLost({ leftOn, listed, moved }: Schooling, day: LocalDate): boolean {
  if (leftOn === null || day < leftOn) return false
  const confirmedOn = moved?.confirmedOn ?? null
  if (confirmedOn !== null && confirmedOn <= day) return false
  // The time on the list ends with the day of leaving, or the day before it.
  return listed.some(({ from, to }) => from <= leftOn && (to === null || addDays(to, 1) >= leftOn))
}

/** School-age = on the list, six by 31 August and not yet through grade 9 (K-53); who left unconfirmed stays on it. */
export function isSchoolAge(child: Schooling, day: LocalDate): boolean {
  return (
    (isListed(child, day) || isLost(child, day)) &&
    ageAtStart(child.birthDate, day) >= 6 &&
    gradeOn(child, day) <= 9
  )
}

/** Why a child has no place on a school register that day; null = it has one. A kindergarten is no school (K-53). */
export function outReason(child: Schooling, day: LocalDate): OutReason | null {
  const place = placeOn(child, day)
  if (place !== undefined) return place.grade === 0 ? 'kindergarten' : null
  if (isHere(child, day)) return 'noClass'
  return child.moved === null ? 'left' : 'notConfirmed'
}

export interface Enrolment<Child> extends Fraction {
  readonly schoolAge: readonly Child[]
  readonly enrolled: readonly Child[]
  readonly out: readonly Child[]
  readonly percent: number | null
}

/** Enrolment rate of a day = school-age children with a place on a register ÷ all of them (F05, K-53, K-50). */
export function enrolment<Child extends Schooling>(
  children: readonly Child[],
  day: LocalDate,
): Enrolment<Child> {
  const schoolAge = children.filter((child) => isSchoolAge(child, day))
  const enrolled = schoolAge.filter((child) => outReason(child, day) === null)
  const out = schoolAge.filter((child) => outReason(child, day) !== null)
  const share: Fraction = { numerator: enrolled.length, denominator: schoolAge.length }
  return { schoolAge, enrolled, out, ...share, percent: percentOf(share) }
}

export interface Retention<Child> extends Fraction {
  /** On the list on the first day of the term. */
  readonly start: readonly Child[]
  /** Of them gone to a school that has confirmed: in neither part of the rate. */
  readonly moved: readonly Child[]
  /** In a class here on the last day. */
  readonly kept: readonly Child[]
  /** Neither: also whoever left for a school that has not confirmed. */
  readonly lost: readonly Child[]
  readonly percent: number | null
}

/**
 * Retention rate of a term = children of the list of its first day still at school on its last ÷ that list, without those
 * whose new school has confirmed by `asOf`, whenever in or after the term it did (F06, K-53, K-50).
 */
export function retention<Child extends Schooling>(
  children: readonly Child[],
  term: { readonly from: LocalDate; readonly to: LocalDate },
  asOf: LocalDate,
): Retention<Child> {
  const start = children.filter((child) => isListed(child, term.from))
  const stayed = (child: Child): boolean => placeOn(child, term.to) !== undefined
  const confirmed = ({ leftOn, moved }: Child): boolean => {
    const confirmedOn = moved?.confirmedOn ?? null
    return leftOn !== null && leftOn <= term.to && confirmedOn !== null && confirmedOn <= asOf
  }
  const kept = start.filter(stayed)
  const moved = start.filter((child) => !stayed(child) && confirmed(child))
  const lost = start.filter((child) => !stayed(child) && !confirmed(child))
  const share: Fraction = { numerator: kept.length, denominator: start.length - moved.length }
  return { start, moved, kept, lost, ...share, percent: percentOf(share) }
}

export interface Trend<Child> {
  readonly since: LocalDate
  readonly before: number
  readonly now: number
  readonly listedBefore: readonly Child[]
  readonly listedNow: readonly Child[]
  /** now − before, and that of before in percent. */
  readonly change: number
  readonly percent: number | null
  readonly joined: readonly Child[]
  readonly gone: readonly { readonly child: Child; readonly reason: TrendReason }[]
}

/** How the number of children on the list changed within a year, and why children are not on it any more (F30, K-50). */
export function trend<Child extends Schooling>(children: readonly Child[], day: LocalDate): Trend<Child> {
  const since = addMonths(day, -12)
  const before = children.filter((child) => isListed(child, since))
  const now = children.filter((child) => isListed(child, day))
  const change = now.length - before.length
  return {
    since,
    before: before.length,
    now: now.length,
    listedBefore: before,
    listedNow: now,
    change,
    percent: percentOf({ numerator: change, denominator: before.length }),
    joined: now.filter((child) => !isListed(child, since)),
    gone: before
      .filter((child) => !isListed(child, day))
      .map((child) => ({ child, reason: goneReason(child, day) })),
  }
}

function goneReason(child: Schooling, day: LocalDate): TrendReason {
  if (!isHere(child, day)) return 'leftSchool'
  const last = child.listed
    .filter(({ to }) => to !== null && to < day)
    .toSorted((a, b) => ((a.to ?? '') < (b.to ?? '') ? 1 : -1))[0]
  return last?.ended ?? 'other'
}

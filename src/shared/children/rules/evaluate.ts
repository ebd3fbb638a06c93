import {
  addMonths,
  type DayNumber,
  fromDay,
  type LocalDate,
  toDay,
} from '#shared/calendar/rules/local-date.ts'
import {
  countingTimes,
  type CountingTime,
  familyOf,
  startOfUnbroken,
} from '#shared/children/rules/counting.ts'
import { reasonsAway, reasonsNotAway } from '#shared/children/rules/reasons.ts'
import type { ChildFacts, Definition, DefinitionParams, Outcome, Reason } from '#shared/children/schema.ts'

interface Conditions {
  readonly failed: readonly Reason[]
  readonly unknown: readonly Reason[]
}

/** Age, grade and residence: everything but the parents (K-03, K-15, K-16). */
function conditions(params: DefinitionParams, facts: ChildFacts, asOf: LocalDate): Conditions {
  const failed: Reason[] = []
  const unknown: Reason[] = []
  if (params.ageBelow !== null) {
    if (facts.birthDate === null) unknown.push({ code: 'birthDateUnknown' })
    else {
      const on = addMonths(facts.birthDate, params.ageBelow * 12)
      if (asOf >= on) failed.push({ code: 'ageLimitReached', ageBelow: params.ageBelow, on })
    }
  }
  if (params.grades !== null) {
    if (facts.grade === null) unknown.push({ code: 'gradeUnknown' })
    else if (!params.grades.includes(facts.grade)) failed.push({ code: 'gradeOutside', grade: facts.grade })
  }
  if (params.residence === 'rural') {
    if (facts.residence === 'urban') failed.push({ code: 'notRural' })
    else if (facts.residence === 'unknown') unknown.push({ code: 'residenceUnknown' })
  }
  return { failed, unknown }
}

function holds(time: CountingTime, day: DayNumber): boolean {
  return time.away <= day && day < time.end
}

function strongest(times: readonly CountingTime[]): CountingTime | undefined {
  return times.find((time) => time.kind === 'bothAway') ?? times[0]
}

function earliest(times: readonly CountingTime[]): CountingTime | undefined {
  return times.reduce<CountingTime | undefined>(
    (best, t) => (best && best.from <= t.from ? best : t),
    undefined,
  )
}

function outcomeNot(reasons: readonly Reason[], check: boolean): Outcome {
  return { result: 'not', since: null, expectedFrom: null, kind: 'none', reasons, check }
}

/** The day a child would begin to count when only time is missing and the age limit is not reached before. */
function expectedDay(time: CountingTime, params: DefinitionParams, facts: ChildFacts): LocalDate | null {
  if (time.from >= time.end) return null
  const day = fromDay(time.from)
  if (params.ageBelow === null || facts.birthDate === null) return day
  return day < addMonths(facts.birthDate, params.ageBelow * 12) ? day : null
}

/**
 * Does a child count under a definition on a day, since when and why (X-01…X-04, F02, K-02, K-03, K-10…K-17).
 * `facts` are those known on `asOf`; absences that begin later are ignored (K-17).
 */
export function evaluate(definition: Definition, facts: ChildFacts, asOf: LocalDate): Outcome {
  const { params } = definition
  const day = toDay(asOf)
  const family = familyOf(facts, params, day)
  if (!family.everAway) return outcomeNot(reasonsNotAway(family, params, day), family.livingUnknown)
  const times = countingTimes(family, params, day)
  const now = times.filter((time) => holds(time, day))
  const { failed, unknown } = conditions(params, facts, asOf)
  if (now.length === 0) {
    // K-13: one parent away and the other unknown stays not counted, but opens a check.
    const check = family.away.length > 0 && family.otherUnknown && failed.length === 0
    return outcomeNot([...reasonsNotAway(family, params, day), ...failed], check)
  }

  const reached = now.filter((time) => time.from <= day)
  const sure = strongest(reached.filter((time) => !time.otherUnknown))
  const open = sure ?? strongest(reached) ?? strongest(now.filter((time) => time.startUnknown))
  if (open === undefined) {
    const next = earliest(now.filter((time) => !time.otherUnknown))
    const countsFrom = next && failed.length === 0 ? expectedDay(next, params, facts) : null
    const reasons = [...reasonsAway(strongest(now), family, params, day, countsFrom), ...failed]
    return { ...outcomeNot(reasons, false), expectedFrom: countsFrom }
  }
  const reasons = [...reasonsAway(open, family, params, day, null), ...failed, ...unknown]
  if (failed.length > 0) return outcomeNot(reasons, false)
  if (sure === undefined || unknown.length > 0) {
    return { result: 'toVerify', since: null, expectedFrom: null, kind: open.kind, reasons, check: true }
  }
  const since = startOfUnbroken(times, day)
  return {
    result: 'counted',
    since: since === null ? null : fromDay(since),
    expectedFrom: null,
    kind: sure.kind,
    reasons,
    check: false,
  }
}

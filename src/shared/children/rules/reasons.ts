import { type DayNumber, fromDay, fullMonths, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import { countsAsAway } from '#shared/children/rules/absence.ts'
import type { CountingTime, Family, LivingParent } from '#shared/children/rules/counting.ts'
import type { DefinitionParams, Reason } from '#shared/children/schema.ts'

function onVisit(one: LivingParent, params: DefinitionParams, day: DayNumber): readonly Reason[] {
  const run = one.now
  if (run === undefined || run.home > day) return []
  const lastDay = fromDay(run.home + params.allowedGapDays - 1)
  return [{ code: 'onVisit', who: one.parent.relation, homeSince: fromDay(run.home), lastDay }]
}

function awayReason(one: LivingParent, day: DayNumber): readonly Reason[] {
  const run = one.now
  if (run === undefined) return []
  const from = run.startUnknown ? null : fromDay(run.start)
  return [{ code: 'oneParentAway', who: one.parent.relation, from, months: fullMonths(run.start, day) }]
}

/** The parents other than the one away, each with what is known (K-13, K-14). */
function otherReasons(
  family: Family,
  one: LivingParent,
  params: DefinitionParams,
  day: DayNumber,
): readonly Reason[] {
  const others = family.living.filter((other) => other !== one)
  if (others.length > 0) {
    return others.flatMap<Reason>((other) => {
      const { relation, incapable, unableFrom } = other.parent
      // Judged on the day: what is yet to come explains nothing (K-14).
      const unable = incapable && (unableFrom == null || unableFrom <= fromDay(day))
      if (params.parentsAway === 'bothOrOneWithUnableOther' && unable) {
        return [{ code: 'otherParentUnable', who: relation, because: 'incapable' }]
      }
      if (other.now !== undefined) return awayReason(other, day)
      return [...pastReasons(other, params, day), { code: 'otherParentAtHome', who: relation }]
    })
  }
  if (family.otherUnknown) return [{ code: 'otherParentUnknown', who: family.unknown?.relation ?? null }]
  if (family.dead === undefined) return []
  if (params.parentsAway === 'bothOrOneWithUnableOther') {
    return [{ code: 'otherParentUnable', who: family.dead.relation, because: 'dead' }]
  }
  return [{ code: 'otherParentDead', who: family.dead.relation }]
}

/** The last return, and absences of kinds the definition does not look at (K-10). */
function pastReasons(one: LivingParent, params: DefinitionParams, day: DayNumber): readonly Reason[] {
  const who = one.parent.relation
  const reasons: Reason[] = []
  const last = one.now === undefined ? one.runs.at(-1) : undefined
  if (last !== undefined) reasons.push({ code: 'parentReturned', who, on: fromDay(last.home) })
  const today = fromDay(day)
  const other = one.parent.absences.find(
    (absence) =>
      !countsAsAway(absence, params) &&
      (absence.from === null || absence.from <= today) &&
      (absence.to === null || absence.to > today),
  )
  if (other !== undefined) reasons.push({ code: 'awayForOtherReason', who, kind: other.kind })
  return reasons
}

/** Why a child counts, or will once the time is full, by the time it rests on. */
export function reasonsAway(
  time: CountingTime | undefined,
  family: Family,
  params: DefinitionParams,
  day: DayNumber,
  countsFrom: LocalDate | null,
): readonly Reason[] {
  if (time === undefined) return []
  const reasons: Reason[] = []
  if (time.kind === 'bothAway') {
    const from = time.startUnknown ? null : fromDay(time.away)
    reasons.push({ code: 'bothParentsAway', from, months: fullMonths(time.away, day) })
  } else if (time.who !== undefined) {
    reasons.push(...awayReason(time.who, day), ...otherReasons(family, time.who, params, day))
  }
  for (const one of family.away) reasons.push(...onVisit(one, params, day))
  if (time.from > day) {
    if (time.startUnknown) {
      const unsure = family.away.find((one) => one.now?.startUnknown === true)
      if (unsure !== undefined) reasons.push({ code: 'absenceStartUnknown', who: unsure.parent.relation })
    } else {
      const from = fromDay(time.away)
      reasons.push({ code: 'notLongEnough', from, minMonths: params.minMonthsAway, countsFrom })
    }
  }
  return reasons
}

/** Why nobody, or not the right parent, is away on the day. */
export function reasonsNotAway(family: Family, params: DefinitionParams, day: DayNumber): readonly Reason[] {
  if (family.living.length === 0) return [{ code: 'noParentLivingOrKnown' }]
  const [one] = family.away
  if (one !== undefined) return [...awayReason(one, day), ...otherReasons(family, one, params, day)]
  return [{ code: 'noParentAway' }, ...family.living.flatMap((parent) => pastReasons(parent, params, day))]
}

import { addMonthsToDay, type DayNumber, toDay } from '#shared/calendar/rules/local-date.ts'
import { type AwayRun, awayRuns } from '#shared/children/rules/absence.ts'
import type { AwayKind, ChildFacts, DefinitionParams, ParentFacts } from '#shared/children/schema.ts'

export interface LivingParent {
  readonly parent: ParentFacts
  readonly runs: readonly AwayRun[]
  /** The unbroken time away that holds on the as-of date. */
  readonly now: AwayRun | undefined
}

/** The parents of a child as a definition sees them on one day. */
export interface Family {
  readonly living: readonly LivingParent[]
  readonly away: readonly LivingParent[]
  /** A living parent has or had a time away that the definition looks at. */
  readonly everAway: boolean
  readonly dead: ParentFacts | undefined
  readonly unknown: ParentFacts | undefined
  /** One living parent, and nothing known of the other. */
  readonly otherUnknown: boolean
  /** No living parent is known, but one may be found (K-13). */
  readonly livingUnknown: boolean
}

/** Sorts a child's parents; a dead or unknown parent is never away (K-13). */
export function familyOf(facts: ChildFacts, params: DefinitionParams, asOf: DayNumber): Family {
  const living: LivingParent[] = []
  let dead: ParentFacts | undefined
  let unknown: ParentFacts | undefined
  for (const parent of facts.parents) {
    if (parent.state === 'dead') dead ??= parent
    else if (parent.state === 'unknown') unknown ??= parent
    else {
      const runs = awayRuns(parent, params, asOf)
      living.push({ parent, runs, now: runs.find((run) => run.start <= asOf && asOf < run.end) })
    }
  }
  return {
    living,
    away: living.filter((one) => one.now !== undefined),
    everAway: living.some((one) => one.runs.length > 0),
    dead,
    unknown,
    // With two living parents a third, unknown one no longer matters; a parent missing from the file is unknown.
    otherUnknown: living.length === 1 && (unknown !== undefined || dead === undefined),
    livingUnknown: living.length === 0 && (unknown !== undefined || dead === undefined),
  }
}

/** A time during which a child counts if the minimum is reached, with what it rests on. */
export interface CountingTime {
  readonly kind: Exclude<AwayKind, 'none'>
  /** First day of the absence it rests on; the later departure when both are away (K-12, F02). */
  readonly away: DayNumber
  /** First day that counts (K-02). */
  readonly from: DayNumber
  /** First day after it. */
  readonly end: DayNumber
  readonly startUnknown: boolean
  /** Rests on an unknown parent being unable: to be verified (K-13). */
  readonly otherUnknown: boolean
  readonly who: LivingParent | undefined
}

type Overlap = Pick<AwayRun, 'start' | 'startUnknown' | 'end'>

/** Times during which all of the living parents are away together; empty for fewer than two (K-12, K-13). */
function together(living: readonly LivingParent[]): readonly Overlap[] {
  const [first, ...others] = living
  if (first === undefined || others.length === 0) return []
  let common: readonly Overlap[] = first.runs
  for (const other of others) {
    common = common.flatMap((a) =>
      other.runs.flatMap((b) => {
        const start = Math.max(a.start, b.start)
        const end = Math.min(a.end, b.end)
        if (start >= end) return []
        return [{ start, end, startUnknown: a.startUnknown || b.startUnknown }]
      }),
    )
  }
  return common
}

/** Since when everybody but one parent is without capacity, judged on the day (K-13, K-14). */
function othersUnableFrom(family: Family, one: LivingParent, asOf: DayNumber): DayNumber | 'unknown' | null {
  const others = family.living.filter((other) => other !== one).map((other) => other.parent)
  if (others.length === 0) {
    if (family.otherUnknown || family.dead === undefined) return 'unknown'
    return unableSince(family.dead)
  }
  let from = Number.NEGATIVE_INFINITY
  for (const other of others) {
    const since = unableSince(other)
    if (!other.incapable || since > asOf) return null
    from = Math.max(from, since)
  }
  return from
}

function unableSince(parent: ParentFacts): DayNumber {
  return parent.unableFrom == null ? Number.NEGATIVE_INFINITY : toDay(parent.unableFrom)
}

/** Every time that could count under a definition, past ones included, as known on the as-of date. */
export function countingTimes(
  family: Family,
  params: DefinitionParams,
  asOf: DayNumber,
): readonly CountingTime[] {
  const times: CountingTime[] = []
  const add = (
    kind: CountingTime['kind'],
    run: Overlap,
    extra: Partial<CountingTime> & { notBefore?: DayNumber },
  ) => {
    times.push({
      kind,
      away: run.start,
      from: Math.max(addMonthsToDay(run.start, params.minMonthsAway), extra.notBefore ?? run.start),
      end: run.end,
      startUnknown: run.startUnknown,
      otherUnknown: extra.otherUnknown ?? false,
      who: extra.who,
    })
  }
  for (const run of together(family.living)) add('bothAway', run, {})
  if (params.parentsAway === 'both') return times
  for (const one of family.living) {
    if (params.parentsAway === 'oneOrBoth') {
      for (const run of one.runs) add('oneAway', run, { who: one })
      continue
    }
    if (one.runs.length === 0) continue
    const unable = othersUnableFrom(family, one, asOf)
    if (unable === null) continue
    const otherUnknown = unable === 'unknown'
    const notBefore = otherUnknown ? Number.NEGATIVE_INFINITY : unable
    for (const run of one.runs) add('oneAwayOtherUnable', run, { who: one, otherUnknown, notBefore })
  }
  return times
}

/** First day of the unbroken counting that reaches the day; null when it rests on an unknown start. */
export function startOfUnbroken(times: readonly CountingTime[], day: DayNumber): DayNumber | null {
  const sound = times.filter((time) => !time.otherUnknown && time.from < time.end)
  let reach = day
  for (;;) {
    const earlier = sound.filter((time) => time.from <= reach && time.end >= reach && time.from < reach)
    const first = Math.min(reach, ...earlier.map((time) => time.from))
    if (first === reach) break
    reach = first
  }
  const opening = sound.filter((time) => time.from === reach)
  return opening.every((time) => time.startUnknown) ? null : reach
}

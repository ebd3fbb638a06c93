import { type DayNumber, toDay } from '#shared/calendar/rules/local-date.ts'
import type { Absence, DefinitionParams, ParentFacts } from '#shared/children/schema.ts'

/** An unbroken time away, visits home of allowed length included (K-11). */
export interface AwayRun {
  /** First day away that is known. */
  readonly start: DayNumber
  /** The parent was already away before `start`, nobody knows since when. */
  readonly startUnknown: boolean
  /** First day on which the time no longer holds; Infinity while it goes on. */
  readonly end: DayNumber
  /** First day at home after the last part away; Infinity while away. */
  readonly home: DayNumber
}

export function countsAsAway(absence: Absence, params: DefinitionParams): boolean {
  return params.absenceKinds.includes(absence.kind)
}

function runOf(absence: Absence, gap: number, asOf: DayNumber): AwayRun | undefined {
  const home = absence.to === null ? Number.POSITIVE_INFINITY : toDay(absence.to)
  const start = absence.from === null ? Math.min(asOf, home - 1) : toDay(absence.from)
  // K-17: what begins after the as-of date does not exist on it.
  if (start > asOf || home <= start) return undefined
  return { start, startUnknown: absence.from === null, end: home + gap, home }
}

/**
 * A parent's unbroken times away as known on a day, in order.
 * Days at home between two absences (next from − to) up to `allowedGapDays` do not break a time and count in it;
 * while they last the time still holds (K-10, K-11).
 */
export function awayRuns(parent: ParentFacts, params: DefinitionParams, asOf: DayNumber): readonly AwayRun[] {
  const parts: AwayRun[] = []
  for (const absence of parent.absences) {
    if (!countsAsAway(absence, params)) continue
    const run = runOf(absence, params.allowedGapDays, asOf)
    if (run !== undefined) parts.push(run)
  }
  if (parts.length < 2) return parts
  parts.sort((a, b) => a.start - b.start || b.end - a.end)
  const runs: AwayRun[] = []
  for (const part of parts) {
    const last = runs.at(-1)
    if (last === undefined || part.start > last.end) {
      runs.push(part)
      continue
    }
    runs[runs.length - 1] = {
      start: last.start,
      startUnknown: last.startUnknown || (part.startUnknown && part.start === last.start),
      end: Math.max(last.end, part.end),
      home: Math.max(last.home, part.home),
    }
  }
  return runs
}

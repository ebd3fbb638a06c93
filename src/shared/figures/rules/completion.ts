import type { LocalDate, Span } from '#shared/calendar/rules/local-date.ts'
import type { DutyState } from '#shared/duties/schema.ts'
import { type Fraction, percent } from '#shared/percent/rules.ts'

export interface Completion extends Fraction {
  readonly onTime: number
  readonly late: number
  readonly missed: number
  /** In neither numerator nor denominator. */
  readonly excused: number
  readonly open: number
  readonly percent: number | null
}

/** Completion of single states (K-28, K-29, F28). */
export function completion(states: Iterable<DutyState>): Completion {
  const counts: Record<DutyState, number> = { upcoming: 0, due: 0, done: 0, late: 0, excused: 0, missed: 0 }
  for (const state of states) counts[state]++
  return completionOf(counts)
}

/** Completion = on time ÷ (on time + late + missed); excused and open duties are in neither (K-28, K-29, F28). */
export function completionOf(counts: Readonly<Record<DutyState, number>>): Completion {
  const denominator = counts.done + counts.late + counts.missed
  return {
    numerator: counts.done,
    denominator,
    onTime: counts.done,
    late: counts.late,
    missed: counts.missed,
    excused: counts.excused,
    open: counts.upcoming + counts.due,
    percent: percent(counts.done, denominator),
  }
}

export interface Coverage extends Fraction {
  readonly percent: number | null
  /** Children with a missed duty and no card. */
  readonly overdue: number
}

/**
 * Coverage of a period = children with at least one card ÷ children due (F08).
 * Children whose duties are all excused or not yet begun are not due.
 */
export function coverage(
  duties: Iterable<{ readonly childId: string; readonly state: DutyState }>,
): Coverage {
  const due = new Set<string>()
  const reached = new Set<string>()
  const missed = new Set<string>()
  for (const { childId, state } of duties) {
    if (state === 'excused' || state === 'upcoming') continue
    due.add(childId)
    if (state === 'done' || state === 'late') reached.add(childId)
    if (state === 'missed') missed.add(childId)
  }
  const overdue = [...missed].filter((childId) => !reached.has(childId)).length
  return { numerator: reached.size, denominator: due.size, percent: percent(reached.size, due.size), overdue }
}

/** 'YYYY-MM' of the month a window belongs to: the one in which it falls due (K-29). */
export function monthOfDuty(dueOn: LocalDate): string {
  return dueOn.slice(0, 7)
}

/** The term a window belongs to: the one in which it falls due; undefined in the holidays (K-29). */
export function termOfDuty<T extends Span>(dueOn: LocalDate, terms: readonly T[]): T | undefined {
  return terms.find((term) => term.from <= dueOn && dueOn <= term.to)
}

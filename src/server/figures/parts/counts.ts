import type { DutyState } from '#shared/duties/schema.ts'
import { completionOf } from '#shared/figures/rules/completion.ts'
import type { DutyCounts } from '#shared/figures/schema.ts'

export interface StateCount {
  readonly state: string
  readonly count: number
  /** Of them in windows that are still open (duty_state.days_left >= 0). */
  readonly inOpen: number
}

/** Counts by state as a line of the board; the percentage is the one rule for completion (K-29, K-50). */
export function countsOf(rows: readonly StateCount[]): DutyCounts {
  const counts: Record<DutyState, number> = {
    upcoming: 0,
    due: 0,
    done: 0,
    late: 0,
    excused: 0,
    missed: 0,
    ended: 0,
  }
  let early = 0
  for (const { state, count, inOpen } of rows) {
    counts[state as DutyState] += count
    if (state === 'done') early += inOpen
  }
  const { onTime, late, missed, excused, percent } = completionOf(counts, early)
  return { onTime, early, late, missed, excused, open: counts.due, upcoming: counts.upcoming, percent }
}

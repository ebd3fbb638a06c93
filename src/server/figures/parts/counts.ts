import type { DutyState } from '#shared/duties/schema.ts'
import { completionOf } from '#shared/figures/rules/completion.ts'
import type { DutyCounts } from '#shared/figures/schema.ts'

export interface StateCount {
  readonly state: string
  readonly count: number
}

/** Counts by state as a line of the board; the percentage is the one rule for completion (K-29, K-50). */
export function countsOf(rows: readonly StateCount[]): DutyCounts {
  const counts: Record<DutyState, number> = { upcoming: 0, due: 0, done: 0, late: 0, excused: 0, missed: 0 }
  for (const { state, count } of rows) counts[state as DutyState] += count
  const { onTime, late, missed, excused, percent } = completionOf(counts)
  return { onTime, late, missed, excused, open: counts.due, upcoming: counts.upcoming, percent }
}

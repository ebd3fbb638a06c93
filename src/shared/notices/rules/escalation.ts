import type { Escalation } from '#shared/notices/schema.ts'

/** What holds until a school sets its own: after three days whoever owes the duty again, after seven the principal. */
export const DEFAULT_ESCALATION: Escalation = {
  on: true,
  steps: [
    { afterDays: 3, to: 'performer' },
    { afterDays: 7, to: 'principal' },
  ],
}

/**
 * Which steps (from 1) are to be taken for a duty that has been overdue for some days: every one whose time has come and
 * that was not taken before. It goes by the days alone, so that downtime skips none; a step is known by its number, so
 * that changing its days does not take it twice.
 */
export function stepsToTake(
  { on, steps }: Escalation,
  daysOverdue: number,
  taken: readonly number[],
): readonly number[] {
  if (!on) return []
  return steps.flatMap(({ afterDays }, at) =>
    daysOverdue >= afterDays && !taken.includes(at + 1) ? [at + 1] : [],
  )
}

import type { Duty, DutyState, ExcuseKind, RuleKey } from '#shared/duties/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { dutyQuery } from '#server/duties/reads.ts'

export type DutyRow = RowOf<ReturnType<typeof dutyQuery>>

/** A row of the view that defines the states; its columns are all there, though a view cannot promise it. */
export function dutyOf(row: DutyRow): Duty {
  const { id, key, pupilId, from, to, dueOn, state } = row
  if (!id || !key || !pupilId || !from || !to || !dueOn || !state) throw new Error('a duty lacks a column')
  return {
    id,
    key: key as RuleKey,
    pupilId,
    from,
    to,
    dueOn,
    state: state as DutyState,
    daysLeft: row.daysLeft ?? 0,
    doneOn: row.doneOn,
    doneCardId: row.doneCardId,
    attempts: row.attempts ?? 0,
    lastAttemptOn: row.lastAttemptOn,
    excuse: row.excuseKind
      ? { kind: row.excuseKind as ExcuseKind, reason: row.excuseReason ?? '', byName: row.excusedByName }
      : null,
  }
}

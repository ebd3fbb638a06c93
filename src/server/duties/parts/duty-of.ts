import type { DutySubject } from '#shared/duties/policy.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import type { Duty, DutyState, ExcuseKind, SubjectKind } from '#shared/duties/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { dutyQuery } from '#server/duties/reads.ts'

export type DutyRow = RowOf<ReturnType<typeof dutyQuery>>

/** A row of the view that defines the states; its columns are all there, though a view cannot promise it. */
export function dutyOf(row: DutyRow): Duty {
  const { id, key, subjectKind, pupilId, from, to, dueOn, state } = row
  if (!id || !key || !subjectKind || !from || !to || !dueOn || !state)
    throw new Error('a duty lacks a column')
  return {
    id,
    key,
    subjectKind: subjectKind as SubjectKind,
    pupilId,
    evidence: evidenceOf(key)[0] ?? 'work',
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

/** What policies ask of a duty. */
export const subjectOf = (row: DutyRow): DutySubject => ({
  subjectKind: row.subjectKind as SubjectKind,
  subjectId: row.subjectId ?? '',
  classId: row.classId,
  performerRole: row.performerRole ?? '',
})

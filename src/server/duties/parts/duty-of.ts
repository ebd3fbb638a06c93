import type { Actor } from '#shared/access/schema.ts'
import { type DutySubject, seesExcuseReason } from '#shared/duties/policy.ts'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import type { Duty, DutyState, SubjectKind } from '#shared/duties/schema.ts'
import type { ExcuseKind } from '#shared/excuses/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import { openReason } from '#server/duties/parts/sealed.ts'
import type { dutyQuery } from '#server/duties/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export type DutyRow = RowOf<ReturnType<typeof dutyQuery>>

/** A row of the view that defines the states; its columns are all there, though a view cannot promise it. */
export function dutyOf(vault: Vault, actor: Actor, row: DutyRow): Duty {
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
    excuse: excuseOf(vault, actor, row),
    excuseAsked: row.excuseAsked,
  }
}

function excuseOf(vault: Vault, actor: Actor, row: DutyRow): Duty['excuse'] {
  const { excuseKind, excuseId, excuseSealed, classId, pupilId, excusedBy, excusedByName } = row
  if (!excuseKind) return null
  const sees = seesExcuseReason(actor, { classId, pupilId, byId: excusedBy })
  const reason = sees && excuseId && excuseSealed ? openReason(vault, excuseId, excuseSealed) : null
  return { kind: excuseKind as ExcuseKind, reason, byName: excusedByName }
}

/** What policies ask of a duty. */
export const subjectOf = (row: DutyRow): DutySubject => ({
  subjectKind: row.subjectKind as SubjectKind,
  subjectId: row.subjectId ?? '',
  classId: row.classId,
  performerRole: row.performerRole ?? '',
})

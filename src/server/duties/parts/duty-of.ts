import type { Actor } from '#shared/access/schema.ts'
import { seesExcuseReason } from '#shared/duties/policy.ts'
import type { Duty, DutyState, ExcuseKind, RuleKey } from '#shared/duties/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import { openReason } from '#server/duties/parts/sealed.ts'
import type { dutyQuery } from '#server/duties/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export type DutyRow = RowOf<ReturnType<typeof dutyQuery>>

/** A row of the view that defines the states; its columns are all there, though a view cannot promise it. */
export function dutyOf(vault: Vault, actor: Actor, row: DutyRow): Duty {
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

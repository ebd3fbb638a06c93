import type { Decision } from '#shared/access/schema.ts'
import { fail, type Result } from '#shared/errors.ts'
import type { PairingDetail } from '#shared/pairing/schema.ts'
import type { AuditEvent } from '#server/db/audit-entry.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'
import { detailOf } from '#server/pairing/parts/detail.ts'
import { lockPairingsQuery } from '#server/pairing/queries.ts'
import { pairingsQuery, type PairingRow } from '#server/pairing/reads.ts'

/** One entry for each pupil it is about: whoever looks into one child's log finds it there, whoever else is in the pairing. */
export function auditEach(
  tx: Pick<Transaction, 'audit'>,
  pupilIds: readonly string[],
  event: Omit<AuditEvent, 'entity' | 'pupilId'>,
): void {
  // Of two classes no single child is meant.
  for (const pupilId of pupilIds.length === 0 ? [null] : pupilIds)
    tx.audit({ ...event, entity: 'pairing', pupilId })
}

/** One change of a pairing within reach; any other does not exist. */
export async function aboutPairing<T>(
  { db }: Deps,
  context: Context,
  { decision, id }: { decision: Decision; id: string },
  work: (tx: Transaction, scope: Scope, row: PairingRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(decision)
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    await tx.rows(lockPairingsQuery(scope))
    const [row] = await tx.rows(pairingsQuery(scope, { id, ended: true }))
    return row ? work(tx, scope, row) : fail('not-found')
  })
}

/** The pairing as it stands after a change. */
export async function detailNow(
  deps: Deps,
  context: Context,
  tx: Transaction,
  scope: Scope,
  id: string,
): Promise<PairingDetail> {
  const [row] = await tx.rows(pairingsQuery(scope, { id, ended: true }))
  if (!row) throw new Error('the pairing just changed is not there')
  return detailOf(deps, context, tx, scope, row)
}

/** One pairing within reach as it stands; undefined = it does not exist for whoever asks. */
export async function readPairing(
  tx: Pick<Transaction, 'rows'>,
  scope: Scope,
  id: string,
): Promise<PairingRow | undefined> {
  const [row] = await tx.rows(pairingsQuery(scope, { id, ended: true }))
  return row
}

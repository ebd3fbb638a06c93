import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import { sealCarerPhone, sealMemberPhone, sealNamedPhone } from '#server/children/service.ts'
import { updateRecord } from '#server/family/parts/records.ts'
import { lockFamilyQuery, recordQuery, type ContactChangeRow } from '#server/family/queries.ts'
import type { Vault } from '#server/vault/vault.ts'

/** What was found out about a number: right, reaching nobody, or another one. */
export type Told =
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'dead' }
  | { readonly kind: 'number'; readonly phone: string }

export interface PhoneTold {
  readonly pupilId: string
  readonly record: ContactChangeRow['record']
  readonly id: string
  readonly told: Told
  readonly source: ContactChangeRow['source']
  readonly at: string
}

const KEPT = {
  member: { table: 'family_member', seal: sealMemberPhone },
  carer: { table: 'carer', seal: sealCarerPhone },
  named: { table: 'contact_named', seal: sealNamedPhone },
} as const

/** Holds the family of a pupil, as every change of it does. */
export const lockFamily = async (tx: Transaction, scope: Scope, pupilId: string): Promise<void> =>
  void (await tx.rows(lockFamilyQuery(scope, pupilId)))

/** Writes what was found out about a number, with its day; false when there is no such person any more. */
export async function tellPhone(
  tx: Transaction,
  scope: Scope,
  vault: Vault,
  { pupilId, record, id, told, source, at }: PhoneTold,
): Promise<boolean> {
  const { table, seal } = KEPT[record]
  const [known] = await tx.rows(recordQuery(scope, table, pupilId, id))
  if (!known) return false
  const columns =
    told.kind === 'dead'
      ? { phone_dead_on: scope.today }
      : {
          ...(told.kind === 'number' && seal(vault, id, told.phone)),
          phone_verified_on: scope.today,
          phone_dead_on: null,
        }
  const changed = await updateRecord(
    tx,
    scope,
    { table, pupilId, id, version: known.version, source, at, vault },
    columns,
  )
  return changed.ok
}

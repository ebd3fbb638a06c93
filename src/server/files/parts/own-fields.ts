import { maySeeChildren } from '#shared/children/policy.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { maySetOwnFields } from '#shared/files/policy.ts'
import type { OwnField, OwnFieldInput } from '#shared/files/schema.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import { insertOwnFieldQuery, lockOwnFieldsQuery } from '#server/files/queries.ts'
import { ownFieldsQuery } from '#server/files/reads.ts'
import type { Context } from '#server/http/context.ts'

/** Fields a school may ask beside the catalogue, also counting those no longer asked. */
const MOST = 40

type Row = RowOf<ReturnType<typeof ownFieldsQuery>>

export const ownFieldOf = (row: Row): OwnField => ({
  ...row,
  kind: row.kind as OwnField['kind'],
  options: row.options as unknown as string[],
  tier: row.tier === 'fileCase' ? 'case' : (row.tier as OwnField['tier']),
})

export async function listOwnFields(
  { db }: Deps,
  context: Context,
): Promise<Result<{ fields: OwnField[]; maySet: boolean }>> {
  const scope = context.scope(maySeeChildren(context.actor))
  if (!scope) return fail('forbidden')
  const [rows] = await db.read(scope, [ownFieldsQuery(scope)])
  return ok({ fields: rows.map(ownFieldOf), maySet: maySetOwnFields(context.actor).allowed })
}

const isTaken = (known: readonly Row[], id: string, label: string): boolean =>
  known.some((one) => one.fieldId !== id && !one.retired && one.label === label)

/** Known by its id: sent twice it is added once. */
export async function addOwnField(
  { db }: Deps,
  context: Context,
  { id, field }: { id: string; field: OwnFieldInput },
): Promise<Result<{ done: true }>> {
  const scope = context.scope(maySetOwnFields(context.actor))
  if (!scope) return fail('forbidden')
  return db.write(scope, async (tx) => {
    await tx.rows(lockOwnFieldsQuery(scope))
    const known = await tx.rows(ownFieldsQuery(scope))
    if (known.some(({ fieldId }) => fieldId === id)) return ok({ done: true as const })
    if (known.length >= MOST) return fail('not-allowed-now')
    if (isTaken(known, id, field.label)) return invalid({ path: 'field.label', code: 'not-unique' })
    const added = await tx.rows(insertOwnFieldQuery(scope, id, 1, field, false))
    if (added.length > 0) tx.audit({ action: 'create', entity: 'ownField', entityId: id })
    return ok({ done: true as const })
  })
}

/** A change is the next version; the kind stays, or the values that are there could not be read. */
export async function changeOwnField(
  { db }: Deps,
  context: Context,
  id: string,
  { version, field, retired }: { version: number; field: OwnFieldInput; retired: boolean },
): Promise<Result<{ version: number }>> {
  const scope = context.scope(maySetOwnFields(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<{ version: number }>>(scope, async (tx) => {
    await tx.rows(lockOwnFieldsQuery(scope))
    const known = await tx.rows(ownFieldsQuery(scope))
    const row = known.find(({ fieldId }) => fieldId === id)
    if (!row) return fail('not-found')
    const current = ownFieldOf(row)
    if (current.version !== version) return fail('version-conflict', { version: current.version })
    if (field.kind !== current.kind) return invalid({ path: 'field.kind', code: 'invalid' })
    // Values lie under the seal of the tier they were asked in.
    if (field.tier !== current.tier) return invalid({ path: 'field.tier', code: 'invalid' })
    if (!retired && isTaken(known, id, field.label))
      return invalid({ path: 'field.label', code: 'not-unique' })
    const next = await tx.rows(insertOwnFieldQuery(scope, id, version + 1, field, retired))
    if (next.length === 0) return fail('version-conflict', { version: version + 1 })
    tx.audit({
      action: 'change',
      entity: 'ownField',
      entityId: id,
      detail: { version: version + 1, retired },
    })
    return ok({ version: version + 1 })
  })
}

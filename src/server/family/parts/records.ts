import { fail, ok, type Result } from '#shared/errors.ts'
import { sealingContext } from '#server/children/service.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import {
  insertContactChangeQuery,
  insertQuery,
  recordQuery,
  storedQuery,
  updateQuery,
  type ContactChangeRow,
  type Table,
} from '#server/family/queries.ts'
import type { Vault } from '#server/vault/vault.ts'

export type Changed = Result<{ version: number }>
type Columns = Readonly<Record<string, unknown>>

interface Record_ {
  readonly table: Table
  readonly pupilId: string
  readonly id: string
}

/** Adds a record; the same id again, filed already, is not filed twice. */
export async function insertRecord(
  tx: Transaction,
  scope: Scope,
  { table, pupilId, id }: Record_,
  columns: Columns,
): Promise<Changed> {
  const [inserted] = await tx.rows(insertQuery(scope, table, pupilId, id, columns))
  if (!inserted) {
    const [same] = await tx.rows(recordQuery(scope, table, pupilId, id))
    return same ? ok({ version: same.version }) : fail('already-exists')
  }
  tx.audit({ action: 'create', entity: table, entityId: id, pupilId })
  return ok(inserted)
}

export interface Update extends Record_ {
  readonly version: number
  readonly source?: ContactChangeRow['source']
  /** The instant of the change (ISO). */
  readonly at: string
  readonly vault: Vault
}

type Context = (id: string) => string

/** Sealed words without a masked form: whether they changed is seen only by opening them. */
const SEALED_WORDS: Readonly<Record<Table, Readonly<Record<string, Context>>>> = {
  family_member: {
    address_sealed: sealingContext.memberAddress,
    work_address_sealed: sealingContext.memberWorkAddress,
    health_sealed: sealingContext.memberHealth,
    no_contact_sealed: sealingContext.memberNoContact,
  },
  carer: {
    address_sealed: sealingContext.carerAddress,
    health_sealed: sealingContext.carerHealth,
    reason_sealed: sealingContext.carerReason,
  },
  absence: {},
  contact_named: {},
}

/** Changes a record of the version read, and keeps on the card's history which fields became another. */
export async function updateRecord(
  tx: Transaction,
  scope: Scope,
  { table, pupilId, id, version, source = 'school', at, vault }: Update,
  columns: Columns,
): Promise<Changed> {
  const [known] = await tx.rows(storedQuery(scope, table, pupilId, id))
  if (!known) return fail('not-found')
  const [updated] = await tx.rows(updateQuery(scope, table, id, version, columns))
  if (!updated) return fail('version-conflict', { version: known.version })
  const { row } = known
  const fields = changedFields(vault, { table, id }, row, columns)
  if (table !== 'absence' && fields.length > 0)
    await tx.run(
      insertContactChangeQuery(
        scope,
        {
          pupilId,
          record: table === 'contact_named' ? 'named' : table === 'carer' ? 'carer' : 'member',
          recordId: id,
          relation: String(columns['relation'] ?? row['relation']),
          fields,
          phoneWas: fields.includes('phone') ? textOf(row['phone_masked']) : null,
          phoneIs: fields.includes('phone') ? textOf(columns['phone_masked']) : null,
          source,
        },
        at,
      ),
    )
  tx.audit({
    action: 'change',
    entity: table,
    entityId: id,
    pupilId,
    detail: { fields: Object.keys(columns) },
  })
  return ok(updated)
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null)

const bytesOf = (value: unknown): Buffer | null =>
  Buffer.isBuffer(value) ? value : typeof value === 'string' ? Buffer.from(value.slice(2), 'hex') : null

/** By column without its kind of storage (phone, address); sealed ones that cannot be opened here count when sent. */
function changedFields(
  vault: Vault,
  { table, id }: Pick<Update, 'table' | 'id'>,
  row: Columns,
  columns: Columns,
): string[] {
  const wordsOf = (value: unknown, context: Context): string | null => {
    const bytes = bytesOf(value)
    return bytes === null ? null : vault.open(bytes, context(id))
  }
  const names = Object.entries(columns).flatMap(([column, value]) => {
    const name = column.replace(/_(sealed|masked)$/, '')
    if (!column.endsWith('_sealed')) return (row[column] ?? null) === (value ?? null) ? [] : [name]
    const context = SEALED_WORDS[table][column]
    if (context) return wordsOf(row[column], context) === wordsOf(value, context) ? [] : [name]
    const hasMask = `${name}_masked` in columns
    const cleared = value === null && row[column] === null
    return hasMask || cleared || (name === 'bars' && value === null) ? [] : [name]
  })
  return [...new Set(names)]
}

import { fail, ok, type Result } from '#shared/errors.ts'
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
}

/** Changes a record of the version read, and keeps on the card's history which fields became another. */
export async function updateRecord(
  tx: Transaction,
  scope: Scope,
  { table, pupilId, id, version, source = 'school', at }: Update,
  columns: Columns,
): Promise<Changed> {
  const [known] = await tx.rows(storedQuery(scope, table, pupilId, id))
  if (!known) return fail('not-found')
  const [updated] = await tx.rows(updateQuery(scope, table, id, version, columns))
  if (!updated) return fail('version-conflict', { version: known.version })
  const { row } = known
  const fields = changedFields(row, columns)
  if (table !== 'absence' && fields.length > 0)
    await tx.run(
      insertContactChangeQuery(
        scope,
        {
          pupilId,
          record: table === 'carer' ? 'carer' : 'member',
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

/** By column without its kind of storage (phone, address); what is sealed alone counts as changed when it was sent. */
function changedFields(row: Columns, columns: Columns): string[] {
  const names = Object.entries(columns).flatMap(([column, value]) => {
    const name = column.replace(/_(sealed|masked)$/, '')
    if (!column.endsWith('_sealed')) return (row[column] ?? null) === (value ?? null) ? [] : [name]
    const hasMask = `${name}_masked` in columns
    const cleared = value === null && row[column] === null
    return hasMask || cleared || (name === 'bars' && value === null) ? [] : [name]
  })
  return [...new Set(names)]
}

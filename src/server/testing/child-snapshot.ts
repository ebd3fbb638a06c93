import type { Sql } from 'postgres'
import { CHILD_TABLES } from '#server/db/child-tables.ts'

type Row = Record<string, unknown>

/** Counters and marks of the last change: they go on whatever happens. */
const COUNTERS = new Set(['version', 'updated_at', 'field_versions'])
/** Records of what was done, not of the child. */
const RECORDS = new Set(['audit_entry', 'transfer'])

export const childTables = [...Object.keys(CHILD_TABLES), 'pairing'].filter((table) => !RECORDS.has(table))

const meaningOf = (row: Row): Row =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([column]) => !COUNTERS.has(column))
      .map(([column, value]) => [column, Buffer.isBuffer(value) ? value.toString('hex') : value]),
  )

/** School and id of a row. */
export const keyOf = (row: Row): string => `${String(row['school_id'])} ${String(row['id'])}`

/** Every row of every table that hangs on a child and every pairing, by table and in order of id. */
export async function snapshot(owner: Sql, schoolId?: string): Promise<Record<string, Row[]>> {
  const all: Record<string, Row[]> = {}
  for (const table of childTables) {
    const rows = await owner.unsafe(
      `select * from ${table} where ($1::uuid is null or school_id = $1::uuid)
       ${table === 'notice' ? 'and pupil_id is not null' : ''} order by school_id, id`,
      [schoolId ?? null],
    )
    all[table] = rows.map(meaningOf)
  }
  return all
}

/** Rows that are in one snapshot and not, or otherwise, in the other, by table. */
export function differences(a: Record<string, Row[]>, b: Record<string, Row[]>): Record<string, string[]> {
  const found: Record<string, string[]> = {}
  for (const table of childTables) {
    const [then, now] = [a, b].map(
      (one) => new Map((one[table] ?? []).map((row) => [keyOf(row), JSON.stringify(row)])),
    )
    const keys = new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])
    const other = [...keys].filter((key) => then?.get(key) !== now?.get(key))
    if (other.length > 0) found[table] = other
  }
  return found
}

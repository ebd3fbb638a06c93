import type { Sql, TransactionSql } from 'postgres'
import {
  addKeySql,
  settleSql,
  bulkSettingsSql,
  copySql,
  dropIndexSql,
  dropKeySql,
  secondaryIndexesQuery,
  secondaryKeysQuery,
} from '#server/demo/queries.ts'
import { copyIn } from '#server/db/copy-in.ts'
import { rowsOf } from '#server/db/rows-of.ts'
import { copyText } from './copy-text.ts'
import { TABLES, type Row, type Rows, type Table } from './tables.ts'

const ROWS_AT_ONCE = 2000

export interface Loader {
  /** Loads all rows of one school and empties them. */
  load(rows: Rows): Promise<void>
}

function copy(tx: TransactionSql, table: Table, rows: readonly Row[]): Promise<void> {
  const first = rows[0]
  if (!first) return Promise.resolve()
  const columns = Object.keys(first)
  function* texts(): Generator<string> {
    for (let at = 0; at < rows.length; at += ROWS_AT_ONCE)
      yield copyText(rows.slice(at, at + ROWS_AT_ONCE), columns)
  }
  const refusal = `the database refused rows of ${table}: nothing was loaded`
  return copyIn(tx, copySql(table, columns), texts(), refusal)
}

/**
 * Loads by COPY over the owner's connection in one transaction: all or nothing. Where millions come, the large tables'
 * secondary keys and indexes are dropped first and built again at the end.
 */
export async function bulkLoad(
  owner: Sql,
  { rebuild, note }: { readonly rebuild: boolean; readonly note: (text: string) => void },
  work: (loader: Loader) => Promise<void>,
): Promise<void> {
  await owner.begin(async (tx) => {
    await tx.unsafe(bulkSettingsSql)
    const keys = rebuild ? await rowsOf(tx, secondaryKeysQuery()) : []
    // Foreign keys sort before unique ones the other way round: what depends goes first.
    for (const { table, name } of keys.toReversed()) await tx.unsafe(dropKeySql(table, name))
    const indexes = rebuild ? await rowsOf(tx, secondaryIndexesQuery()) : []
    for (const { name } of indexes) await tx.unsafe(dropIndexSql(name))
    await work({
      async load(rows) {
        for (const table of TABLES) await copy(tx, table, rows.byTable[table])
      },
    })
    if (rebuild) note('Building keys and indexes ...')
    for (const { definition } of indexes) await tx.unsafe(definition)
    for (const { table, name, definition } of keys) await tx.unsafe(addKeySql(table, name, definition))
  })
  note('Settling tables and gathering statistics ...')
  for (const table of TABLES) await owner.unsafe(settleSql(table))
}

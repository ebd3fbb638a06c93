import type { Sql } from 'postgres'
import type { Entry } from '#server/backup/parts/archive.ts'
import { COUNTS, KEY, MANIFEST, type Manifest } from '#server/backup/parts/manifest.ts'
import { programVersion } from '#server/backup/parts/version.ts'
import { piecesOf } from '#server/backup/parts/pieces.ts'
import { beginCopyOutSql, migrationsQuery, tablesQuery } from '#server/backup/queries.ts'
import { rowsOf } from '#server/db/rows-of.ts'

interface Made {
  readonly madeAt: string
  /** Filled while the tables are written. */
  readonly counts: Record<string, number>
  readonly note: (line: string) => void
}

const textEntry = (name: string, text: string): Entry => ({ name, body: Buffer.from(text) })

/** What a backup consists of, in its order; all of one moment. */
export async function* entriesOf(
  sql: Sql,
  key: Buffer,
  { madeAt, counts, note }: Made,
): AsyncGenerator<Entry> {
  const connection = await sql.reserve()
  await connection.unsafe(beginCopyOutSql)
  const tables = await rowsOf(connection, tablesQuery())
  const migrations = await rowsOf(connection, migrationsQuery())
  const manifest: Manifest = {
    format: 1,
    madeAt,
    version: programVersion(),
    migrations,
    tables: tables.map(({ name, columns }) => ({ name, columns: [...columns] })),
  }
  yield textEntry(MANIFEST, JSON.stringify(manifest, null, 2))
  yield textEntry(KEY, `${key.toString('hex')}\n`)
  for (const table of tables) {
    counts[table.name] = 0
    for await (const { rows, body, piece } of piecesOf(connection, table)) {
      counts[table.name] = (counts[table.name] ?? 0) + rows
      yield { name: `tables/${table.name}/${String(piece).padStart(6, '0')}.copy`, body }
    }
    note(`${table.name}: ${counts[table.name]} rows`)
  }
  await connection.unsafe('commit')
  connection.release()
  yield textEntry(COUNTS, JSON.stringify(counts))
}

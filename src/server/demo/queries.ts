import { lockQuery, raw } from '#server/db/query.ts'
import { jsonText } from './parts/copy-text.ts'
import type { Row, Table } from './parts/tables.ts'

const quoted = (column: string): string => `"${column}"`

/** One statement for any number of rows of one table; all have the columns of the first. */
export function insertRowsQuery(table: Table, rows: readonly Row[]) {
  const columns = Object.keys(rows[0] ?? {})
    .map(quoted)
    .join(', ')
  return raw(
    `insert into ${quoted(table)} (${columns}) select ${columns} from jsonb_populate_recordset(null::${quoted(table)}, $1::text::jsonb)`,
    [jsonText(rows)],
  )
}

/** A school of this installation, the one of that name if there is one. */
export const anySchoolQuery = (name: string) =>
  raw<{ id: string; name: string }>(
    `select id, name from unit where kind = 'school' order by name = $1 desc, created_at, id limit 1`,
    [name],
  )

export const usernameQuery = (username: string) =>
  raw<{ id: string }>('select id from auth_user where username = $1', [username])

export const lockDemoQuery = () => lockQuery('demo')

/** The tables that grow by millions: their keys and indexes are built after loading, not row by row. */
const LARGE = ['duty', 'card', 'card_content'] as const

export const secondaryKeysQuery = () =>
  raw<{ table: string; name: string; definition: string; kind: string }>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition, contype as kind
     from pg_constraint where contype in ('f', 'u') and conrelid = any($1::text[]::regclass[])
     order by contype desc, conname`,
    [LARGE],
  )

export const secondaryIndexesQuery = () =>
  raw<{ name: string; definition: string }>(
    `select i.indexrelid::regclass::text as name, pg_get_indexdef(i.indexrelid) as definition from pg_index i
     where i.indrelid = any($1::text[]::regclass[]) and not exists (select 1 from pg_constraint c where c.conindid = i.indexrelid)
     order by 1`,
    [LARGE],
  )

export const dropKeySql = (table: string, name: string): string =>
  `alter table ${quoted(table)} drop constraint ${quoted(name)}`
export const addKeySql = (table: string, name: string, definition: string): string =>
  `alter table ${quoted(table)} add constraint ${quoted(name)} ${definition}`
export const dropIndexSql = (name: string): string => `drop index ${name}`

/** More memory to sort in, and no wait for the disk at a commit that a crash may undo as a whole. */
export const bulkSettingsSql = `set local maintenance_work_mem = '512MB'; set local synchronous_commit = 'off'`

export const copySql = (table: Table, columns: readonly string[]): string =>
  `copy ${quoted(table)} (${columns.map(quoted).join(', ')}) from stdin`

export const settleSql = (table: Table): string => `vacuum (analyze) ${quoted(table)}`

export const insertSessionsQuery = (
  sessions: readonly { id: string; userId: string; token: string }[],
  expiresAt: string,
) =>
  raw(
    `insert into auth_session (id, "userId", token, "expiresAt")
     select s.*, $4::timestamptz from unnest($1::uuid[], $2::uuid[], $3::text[]) s`,
    [
      sessions.map(({ id }) => id),
      sessions.map(({ userId }) => userId),
      sessions.map(({ token }) => token),
      expiresAt,
    ],
  )

import { raw } from '#server/db/query.ts'

/** A table with the columns that are stored; what is generated is generated again. */
export interface StoredTable {
  readonly name: string
  readonly columns: readonly string[]
}

export interface LastBackup {
  readonly madeAt: string
  readonly bytes: number
  readonly version: string
}

/**
 * Open sign-ins and single-use links are not taken along: whoever gets hold of a copy is not signed in by it. The mark of the
 * last backup is of the one before; restoring sets it anew.
 */
const LEFT_OUT = ['schema_migration', 'auth_session', 'auth_verification', 'last_backup'] as const

export const tablesQuery = () =>
  raw<StoredTable>(
    `select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> all ($1::text[])
     group by 1 order by 1`,
    [LEFT_OUT],
  )

export const migrationsQuery = () =>
  raw<{ name: string; hash: string }>('select name, hash from schema_migration order by name')

export const foreignKeysQuery = () =>
  raw<{ table: string; name: string; definition: string }>(
    `select conrelid::regclass::text as "table", conname as name, pg_get_constraintdef(oid) as definition
     from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace order by 1, 2`,
  )

export const hasTablesQuery = () =>
  raw<{ made: boolean }>(`select to_regclass('auth_user') is not null as made`)

/** Is there anything that a restored copy would lie over? */
export const isUsedQuery = () =>
  raw<{ used: boolean }>('select exists (select from auth_user) or exists (select from unit) as used')

export const insertMarkQuery = (name: string, hash: string) =>
  raw('insert into schema_migration (name, hash) values ($1, $2) on conflict do nothing', [name, hash])

/** Only an installation of before the mark has no table for it. */
export const hasLastBackupQuery = () =>
  raw<{ made: boolean }>(`select to_regclass('last_backup') is not null as made`)

/** One row for all; of two made at once the later one stays. */
export const setLastBackupQuery = ({ madeAt, bytes, version }: LastBackup) =>
  raw(
    `insert into last_backup (made_at, bytes, version) values ($1::timestamptz, $2::bigint, $3)
     on conflict (only_one) do update set made_at = excluded.made_at, bytes = excluded.bytes, version = excluded.version
       where last_backup.made_at <= excluded.made_at`,
    [madeAt, bytes, version],
  )

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const listed = (columns: readonly string[]): string => columns.map(quoted).join(', ')

/** One moment of the whole database, while others go on writing. */
export const beginCopyOutSql = 'begin isolation level repeatable read read only'
export const copyOutSql = ({ name, columns }: StoredTable): string =>
  `copy ${quoted(name)} (${listed(columns)}) to stdout`
export const copyInSql = ({ name, columns }: StoredTable): string =>
  `copy ${quoted(name)} (${listed(columns)}) from stdin`
export const dropKeySql = (table: string, name: string): string =>
  `alter table ${table} drop constraint ${quoted(name)}`
export const addKeySql = (table: string, name: string, definition: string): string =>
  `alter table ${table} add constraint ${quoted(name)} ${definition}`
export const settleSql = 'vacuum (analyze)'

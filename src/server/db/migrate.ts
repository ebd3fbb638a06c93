import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { StartError } from '#server/start-error.ts'

const folder = join(import.meta.dirname, 'migrations')
const MIGRATION_LOCK = 730_211

/**
 * Applies what is missing, in order, each in its own transaction; several starting nodes wait for one another.
 * Without a password the app's role is left as the database's administrator made it. A backup is put back into the tables of
 * its own time: with the first migrations only.
 */
export async function migrate(
  owner: Sql,
  appPassword: string | undefined,
  migrations: readonly Migration[] = readMigrations(),
): Promise<number> {
  const connection = await owner.reserve()
  try {
    await connection`select pg_advisory_lock(${MIGRATION_LOCK})`
    await connection`create table if not exists schema_migration (name text primary key, hash text not null, applied_at timestamptz not null default now())`
    if (appPassword !== undefined) await ensureAppRole(connection, appPassword)
    const rows = await connection<{ name: string; hash: string }[]>`select name, hash from schema_migration`
    const applied = new Map(rows.map((row) => [row.name, row.hash]))
    const unknown = rows.find(
      ({ name }) => name.endsWith('.sql') && migrations.every((each) => each.name !== name),
    )
    if (unknown) throw madeByAnother(unknown.name)
    let count = 0
    for (const { name, text, hash } of migrations) {
      const known = applied.get(name)
      if (known === hash) continue
      if (known !== undefined) throw madeByAnother(name)
      await connection.unsafe('begin')
      try {
        await connection.unsafe(text)
        await connection`insert into schema_migration (name, hash) values (${name}, ${hash})`
        await connection.unsafe('commit')
      } catch (error) {
        await connection.unsafe('rollback')
        throw error
      }
      count += 1
    }
    return count
  } finally {
    await connection`select pg_advisory_unlock(${MIGRATION_LOCK})`.catch(() => undefined)
    connection.release()
  }
}

const madeByAnother = (migration: string): StartError =>
  new StartError(
    `The database was made by another version of this program (migration ${migration} is not this one's): start that version, or a later one.`,
  )

export interface Migration {
  readonly name: string
  readonly text: string
  readonly hash: string
}

export function readMigrations(): readonly Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .toSorted()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, hash: createHash('sha256').update(text).digest('hex') }
    })
}

/**
 * The role the app works as: it owns nothing and cannot pass row-level security. An owner that is no superuser may make it,
 * but of one that exists it may change the password only.
 */
async function ensureAppRole(connection: Sql, password: string): Promise<void> {
  const quoted = `'${password.replaceAll("'", "''")}'`
  const [known] = await connection`select true as known from pg_roles where rolname = 'shouwang_app'`
  await connection.unsafe(
    known
      ? `alter role shouwang_app with login password ${quoted}`
      : `create role shouwang_app with login nosuperuser nocreatedb nocreaterole nobypassrls password ${quoted}`,
  )
  await connection.unsafe('grant usage on schema public to shouwang_app')
}

import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import type { Sql } from 'postgres'
import { readArchive, writeArchive } from '#server/backup/parts/archive.ts'
import { entriesOf } from '#server/backup/parts/entries.ts'
import { load, notEmpty, openEmpty, textOf } from '#server/backup/parts/load.ts'
import { KEY, MANIFEST, Manifest, migrationsOf } from '#server/backup/parts/manifest.ts'
import { programVersion } from '#server/backup/parts/version.ts'
import {
  hasLastBackupQuery,
  hasTablesQuery,
  isUsedQuery,
  setLastBackupQuery,
  settleSql,
  type LastBackup,
} from '#server/backup/queries.ts'
import { connect, type Target } from '#server/db/client.ts'
import { migrate } from '#server/db/migrate.ts'
import { rowsOf } from '#server/db/rows-of.ts'
import type { Env } from '#server/env.ts'
import { StartError } from '#server/start-error.ts'
import { createVault } from '#server/vault/vault.ts'

export interface BackupReport {
  readonly madeAt: string
  readonly tables: number
  readonly rows: number
  /** Size of the file. */
  readonly bytes: number
}

interface How {
  readonly file: string
  readonly passphrase: string
  readonly note: (line: string) => void
}

const FILE_FAULTS = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']
const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && FILE_FAULTS.includes(String(error.code))

/** The mark that an administrator sees; tables of before it have no place for one. */
async function remember(sql: Sql, made: LastBackup): Promise<void> {
  const [mark] = await rowsOf(sql, hasLastBackupQuery())
  if (mark?.made) await rowsOf(sql, setLastBackupQuery(made))
}

/**
 * Writes everything of one moment into one sealed file while the program runs on: all tables, the attachments in them, and
 * the master key. A file of that name is not overwritten; what is not complete does not stay.
 */
export async function writeBackup(
  owner: Target,
  key: Buffer,
  { file, passphrase, note, signal }: How & { readonly signal?: AbortSignal | undefined },
): Promise<BackupReport> {
  if (existsSync(file)) throw new StartError(`The file ${file} exists already: choose another name.`)
  const draft = `${file}.part`
  const counts: Record<string, number> = {}
  const madeAt = new Date().toISOString()
  const sql = connect(owner, { max: 1, prepare: false, applicationName: 'shouwang backup' })
  try {
    rmSync(draft, { force: true })
    await writeArchive(entriesOf(sql, key, { madeAt, counts, note }), draft, { passphrase, signal })
    renameSync(draft, file)
    const rows = Object.values(counts).reduce((sum, count) => sum + count, 0)
    const { size: bytes } = statSync(file)
    await remember(sql, { madeAt, bytes, version: programVersion() })
    return { madeAt, tables: Object.keys(counts).length, rows, bytes }
  } catch (error) {
    rmSync(draft, { force: true })
    throw isOfFiles(error)
      ? new StartError(`${file} cannot be written (${error.code}): give a folder that exists and has room.`)
      : error
  } finally {
    await sql.end({ timeout: 1 })
  }
}

/**
 * Puts a backup into a new data folder or an empty database, in one transaction: all or nothing, and it can be run again.
 * What is there already is never touched. The next start brings older tables up to date.
 */
export async function restoreBackup(env: Env, { file, passphrase, note }: How): Promise<BackupReport> {
  const entries = readArchive(file, passphrase)
  const manifest = Manifest.parse(JSON.parse(await textOf(entries, MANIFEST)))
  const key = Buffer.from((await textOf(entries, KEY)).trim(), 'hex')
  const migrations = migrationsOf(manifest)
  const { target, stop } = await openEmpty(env, key, note)
  const sql = connect(target, { max: 1, prepare: false, applicationName: 'shouwang restore' })
  try {
    const [tables] = await rowsOf(sql, hasTablesQuery())
    const [known] = tables?.made ? await rowsOf(sql, isUsedQuery()) : []
    if (known?.used) throw notEmpty(env)
    const password = env.databaseAppUrl ? undefined : createVault(key).secret('database-role')
    await migrate(sql, password, migrations)
    const rows = await sql.begin((tx) => load(tx, entries, manifest, note))
    const { madeAt, version, tables: stored } = manifest
    const { size: bytes } = statSync(file)
    // What is here now is as safe as the file it came from.
    await remember(sql, { madeAt, bytes, version })
    await sql.unsafe(settleSql)
    return { madeAt, tables: stored.length, rows, bytes }
  } finally {
    await sql.end({ timeout: 5 })
    await stop()
  }
}

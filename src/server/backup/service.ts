import { existsSync, renameSync, rmSync, statSync } from 'node:fs'
import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import { readArchive, writeArchive, type Entry } from '#server/backup/parts/archive.ts'
import {
  COUNTS,
  Counts,
  KEY,
  MANIFEST,
  Manifest,
  marksOf,
  migrationsOf,
} from '#server/backup/parts/manifest.ts'
import {
  addKeySql,
  beginCopyOutSql,
  copyInSql,
  copyOutSql,
  dropKeySql,
  foreignKeysQuery,
  hasTablesQuery,
  insertMarkQuery,
  isUsedQuery,
  migrationsQuery,
  settleSql,
  tablesQuery,
  type StoredTable,
} from '#server/backup/queries.ts'
import { connect, type Target } from '#server/db/client.ts'
import { copyIn } from '#server/db/copy-in.ts'
import { loadOrCreateKey, prepareDataFolder } from '#server/db/embedded/data-folder.ts'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { migrate } from '#server/db/migrate.ts'
import type { Query } from '#server/db/query.ts'
import type { Env } from '#server/env.ts'
import { StartError } from '#server/start-error.ts'
import { createVault } from '#server/vault/vault.ts'

/** Rows go into the archive in pieces of about this size, each of whole rows. */
const PIECE = 4 * 1024 * 1024
const NEW_LINE = 10

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

type Connection = Pick<Sql | ReservedSql | TransactionSql, 'unsafe'>

const rowsOf = async <T>(connection: Connection, query: Query<T>): Promise<T[]> =>
  (await connection.unsafe(query.sql, [...query.parameters] as never[])) as unknown as T[]

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
    return { madeAt, tables: Object.keys(counts).length, rows, bytes: statSync(file).size }
  } catch (error) {
    rmSync(draft, { force: true })
    throw isOfFiles(error)
      ? new StartError(`${file} cannot be written (${error.code}): give a folder that exists and has room.`)
      : error
  } finally {
    await sql.end({ timeout: 1 })
  }
}

const FILE_FAULTS = ['ENOENT', 'ENOTDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'EDQUOT', 'EFBIG', 'EIO']
const isOfFiles = (error: unknown): error is NodeJS.ErrnoException =>
  error instanceof Error && 'code' in error && FILE_FAULTS.includes(String(error.code))

interface Made {
  readonly madeAt: string
  /** Filled while the tables are written. */
  readonly counts: Record<string, number>
  readonly note: (line: string) => void
}

const textEntry = (name: string, text: string): Entry => ({ name, body: Buffer.from(text) })

async function* entriesOf(sql: Sql, key: Buffer, { madeAt, counts, note }: Made): AsyncGenerator<Entry> {
  const connection = await sql.reserve()
  await connection.unsafe(beginCopyOutSql)
  const tables = await rowsOf(connection, tablesQuery())
  const migrations = await rowsOf(connection, migrationsQuery())
  const manifest: Manifest = {
    format: 1,
    madeAt,
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

/** The rows of a table as COPY writes them, in pieces of whole rows; a line is a row. */
async function* piecesOf(connection: Connection, table: StoredTable) {
  const stream = await connection.unsafe(copyOutSql(table)).readable()
  let held: Buffer[] = []
  let size = 0
  let rows = 0
  let piece = 0
  const next = () => {
    const made = { rows, body: Buffer.concat(held), piece }
    held = []
    size = 0
    rows = 0
    piece += 1
    return made
  }
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    const end = chunk.lastIndexOf(NEW_LINE) + 1
    if (size + chunk.length >= PIECE && end > 0) {
      held.push(chunk.subarray(0, end))
      rows += linesOf(chunk)
      yield next()
      if (end < chunk.length) held.push(Buffer.from(chunk.subarray(end)))
      size = chunk.length - end
    } else {
      held.push(Buffer.from(chunk))
      size += chunk.length
      rows += linesOf(chunk)
    }
  }
  if (size > 0) yield next()
}

function linesOf(chunk: Buffer): number {
  let count = 0
  for (let at = chunk.indexOf(NEW_LINE); at >= 0; at = chunk.indexOf(NEW_LINE, at + 1)) count += 1
  return count
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
    await sql.unsafe(settleSql)
    return { madeAt: manifest.madeAt, tables: manifest.tables.length, rows, bytes: statSync(file).size }
  } finally {
    await sql.end({ timeout: 5 })
    await stop()
  }
}

const notEmpty = (env: Env): StartError =>
  new StartError(
    env.databaseUrl
      ? 'The database holds a school already: restore into an empty one.'
      : `The folder ${env.dataDir} holds a school already: restore into a new one, e.g. DATA_DIR=${env.dataDir}-restored.`,
  )

/** A database with the backup's key and nothing in it. */
async function openEmpty(
  env: Env,
  key: Buffer,
  notice: (line: string) => void,
): Promise<{ target: Target; stop: () => Promise<void> }> {
  const keyFile = env.keyFile ? { keyFile: env.keyFile } : {}
  const hasOtherKey = (): boolean => !loadOrCreateKey(env.dataDir, { ...keyFile, first: key }).equals(key)
  if (env.databaseUrl) {
    prepareDataFolder(env.dataDir)
    if (hasOtherKey()) throw notEmpty(env)
    return { target: env.databaseUrl, stop: async () => undefined }
  }
  const { connection, stop } = await startEmbedded({
    dataDir: env.dataDir,
    notice,
    firstKey: key,
    ...keyFile,
    ...(env.systemDir ? { systemDir: env.systemDir } : {}),
  })
  if (!hasOtherKey()) return { target: connection, stop }
  await stop()
  throw notEmpty(env)
}

async function textOf(entries: AsyncGenerator<Entry>, name: string): Promise<string> {
  const next = await entries.next()
  if (next.done === true || next.value.name !== name)
    throw new StartError('The file is not a backup of this program.')
  return Buffer.from(next.value.body).toString()
}

/** Foreign keys are put back at the end and so prove the whole. Resolves to the number of rows. */
async function load(
  tx: TransactionSql,
  entries: AsyncGenerator<Entry>,
  manifest: Manifest,
  note: (line: string) => void,
): Promise<number> {
  const tables = new Map(manifest.tables.map((table) => [table.name, table]))
  const keys = await rowsOf(tx, foreignKeysQuery())
  for (const { table, name } of keys) await tx.unsafe(dropKeySql(table, name))
  const loaded: Record<string, number> = Object.fromEntries(manifest.tables.map(({ name }) => [name, 0]))
  let counts: Counts | undefined
  for await (const { name, body } of entries) {
    if (name === COUNTS) counts = Counts.parse(JSON.parse(Buffer.from(body).toString()))
    const table = tables.get(name.split('/')[1] ?? '')
    if (!table) continue
    await copyIn(
      tx,
      copyInSql(table),
      [body],
      `the database refused rows of ${table.name}: nothing was restored`,
    )
    if (loaded[table.name] === 0) note(`${table.name} ...`)
    loaded[table.name] = (loaded[table.name] ?? 0) + linesOf(Buffer.from(body))
  }
  const differing = manifest.tables.find(({ name }) => counts?.[name] !== loaded[name])
  if (differing)
    throw new StartError(`The backup is not complete (${differing.name}): take another copy of it.`)
  for (const { name, hash } of marksOf(manifest)) await rowsOf(tx, insertMarkQuery(name, hash))
  for (const { table, name, definition } of keys) await tx.unsafe(addKeySql(table, name, definition))
  return Object.values(loaded).reduce((sum, count) => sum + count, 0)
}

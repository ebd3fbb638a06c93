import type { TransactionSql } from 'postgres'
import type { Entry } from '#server/backup/parts/archive.ts'
import { COUNTS, Counts, marksOf, type Manifest } from '#server/backup/parts/manifest.ts'
import { linesOf } from '#server/backup/parts/pieces.ts'
import {
  addKeySql,
  copyInSql,
  dropKeySql,
  foreignKeysQuery,
  insertMarkQuery,
} from '#server/backup/queries.ts'
import type { Target } from '#server/db/client.ts'
import { copyIn } from '#server/db/copy-in.ts'
import { loadOrCreateKey, prepareDataFolder } from '#server/db/embedded/data-folder.ts'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { rowsOf } from '#server/db/rows-of.ts'
import type { Env } from '#server/env.ts'
import { StartError } from '#server/start-error.ts'

export const notEmpty = (env: Env): StartError =>
  new StartError(
    env.databaseUrl
      ? 'The database holds a school already: restore into an empty one.'
      : `The folder ${env.dataDir} holds a school already: restore into a new one, e.g. DATA_DIR=${env.dataDir}-restored.`,
  )

/** A database with the backup's key and nothing in it. */
export async function openEmpty(
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

export async function textOf(entries: AsyncGenerator<Entry>, name: string): Promise<string> {
  const next = await entries.next()
  if (next.done === true || next.value.name !== name)
    throw new StartError('The file is not a backup of this program.')
  return Buffer.from(next.value.body).toString()
}

/** Foreign keys are put back at the end and so prove the whole. Resolves to the number of rows. */
export async function load(
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

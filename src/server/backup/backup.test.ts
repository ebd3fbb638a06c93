import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { readArchive } from '#server/backup/parts/archive.ts'
import { restoreBackup, writeBackup } from '#server/backup/service.ts'
import { connect } from '#server/db/client.ts'
import { keyPath } from '#server/db/embedded/data-folder.ts'
import { startEmbedded } from '#server/db/embedded/launcher.ts'
import { migrate, readMigrations } from '#server/db/migrate.ts'
import { generate } from '#server/demo/service.ts'
import { parseEnv } from '#server/env.ts'
import { testFolders } from '#server/testing/embedded-process.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

const key = Buffer.alloc(32, 1)
const passphrase = '柳树 河湾 风筝 馒头 2026'
const note = (): void => undefined
const { folder, systemDir, clean } = testFolders()

let app: TestApp
let target: Exclude<Parameters<typeof connect>[0], string>
let file: string

beforeAll(async () => {
  app = await startTestApp()
  const [row] = await app.owner`select current_database() as name`
  target = { ...inject('ownerTarget'), database: String(row?.['name']) }
  await generate(
    app.deps,
    target,
    { schools: 2, children: 40, records: 3000, seed: 7, sessions: 2 },
    () => undefined,
  )
  file = join(made('backups'), 'school.age')
  await writeBackup(target, key, { file, passphrase, note })
}, 120_000)

afterAll(async () => {
  await app.close()
  await clean()
})

const made = (name: string): string => {
  const path = folder(name)
  mkdirSync(path, { recursive: true })
  return path
}

const envOf = (dataDir: string) =>
  parseEnv({ DATA_DIR: dataDir, SHOUWANG_SYSTEM_DIR: systemDir, LOG_LEVEL: 'silent' })

/** A digest of the rows of every table, in no order. */
async function digests(sql: Sql): Promise<Record<string, string>> {
  const tables = await sql<{ name: string }[]>`select relname as name from pg_class
    where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not in ('schema_migration', 'auth_session')`
  const found: Record<string, string> = {}
  for (const { name } of tables) {
    const [row] = await sql.unsafe(
      `select count(*) || ' ' || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as digest from "${name}" t`,
    )
    found[name] = String(row?.['digest'])
  }
  return found
}

const keysOf = (
  sql: Sql,
) => sql`select conrelid::regclass::text as "table", conname, pg_get_constraintdef(oid) as definition,
  convalidated from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`

async function inside<T>(dataDir: string, look: (sql: Sql) => Promise<T>): Promise<T> {
  const { connection, stop } = await startEmbedded({ dataDir, systemDir })
  const sql = connect(connection, { max: 1, prepare: false })
  try {
    return await look(sql)
  } finally {
    await sql.end()
    await stop()
  }
}

describe('backup and restore', () => {
  it('brings every row, key and constraint into a new folder, and nobody is signed in there', async () => {
    const dataDir = folder('restored')
    const report = await restoreBackup(envOf(dataDir), { file, passphrase, note })
    expect(report.rows).toBeGreaterThan(3000)
    expect(readFileSync(keyPath(dataDir), 'utf8').trim()).toBe(key.toString('hex'))
    await inside(dataDir, async (sql) => {
      expect(await digests(sql)).toEqual(await digests(app.owner))
      expect(await keysOf(sql)).toEqual(await keysOf(app.owner))
      expect(await sql`select from auth_session`).toHaveLength(0)
      expect(await app.owner`select from auth_session`).not.toHaveLength(0)
    })
    // A school is there now: nothing is put over it.
    await expect(restoreBackup(envOf(dataDir), { file, passphrase, note })).rejects.toThrow(
      `The folder ${dataDir} holds a school already`,
    )
    await inside(dataDir, async (sql) => expect(await digests(sql)).toEqual(await digests(app.owner)))
  })

  it('says on record when it was made, how big it is and of which version; a restored school says the same', async () => {
    const [mark] = await app.owner`select made_at, bytes, version from last_backup`
    expect(mark).toEqual({
      made_at: expect.stringMatching(/^20\d\d-/) as string,
      bytes: statSync(file).size,
      version: expect.stringMatching(/^\d+\.\d+\.\d+$/) as string,
    })
    const dataDir = folder('marked')
    const { madeAt } = await restoreBackup(envOf(dataDir), { file, passphrase, note })
    await inside(dataDir, async (sql) => {
      const [restored] = await sql`select made_at, bytes, version from last_backup`
      expect([restored, restored?.['made_at']]).toEqual([mark, madeAt])
    })
  })

  it('refuses a folder with a key of its own and leaves it as it is', async () => {
    const dataDir = folder('other')
    await inside(dataDir, async (sql) => migrate(sql, 'test'))
    const before = readFileSync(keyPath(dataDir), 'utf8')
    await expect(restoreBackup(envOf(dataDir), { file, passphrase, note })).rejects.toThrow(
      'holds a school already',
    )
    expect(readFileSync(keyPath(dataDir), 'utf8')).toBe(before)
  })

  it('says what is wrong with a passphrase or a file before it makes anything', async () => {
    const dataDir = folder('nothing')
    const bytes = readFileSync(file)
    const written = (name: string, content: Buffer | string): string => {
      const path = join(made(name), 'file')
      writeFileSync(path, content)
      return path
    }
    const tries: readonly [path: string, phrase: string, message: string][] = [
      [file, 'another passphrase', 'The passphrase does not open'],
      [written('text', 'not a backup'), passphrase, 'is not a backup of this program'],
      [written('empty', ''), passphrase, 'is not a backup of this program'],
      [join(dataDir, 'missing'), passphrase, 'cannot be read'],
    ]
    for (const [path, phrase, message] of tries)
      await expect(restoreBackup(envOf(dataDir), { file: path, passphrase: phrase, note })).rejects.toThrow(
        message,
      )
    expect(existsSync(keyPath(dataDir))).toBe(false)

    // Damage shows on the way: nothing of it stays, and the right file can be put in afterwards.
    const changed = Buffer.from(bytes)
    changed[bytes.length - 40] = (changed[bytes.length - 40] ?? 0) ^ 1
    for (const content of [changed, bytes.subarray(0, bytes.length - 100)])
      await expect(
        restoreBackup(envOf(dataDir), { file: written('damaged', content), passphrase, note }),
      ).rejects.toThrow('damaged or not complete')
    await restoreBackup(envOf(dataDir), { file, passphrase, note })
    await inside(dataDir, async (sql) => expect(await digests(sql)).toEqual(await digests(app.owner)))
  })

  it('overwrites no file, and leaves none when it is cancelled', async () => {
    const before = readFileSync(file)
    await expect(writeBackup(target, key, { file, passphrase, note })).rejects.toThrow('exists already')
    expect(readFileSync(file).equals(before)).toBe(true)
    const nowhere = join(folder('missing'), 'x.age')
    await expect(writeBackup(target, key, { file: nowhere, passphrase, note })).rejects.toThrow(
      `${nowhere} cannot be written (ENOENT)`,
    )
    const place = made('cancelled')
    const cancel = new AbortController()
    const running = writeBackup(target, key, {
      file: join(place, 'never.age'),
      passphrase,
      note: () => cancel.abort(),
      signal: cancel.signal,
    })
    await expect(running).rejects.toThrow()
    expect(readdirSync(place)).toEqual([])
  })

  it('holds no plain text outside the sealed archive, and all of it inside', async () => {
    const names: string[] = []
    for await (const { name } of readArchive(file, passphrase)) names.push(name)
    expect(names.slice(0, 2)).toEqual(['manifest.json', 'master.key'])
    expect(names.at(-1)).toBe('counts.json')
    expect(names).toContain('tables/pupil/000000.copy')
    const [pupil] = await app.owner<{ name: string }[]>`select name from pupil limit 1`
    const bytes = readFileSync(file)
    expect(bytes.includes(key)).toBe(false)
    expect(bytes.includes(key.toString('hex'))).toBe(false)
    expect(bytes.includes(pupil?.name ?? '')).toBe(false)
  })

  it('restores a backup of an older version, which the next start brings up to date', async () => {
    const older = readMigrations().slice(0, -1)
    const dataDir = folder('older')
    const oldFile = join(made('old-backup'), 'old.age')
    const { connection, stop } = await startEmbedded({ dataDir, systemDir, firstKey: key })
    const sql = connect(connection, { max: 1, prepare: false })
    await migrate(sql, 'test', older)
    await sql`insert into unit (id, kind, name, path)
      values ('019a0e5d-0000-7000-8000-000000000001', 'county', '青禾县', '{019a0e5d-0000-7000-8000-000000000001}')`
    await writeBackup(connection, key, { file: oldFile, passphrase, note })
    await sql.end()
    await stop()
    const restored = folder('older-restored')
    await restoreBackup(envOf(restored), { file: oldFile, passphrase, note })
    await inside(restored, async (own) => {
      expect(await migrate(own, 'test')).toBe(1)
      expect(await own`select name from unit`).toEqual([{ name: '青禾县' }])
    })
  })
})

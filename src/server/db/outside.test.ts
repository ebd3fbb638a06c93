import { chownSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import pino from 'pino'
import type { Sql } from 'postgres'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { connect } from '#server/db/client.ts'
import { faultOfServer } from '#server/db/outside.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps } from '#server/open-deps.ts'
import {
  copyInstall,
  NOBODY,
  runsAsRoot,
  startApp,
  testFolders,
  type Started,
} from '#server/testing/embedded-process.ts'

const { folder, clean } = testFolders()
const keys = folder('keys')
let server: Started
let admin: Sql
/** An owner as a county's computer centre gives it: may make roles, is no superuser. */
let url: (change?: Partial<Pick<URL, 'username' | 'password' | 'pathname' | 'port'>>) => string

beforeAll(async () => {
  server = await startOnPort()
  admin = connect(server.connection, { max: 1, prepare: false })
  await admin`create role county login createrole password 'geheim'`
  await admin`create database school owner county`
  await admin.unsafe(
    `create database ascii owner county template template0 encoding 'SQL_ASCII' locale_provider libc locale 'C'`,
  )
  url = (change = {}) =>
    Object.assign(new URL(`postgres://county:geheim@127.0.0.1:${server.connection.port}/school`), change).href
})
afterAll(async () => {
  await admin.end({ timeout: 1 })
  await server.end()
  await clean()
})

/** A server that asks for passwords, as a user without rights: it does not run as root. */
async function startOnPort(): Promise<Started> {
  const home = folder('home')
  mkdirSync(home, { mode: 0o755 })
  const options = { dataDir: join(home, 'data'), transport: 'port' as const }
  if (!runsAsRoot) return startApp(options)
  chownSync(home, NOBODY, NOBODY)
  return startApp(options, { user: NOBODY, install: copyInstall(folder('install')) })
}

async function start(databaseUrl: string, appUrl?: string, dataDir = keys): Promise<void> {
  const env = parseEnv({
    DATA_DIR: dataDir,
    DATABASE_URL: databaseUrl,
    ...(appUrl ? { DATABASE_APP_URL: appUrl } : {}),
  })
  const opened = await openDeps(env, pino({ level: 'silent' }), () => undefined)
  await opened.close()
}

const saying = (message: RegExp): object => ({
  name: 'StartError',
  message: expect.stringMatching(message) as string,
})

describe('a database at DATABASE_URL', () => {
  it('is migrated by an owner that is no superuser, and used again at the next start', async () => {
    await start(url())
    await start(url())
    const [role] =
      await admin`select rolsuper or rolbypassrls as strong from pg_roles where rolname = 'shouwang_app'`
    expect(role?.['strong']).toBe(false)
  })

  it.each([
    ['of another port', { port: '1' }, /^The database at 127\.0\.0\.1:1 does not answer \(ECONNREFUSED\)/],
    ['with a wrong password', { password: 'no' }, /refused the user or password in DATABASE_URL\.$/],
    [
      'that does not exist',
      { pathname: '/nix' },
      /named in DATABASE_URL does not exist at .*create it first/,
    ],
    [
      'in another encoding',
      { pathname: '/ascii' },
      /is encoded in SQL_ASCII: create one with ENCODING 'UTF8'/,
    ],
  ])('%s is named in one line', async (_case, change, message) => {
    await expect(start(url(change))).rejects.toMatchObject(saying(message))
  })

  it('made by a later version is left alone', async () => {
    const school = connect(url(), { max: 1, prepare: false })
    await school`insert into schema_migration (name, hash) values ('9999-later.sql', '')`
    await expect(start(url())).rejects.toMatchObject(saying(/made by another version .*9999-later/))
    await school`delete from schema_migration where name = '9999-later.sql'`
    await school.end()
  })

  it('made with another key is left alone', async () => {
    await expect(start(url(), undefined, folder('keys'))).rejects.toMatchObject(
      saying(/^The key is not the one this database was made with: put the right one back/),
    )
    await start(url())
  })

  it('of an old version is refused', () => {
    expect(faultOfServer({ version: 140_011, encoding: 'UTF8' }, 'db:5432')).toMatch(
      /PostgreSQL 14: 15 or later/,
    )
    expect(faultOfServer({ version: 150_000, encoding: 'UTF8' }, 'db:5432')).toBeUndefined()
  })
})

describe('the role at DATABASE_APP_URL', () => {
  it('is not the owner', async () => {
    await expect(start(url(), url())).rejects.toMatchObject(saying(/^DATABASE_APP_URL connects as county/))
  })

  it('is told from the owner when it is refused', async () => {
    await expect(start(url(), url({ username: 'shouwang_app' }))).rejects.toMatchObject(
      saying(/refused the user or password in DATABASE_APP_URL\.$/),
    )
  })

  it('must not be able to pass row-level security', async () => {
    await admin`alter role shouwang_app bypassrls`
    await expect(start(url())).rejects.toMatchObject(saying(/^The database role shouwang_app could pass/))
    await admin`alter role shouwang_app nobypassrls`
  })
})

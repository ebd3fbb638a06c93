import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { Sql } from 'postgres'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { connect } from '#server/db/client.ts'
import { readMigrations } from '#server/db/migrate.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps, type OpenedDeps } from '#server/open-deps.ts'
import type { BenchContext, Settings } from './line.ts'
import { startProcess, type Running } from './process.ts'

const ROOT = join(import.meta.dirname, '../..')
const CACHE = join(ROOT, '.cache/bench')
export const SERVER = join(ROOT, 'src/server/main.ts')

export interface Session {
  readonly cookie: string
  readonly userId: string
  readonly schoolId: string
  readonly classId: string
}

/** A county in a database of its own with the app running over it. */
export interface County {
  readonly dataDir: string
  readonly app: Running
  readonly opened: OpenedDeps
  readonly owner: Sql
  readonly sessions: readonly Session[]
  readonly today: string
}

/** The day is part of it: duties of yesterday's county would first be brought up to date by the app. */
function folderOf({ schools, children, records, sessions }: Settings, today: string): string {
  const hash = createHash('sha256')
  hash.update(
    JSON.stringify([schools, children, records, sessions, today, readMigrations().map((one) => one.hash)]),
  )
  return join(CACHE, `county-${hash.digest('hex').slice(0, 12)}`)
}

/** Countys of other days and sizes are gigabytes nobody will use again. */
function removeOthers(keep: string): void {
  mkdirSync(CACHE, { recursive: true })
  for (const name of readdirSync(CACHE)) {
    const folder = join(CACHE, name)
    if (!name.startsWith('county-') || folder === keep) continue
    const marker = join(folder, 'postgres.json')
    const home = existsSync(marker) ? (JSON.parse(readFileSync(marker, 'utf8')) as { home: string }).home : ''
    if (/^\/.+\/[0-9a-f]{16}$/.test(home)) rmSync(home, { recursive: true, force: true })
    rmSync(folder, { recursive: true, force: true })
  }
}

export function runGenerate(
  dataDir: string,
  { schools, children, records, sessions }: Pick<Settings, 'schools' | 'children' | 'records' | 'sessions'>,
  quiet: boolean,
): Promise<void> {
  const numbers = { schools, children, records, sessions }
  const args = Object.entries(numbers).flatMap(([name, value]) => [`--${name}`, String(value)])
  const command = [
    join(ROOT, 'src/cli/main.ts'),
    'generate',
    ...args,
    '--cookies',
    join(dataDir, 'cookies.json'),
  ]
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...command], {
    env: { ...process.env, DATA_DIR: dataDir },
    stdio: ['ignore', quiet ? 'ignore' : 2, quiet ? 'ignore' : 2],
  })
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`generate ended with ${code}`))))
  })
}

/** The sign-ins that were generated with a county. */
export const readSessions = (dataDir: string): readonly Session[] =>
  JSON.parse(readFileSync(join(dataDir, 'cookies.json'), 'utf8')) as Session[]

let running: Promise<County> | undefined

/** The county of these settings, generated when it is not cached, with the app over it; one for the whole run. */
export function openCounty(context: BenchContext): Promise<County> {
  running ??= start(context)
  return running
}

async function start({ settings, note, quiet, atEnd }: BenchContext): Promise<County> {
  const today = todayIn('Asia/Shanghai', new Date())
  const dataDir = folderOf(settings, today)
  const ready = join(dataDir, 'ready')
  if (!existsSync(ready)) {
    removeOthers('')
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    note(
      `Generating ${settings.schools} schools, ${settings.children} children, ${settings.records} records (once) ...`,
    )
    await runGenerate(dataDir, settings, quiet)
    writeFileSync(ready, '')
  }
  const env = { DATA_DIR: dataDir, PORT: '0', IDLE_MINUTES: '1440', LOG_LEVEL: 'error' }
  const app = await startProcess(SERVER, env)
  atEnd(() => app.stop())
  const opened = await openDeps(
    parseEnv({ ...process.env, ...env }),
    pino({ level: 'silent' }),
    () => undefined,
    { attach: true },
  )
  atEnd(() => opened.close())
  const owner = connect(opened.ownerTarget, { max: 1, prepare: false, applicationName: 'bench' })
  atEnd(() => owner.end({ timeout: 1 }))
  await owner`update auth_session set "updatedAt" = now(), "expiresAt" = now() + interval '12 hours'`
  note('Waiting for the daily run ...')
  await quietQueue(owner)
  const sessions = readSessions(dataDir)
  return { dataDir, app, opened, owner, sessions, today }
}

/** The app brings every school's duties up to date at its start; nothing is measured before that is over. */
export async function quietQueue(owner: Sql, longestMs = 300_000): Promise<void> {
  for (let waited = 0; waited < longestMs; waited += 500) {
    await sleep(500)
    const [row] =
      await owner`select count(*)::int as n from pgboss.job where name = 'daily' and state in ('created', 'active', 'retry')`
    if (row?.['n'] === 0) return
  }
  throw new Error('the daily run did not end in time')
}

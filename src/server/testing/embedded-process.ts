import { type ChildProcess, spawn } from 'node:child_process'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import postgres from 'postgres'
import type { EmbeddedOptions } from '#server/db/embedded/launcher.ts'
import { findBinaries } from '#server/db/embedded/binaries.ts'
import type { Connection } from '#server/db/embedded/server.ts'

const ROOT = join(import.meta.dirname, '../../..')
/** The user "nobody" of every Linux. */
export const NOBODY = 65534

export const runsAsRoot = process.platform === 'linux' && process.getuid?.() === 0

/** Starts the database like the app does, says how it went, stops it on SIGTERM. */
const PROGRAM = `
const { startEmbedded } = await import('#server/db/embedded/launcher.ts')
const say = (event) => process.stdout.write(JSON.stringify(event) + '\\n')
try {
  const options = JSON.parse(process.argv[1])
  const embedded = await startEmbedded({ ...options, notice: (notice) => say({ notice }) })
  process.on('SIGTERM', async () => { await embedded.stop(); process.exit(0) })
  setInterval(() => undefined, 1000)
  say({ started: { pid: embedded.pid, connection: embedded.connection, created: embedded.created } })
} catch (error) {
  say({ failed: error.message, name: error.name })
  process.exit(1)
}`

export interface Started {
  readonly app: ChildProcess
  readonly pid: number
  readonly connection: Connection
  readonly created: boolean
  readonly notices: string[]
  /** Ends the app and waits for it; SIGTERM stops the database first. */
  end(signal?: NodeJS.Signals): Promise<void>
}

interface Event {
  notice?: string
  started?: { pid: number; connection: Connection; created: boolean }
  failed?: string
  name?: string
}

type Options = Omit<EmbeddedOptions, 'notice'>

const running = new Set<ChildProcess>()

/** An app process of its own; `install` is a copy of the program that another user may enter. */
export function spawnApp(
  options: Options,
  { user, install = ROOT }: { user?: number; install?: string } = {},
): { app: ChildProcess; started: Promise<Started> } {
  const node = install === ROOT ? process.execPath : join(install, 'node')
  const app = spawn(node, ['--input-type=module', '-e', PROGRAM, JSON.stringify(options)], {
    cwd: install,
    stdio: ['ignore', 'pipe', 'inherit'],
    ...(user === undefined ? {} : { uid: user, gid: user }),
  })
  running.add(app)
  const exited = new Promise<void>((resolve) => app.once('exit', () => resolve()))
  void exited.then(() => running.delete(app))
  return { app, started: untilStarted(app, exited) }
}

async function untilStarted(app: ChildProcess, exited: Promise<void>): Promise<Started> {
  if (!app.stdout) throw new Error('no output')
  const notices: string[] = []
  const outcome = new Promise<Event>((resolve) => {
    if (!app.stdout) return
    createInterface(app.stdout).on('line', (line) => {
      const event = JSON.parse(line) as Event
      if (event.notice === undefined) resolve(event)
      else notices.push(event.notice)
    })
  })
  const event = await Promise.race([outcome, exited.then((): Event => ({ failed: 'ended without a word' }))])
  if (!event.started) {
    await exited
    throw Object.assign(new Error(event.failed ?? 'ended'), { name: event.name ?? 'Error' })
  }
  const end = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<void> => {
    app.kill(signal)
    await exited
  }
  return { app, ...event.started, notices, end }
}

export const startApp = (options: Options, as?: { user?: number; install?: string }): Promise<Started> =>
  spawnApp(options, as).started

/** Folders of one test file: a parent that every user may enter, removed with all its processes by `clean`. */
export function testFolders(): {
  systemDir: string
  folder: (name: string) => string
  clean: () => Promise<void>
} {
  const parent = mkdtempSync(join(tmpdir(), 'shouwang-test-'))
  chmodSync(parent, 0o755)
  const systemDir = join(parent, 'system')
  mkdirSync(systemDir, { mode: 0o755 })
  let count = 0
  return {
    systemDir,
    folder: (name) => join(parent, `${name}-${(count += 1)}`),
    clean: async () => {
      for (const app of running) app.kill('SIGTERM')
      await until(() => running.size === 0, 15_000)
      rmSync(parent, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
    },
  }
}

/** What an ordinary user's checkout holds of the launcher; `links` false as after `npm ci --ignore-scripts`. */
export function copyInstall(to: string, { links = true, owner = NOBODY } = {}): string {
  const binaries = findBinaries()
  mkdirSync(to, { recursive: true, mode: 0o755 })
  const copy = (from: string, path: string): void =>
    cpSync(from, join(to, path), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.endsWith('.a'),
    })
  for (const path of [
    'package.json',
    'src/server/db/embedded',
    'src/server/start-error.ts',
    'node_modules/zod',
  ])
    copy(join(ROOT, path), path)
  copy(process.execPath, 'node')
  const name = dirname(binaries.folder).slice(join(ROOT, 'node_modules').length + 1)
  copy(dirname(binaries.folder), join('node_modules', name))
  if (!links) {
    const lib = join(to, 'node_modules', name, 'native/lib')
    for (const file of ['libicuuc.so.60', 'libicui18n.so.60', 'libicudata.so.60'])
      rmSync(join(lib, file), { force: true })
  }
  chownSync(to, owner, owner)
  return to
}

/** Where the database of a data folder is. */
export function homeOf(dataDir: string): string {
  const { home } = JSON.parse(readFileSync(join(dataDir, 'postgres.json'), 'utf8')) as { home: string }
  return home === 'postgres' ? join(dataDir, home) : home
}

/** One question to the database on a connection of its own. */
export async function ask<Row extends postgres.Row>(connection: Connection, text: string): Promise<Row[]> {
  const sql = postgres({ ...connection, max: 1, connect_timeout: 5, onnotice: () => undefined })
  try {
    return await sql.unsafe<Row[]>(text)
  } finally {
    await sql.end({ timeout: 1 })
  }
}

export async function until(condition: () => boolean, milliseconds = 10_000): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms`)
    await sleep(20)
  }
}

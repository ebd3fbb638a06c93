import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'

import { asStartError, isMissing } from '#server/start-error.ts'
import { type Binaries, findBinaries, readyBinaries } from '#server/db/embedded/binaries.ts'
import { checkMajor, createCluster, removeDrafts } from '#server/db/embedded/cluster.ts'
import {
  keyPath,
  loadOrCreateKey,
  lockDataFolder,
  lockFile,
  prepareDataFolder,
} from '#server/db/embedded/data-folder.ts'
import { acquireLock, HeldError, type Lock, lockState } from '#server/db/embedded/lock.ts'
import {
  clusterExists,
  findPlace,
  isRoot,
  type Place,
  prepareHome,
  SYSTEM_DIR,
  writeMarker,
} from '#server/db/embedded/place.ts'
import { endOrphan } from '#server/db/embedded/postmaster.ts'
import { readOrCreatePassword, startOnPort } from '#server/db/embedded/portable.ts'
import { startOnSocket } from '#server/db/embedded/on-socket.ts'
import type { Connection, Server } from '#server/db/embedded/server.ts'

export type EmbeddedOptions = {
  dataDir: string
  /** Where root keeps binaries and databases, default /var/lib/shouwang; ordinary users never need it. */
  systemDir?: string
  /** The master key's file when it is not DATA_DIR/keys/master.key. */
  keyFile?: string
  /** The master key to begin with where there is none yet: a backup brings its own. */
  firstKey?: Buffer
  /** Takes one-line remarks for the operator: recovered, set aside, started again. */
  notice?: (line: string) => void
  /** Listens on a loopback port with a password instead of a socket; always so on Windows and macOS. */
  transport?: 'socket' | 'port'
}

export type Embedded = {
  connection: Connection
  /** The server's process number; another one after it had to be started again. */
  readonly pid: number
  /** True when this start made the database. */
  created: boolean
  /** Fast shutdown; resolves when the server has ended and the folder is free. */
  stop: () => Promise<void>
}

const RunningConnection = z.object({
  host: z.string(),
  port: z.number(),
  path: z.string().optional(),
  username: z.string(),
  password: z.string().optional(),
  database: z.string(),
})

const PATIENCE_MILLISECONDS = 2500
const defaultTransport = process.platform === 'linux' ? 'socket' : 'port'

/**
 * Starts the database of a data folder, making folder, key and database at the first start. Holds the folder's lock
 * until `stop`. Throws StartError, a single line with the cure.
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const lock = await lockSoon(options.dataDir)
  const folder = prepareDataFolder(options.dataDir)
  if (lock.leftBy !== undefined)
    options.notice?.(`The data folder ${folder} was still locked by ${lock.leftBy}: taken over.`)
  try {
    return await startLocked(folder, options, lock)
  } catch (error) {
    lock.release()
    throw asStartError(error, folder)
  }
}

/** A predecessor that is just ending gets a moment: a restart by a service manager does not wait for it. */
async function lockSoon(dataDir: string): Promise<Lock> {
  const deadline = Date.now() + PATIENCE_MILLISECONDS
  for (;;) {
    try {
      return lockDataFolder(dataDir)
    } catch (error) {
      if (!(error instanceof HeldError) || Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}

async function startLocked(folder: string, options: EmbeddedOptions, lock: Lock): Promise<Embedded> {
  const { systemDir = SYSTEM_DIR, transport = defaultTransport, notice = () => {} } = options
  const place = findPlace(folder, systemDir)
  const found = findBinaries()
  prepareHomeOf(place, systemDir)
  let homeLock = lockHome(place)
  try {
    await endOrphan(place)
    if (isForgotten(folder, place, options.keyFile)) {
      homeLock.release()
      setAside(place, notice)
      prepareHomeOf(place, systemDir)
      homeLock = lockHome(place)
    }
    checkMajor(place, found)
    const created = !clusterExists(place)
    loadOrCreateKey(folder, {
      databaseExists: !created,
      ...(options.keyFile === undefined ? {} : { keyFile: options.keyFile }),
      ...(options.firstKey === undefined ? {} : { first: options.firstKey }),
    })
    const binaries = readyBinaries(found, isRoot() ? systemDir : place.home, isRoot())
    const server = await startServer(folder, place, binaries, { transport, notice, created })
    writeConnection(folder, server.connection)
    return embeddedOf(server, created, () => {
      rmSync(connectionFile(folder), { force: true })
      homeLock.release()
      lock.release()
    })
  } catch (error) {
    homeLock.release()
    throw asStartError(error, place.home)
  }
}

type StartMode = { transport: 'socket' | 'port'; notice: (line: string) => void; created: boolean }

async function startServer(
  folder: string,
  place: Place,
  binaries: Binaries,
  mode: StartMode,
): Promise<Server> {
  const password = mode.transport === 'port' ? readOrCreatePassword(folder) : undefined
  removeDrafts(place)
  if (mode.created) await createCluster(place, binaries, password)
  writeMarker(folder, place)
  return password === undefined
    ? startOnSocket(place, binaries, mode.notice)
    : startOnPort(place, binaries, password, mode.notice)
}

function embeddedOf(server: Server, created: boolean, release: () => void): Embedded {
  let stopping: Promise<void> | undefined
  return {
    connection: server.connection,
    get pid() {
      return server.pid()
    },
    created,
    stop: () => (stopping ??= server.stop().finally(release)),
  }
}

function prepareHomeOf(place: Place, systemDir: string): void {
  try {
    prepareHome(place, systemDir)
  } catch (error) {
    throw asStartError(error, place.runAs === undefined ? place.home : systemDir)
  }
}

/** A copied data folder leads to the same home as its original; only one of them may use it. */
function lockHome(place: Place): Lock {
  return acquireLock(join(place.home, 'server.lock'), place.home)
}

/** Root only: the data folder was removed and made anew, so its old database, which lives elsewhere, is nobody's. */
function isForgotten(folder: string, place: Place, keyFile: string | undefined): boolean {
  return (
    place.runAs !== undefined &&
    clusterExists(place) &&
    !existsSync(join(folder, 'postgres.json')) &&
    !existsSync(keyPath(folder, keyFile))
  )
}

function setAside(place: Place, notice: (line: string) => void): void {
  const aside = `${place.home}.set-aside-${new Date().toISOString().slice(0, 19).replaceAll(':', '')}-${randomBytes(2).toString('hex')}`
  renameSync(place.home, aside)
  notice(`The data folder is new; the database of the one that was here before is kept in ${aside}.`)
}

const connectionFile = (folder: string): string => join(folder, 'running.json')

function writeConnection(folder: string, connection: Connection): void {
  const file = connectionFile(folder)
  writeFileSync(`${file}.new`, JSON.stringify(connection), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/**
 * The connection to the database that another live process of this data folder runs; undefined when none does.
 * For commands that must work while the server is up.
 */
export function findRunning(dataDir: string): Connection | undefined {
  const folder = resolve(dataDir)
  try {
    const state = lockState(lockFile(folder))
    if (state.state !== 'held' || !state.here) return undefined
    return RunningConnection.parse(JSON.parse(readFileSync(connectionFile(folder), 'utf8')))
  } catch (error) {
    if (isMissing(error)) return undefined
    throw asStartError(error, dirname(lockFile(folder)))
  }
}

/** Uses the running database of a data folder, or starts it; `stop` ends only what this call started. */
export async function startOrAttach(options: EmbeddedOptions): Promise<Omit<Embedded, 'pid'>> {
  const attached = (connection: Connection): Omit<Embedded, 'pid'> => ({
    connection,
    created: false,
    stop: () => Promise.resolve(),
  })
  const running = findRunning(options.dataDir)
  if (running !== undefined) return attached(running)
  try {
    return await startEmbedded(options)
  } catch (error) {
    // A server that was just starting is up by now.
    const late = error instanceof HeldError ? findRunning(options.dataDir) : undefined
    if (late === undefined) throw error
    return attached(late)
  }
}

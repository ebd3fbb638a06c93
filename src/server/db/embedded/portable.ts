import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { StartError } from '#server/start-error.ts'
import { type Binaries, program } from '#server/db/embedded/binaries.ts'
import { explainFailure } from '#server/db/embedded/failure.ts'
import type { Server } from '#server/db/embedded/server.ts'
import { clusterOf, isRoot, logOf, type Place } from '#server/db/embedded/place.ts'
import { openLog, readPidFile } from '#server/db/embedded/postmaster.ts'
import { pidExists } from '#server/db/embedded/process-identity.ts'
import { writeSettings } from '#server/db/embedded/settings.ts'

const CHECK_MILLISECONDS = 2000

/** The owner's password, made once, in DATA_DIR/keys/postgres.password (mode 0600). */
export function readOrCreatePassword(folder: string): string {
  const file = join(folder, 'keys', 'postgres.password')
  if (!existsSync(file)) {
    mkdirSync(join(folder, 'keys'), { recursive: true, mode: 0o700 })
    writeFileSync(file, `${randomBytes(24).toString('base64url')}\n`, { mode: 0o600, flush: true })
  }
  return readFileSync(file, 'utf8').trim()
}

/**
 * Windows and macOS: pg_ctl (on Windows it also sheds an administrator's rights) and a loopback port with a password.
 * Slower to start than the socket way and never used by root.
 */
export async function startOnPort(
  place: Place,
  binaries: Binaries,
  password: string,
  notice: (line: string) => void,
): Promise<Server> {
  if (isRoot())
    throw new StartError(
      'On this platform the database cannot be started as root: start as an ordinary user, or set DATABASE_URL.',
    )
  let port = await startOnFreePort(place, binaries)
  let watcher = watchByNode(place, binaries)
  let stopped = false
  let again: Promise<void> | undefined
  const startAgain = async (): Promise<void> => {
    notice('The database ended unexpectedly; starting it again.')
    watcher.dismiss()
    try {
      port = await startAndWait(place, binaries, port)
      watcher = watchByNode(place, binaries)
    } catch (error) {
      notice(error instanceof Error ? error.message : String(error))
    }
  }
  const timer = setInterval(() => {
    const note = readPidFile(place)
    if (stopped || again !== undefined || (note !== undefined && pidExists(note.pid))) return
    again = startAgain().finally(() => (again = undefined))
  }, CHECK_MILLISECONDS)
  timer.unref()
  return {
    connection: { host: '127.0.0.1', port, username: 'postgres', password, database: 'postgres' },
    pid: () => readPidFile(place)?.pid ?? 0,
    stop: async () => {
      stopped = true
      clearInterval(timer)
      await again
      await runPgCtl(binaries, ['stop', '-D', clusterOf(place), '-m', 'fast', '-w', '-t', '60', '-s'])
      watcher.dismiss()
    },
  }
}

async function startOnFreePort(place: Place, binaries: Binaries): Promise<number> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await startAndWait(place, binaries, await freePort())
    } catch (error) {
      // Somebody may take the port between our look and the server's start.
      if (attempt === 5) throw error
      if (!(error instanceof Error && /Address already in use|could not bind|no socket/.test(error.message)))
        throw error
    }
  }
}

async function startAndWait(place: Place, binaries: Binaries, port: number): Promise<number> {
  writeSettings(clusterOf(place), { kind: 'port', port }, undefined)
  const log = openLog(place)
  closeSync(log.fd)
  const code = await runPgCtl(binaries, [
    'start',
    '-D',
    clusterOf(place),
    '-l',
    logOf(place),
    '-w',
    '-t',
    '900',
    '-s',
  ])
  if (code !== 0) throw explainFailure(log.tail(), place)
  return port
}

/** Its output goes nowhere: the server would inherit a pipe and keep it open for ever. */
function runPgCtl(binaries: Binaries, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program(binaries, 'pg_ctl'), args, {
      stdio: 'ignore',
      windowsHide: true,
      detached: process.platform !== 'win32',
      env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() =>
        typeof address === 'object' && address !== null
          ? resolve(address.port)
          : reject(new Error('no port')),
      )
    })
  })
}

/** Like the shell of the socket way, in Node, since Windows has no such shell. */
function watchByNode(place: Place, binaries: Binaries): { dismiss: () => void } {
  const script = fileURLToPath(new URL('watchdog.ts', import.meta.url))
  const child = spawn(process.execPath, [script, program(binaries, 'pg_ctl'), clusterOf(place)], {
    detached: true,
    windowsHide: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  child.on('error', () => {})
  child.stdin.on('error', () => {})
  child.unref()
  return { dismiss: () => child.stdin.end('done\n') }
}

import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fstatSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

import { isMissing, StartError } from '#server/start-error.ts'
import { type Binaries, program } from '#server/db/embedded/binaries.ts'
import { explainFailure } from '#server/db/embedded/failure.ts'
import { clusterOf, logOf, type Place } from '#server/db/embedded/place.ts'
import { commandLine, isZombie, pidExists } from '#server/db/embedded/process-identity.ts'

const LOG_BYTES = 5 * 1024 * 1024
const POLL_MILLISECONDS = 10
/** Crash recovery of a large database takes minutes; a start that takes longer than this is stuck. */
const START_MILLISECONDS = 15 * 60_000
const GENTLE_MILLISECONDS = 20_000

/** A running server: `exited` settles when it has ended, for whatever reason. */
export type Postmaster = { pid: number; exited: Promise<void>; stop: () => Promise<void> }

const pidFile = (place: Place): string => join(clusterOf(place), 'postmaster.pid')

/** The server's own note: first line its number, eighth its state. */
export function readPidFile(place: Place): { pid: number; ready: boolean } | undefined {
  try {
    const lines = readFileSync(pidFile(place), 'utf8').split('\n')
    return { pid: Number(lines[0]), ready: lines[7]?.trim() === 'ready' }
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** Opens the log for appending; a log over 5 MB is set aside once. */
export function openLog(place: Place): { fd: number; tail: () => string } {
  const file = logOf(place)
  if ((statSync(file, { throwIfNoEntry: false })?.size ?? 0) > LOG_BYTES) renameSync(file, `${file}.1`)
  const fd = openSync(file, 'a', 0o600)
  const from = fstatSync(fd).size
  return { fd, tail: () => readFileSync(file).subarray(from).toString('utf8') }
}

/** Ends the server of a starter that was killed. Only under the lock: then no live process owns it. */
export async function endOrphan(place: Place): Promise<void> {
  const left = readPidFile(place)
  if (left !== undefined && left.pid > 0) {
    if (isOurs(left.pid, place)) await endProcess(left.pid)
    // PostgreSQL takes any process with its old number for a rival: a stranger after a crash, or a dead server
    // that a lazy first process of a container never takes note of.
    else if (pidExists(left.pid) || (await staysZombie(left.pid))) rmSync(pidFile(place), { force: true })
  }
  for (const name of ['.s.PGSQL.5432', '.s.PGSQL.5432.lock'])
    rmSync(join(place.home, 'run', name), { force: true })
}

function isOurs(pid: number, place: Place): boolean {
  if (!pidExists(pid)) return false
  const command = commandLine(pid)
  return command === '' || command.includes(clusterOf(place))
}

/** Two seconds are also ample for the backends of a killed server to notice its end. */
async function staysZombie(pid: number): Promise<boolean> {
  const deadline = Date.now() + 2000
  while (isZombie(pid) && Date.now() < deadline) await sleep(20)
  return isZombie(pid)
}

/** Fast shutdown, then an immediate one; both keep every committed row. Resolves when the process is gone. */
async function endProcess(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    sendSignal(pid, signal)
    const deadline = Date.now() + GENTLE_MILLISECONDS
    while (Date.now() < deadline) {
      if (!pidExists(pid)) return
      await sleep(20)
    }
  }
  throw new StartError(
    `An earlier database server (process ${pid}) does not end: end it by hand and start again.`,
  )
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // Already gone.
  }
}

/** Starts the server in a session of its own (Ctrl-C must not reach it before the requests are done) and waits until it takes connections. */
export async function startPostmaster(place: Place, binaries: Binaries): Promise<Postmaster> {
  const deadline = Date.now() + START_MILLISECONDS
  let blockedUntil = Date.now() + 10_000
  for (;;) {
    const log = openLog(place)
    const child = spawn(program(binaries, 'postgres'), ['-D', clusterOf(place)], {
      detached: true,
      cwd: place.home,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
      ...place.runAs,
    })
    closeSync(log.fd)
    const outcome = await untilReady(child, place, deadline)
    if (outcome.kind === 'ready') return running(child, outcome.exited)
    // Backends of a killed server need a moment to notice its end.
    if (
      outcome.kind === 'exited' &&
      /pre-existing shared memory block/.test(log.tail()) &&
      Date.now() < blockedUntil
    ) {
      await sleep(200)
      continue
    }
    blockedUntil = 0
    child.kill('SIGQUIT')
    throw explainFailure(outcome.kind === 'failed' ? outcome.reason : log.tail(), place)
  }
}

type Outcome =
  | { kind: 'ready'; exited: Promise<void> }
  | { kind: 'exited' }
  | { kind: 'failed'; reason: string }

async function untilReady(child: ChildProcess, place: Place, deadline: number): Promise<Outcome> {
  let ended = false
  let failure: string | undefined
  const exited = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      failure = error.message
      resolve()
    })
    child.once('exit', () => {
      ended = true
      resolve()
    })
  })
  while (Date.now() < deadline) {
    await Promise.race([exited, sleep(POLL_MILLISECONDS)])
    if (failure !== undefined) return { kind: 'failed', reason: failure }
    if (ended) return { kind: 'exited' }
    const note = readPidFile(place)
    if (note?.ready === true && note.pid === child.pid) return { kind: 'ready', exited }
  }
  return { kind: 'failed', reason: 'it did not become ready in time' }
}

function running(child: ChildProcess, exited: Promise<void>): Postmaster {
  const pid = child.pid ?? 0
  return {
    pid,
    exited,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill('SIGINT')
      const stuck = setTimeout(() => child.kill('SIGQUIT'), GENTLE_MILLISECONDS)
      await exited
      clearTimeout(stuck)
    },
  }
}

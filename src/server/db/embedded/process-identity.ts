import { execFileSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'

/** A process that cannot be mistaken for a later one with the same number. */
export type ProcessIdentity = { pid: number; startedAt: string; host: string }

function readOptional(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return ''
  }
}

function linuxStartedAt(pid: number): string | undefined {
  const stat = readOptional(`/proc/${pid}/stat`)
  if (stat === '') return undefined
  // The command (second field) may hold blanks and brackets, so count from its end.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (fields[0] === 'Z' || fields[0] === 'X') return undefined
  return `${readOptional('/proc/sys/kernel/random/boot_id')}:${fields[19] ?? ''}`
}

function startedAt(pid: number): string | undefined {
  if (process.platform === 'linux') return linuxStartedAt(pid)
  if (process.platform === 'win32') return signalReaches(pid) ? '' : undefined
  try {
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return undefined
  }
}

function signalReaches(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}

/** Names the machine and, on Linux, the container: process numbers mean nothing outside it. */
function thisHost(): string {
  if (process.platform !== 'linux') return hostname()
  try {
    return `${hostname()}/${readlinkSync('/proc/self/ns/pid')}`
  } catch {
    return hostname()
  }
}

export function ownIdentity(): ProcessIdentity {
  return { pid: process.pid, startedAt: startedAt(process.pid) ?? '', host: thisHost() }
}

/** Whether the process still runs; undefined when it belongs to another machine or container and cannot be seen. */
export function isAlive(identity: ProcessIdentity): boolean | undefined {
  if (identity.host !== thisHost()) return undefined
  return startedAt(identity.pid) === identity.startedAt
}

/** Whether any process has this number (a zombie counts as gone). */
export function pidExists(pid: number): boolean {
  return (
    startedAt(pid) !== undefined ||
    (process.platform === 'linux' && readOptional(`/proc/${pid}/stat`) === '' && signalReaches(pid))
  )
}

/** Whether the process has ended but its parent has not taken note: signals still seem to reach it. */
export function isZombie(pid: number): boolean {
  return /^\d+ \(.*\) Z/s.test(readOptional(`/proc/${pid}/stat`))
}

/** The command line of a process, '' when unknown. */
export function commandLine(pid: number): string {
  if (process.platform === 'linux') return readOptional(`/proc/${pid}/cmdline`).replaceAll('\0', ' ')
  if (process.platform === 'win32') return ''
  try {
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}

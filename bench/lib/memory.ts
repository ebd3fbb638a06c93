import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { Worker } from 'node:worker_threads'

const KIB_A_MB = 1024

function fieldKib(file: string, field: string): number {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+) kB`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
  } catch {
    // Gone meanwhile.
    return 0
  }
}

function parentOf(pid: number): number {
  try {
    return Number(/^PPid:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0)
  } catch {
    return 0
  }
}

/** A process and all below it; shared pages are counted once between them (PSS). */
export function familyOf(pid: number): number[] {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? [Number(name)] : []))
  const children = Map.groupBy(all, parentOf)
  const family = [pid]
  for (let at = 0; at < family.length; at += 1) family.push(...(children.get(family[at] ?? 0) ?? []))
  return family
}

/** Proportional memory of processes in MB (10⁶ is not meant: MiB, as the system counts). */
export const pssMb = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => sum + fieldKib(`/proc/${pid}/smaps_rollup`, 'Pss'), 0) / KIB_A_MB

/** Forgets the highest memory so far, so that only what follows counts. */
export function resetPeak(pid: number): void {
  writeFileSync(`/proc/${pid}/clear_refs`, '5')
}

/** The most memory a process held since then, in MB. */
export const peakMb = (pid: number): number => fieldKib(`/proc/${pid}/status`, 'VmHWM') / KIB_A_MB

/** Whether a process is one of Node, as this one. */
export const isNode = (pid: number): boolean => {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0')[0] === process.execPath
  } catch {
    return false
  }
}

/**
 * Looks at a process of ours and those below it, short-lived ones too, until asked for the most they held together, in MB.
 * In a thread: what is measured beside it does not wait for it. Not at the database, whose many shared pages take long to count.
 */
export function watchPeak(pid: number): () => number {
  const most = new Float64Array(new SharedArrayBuffer(Float64Array.BYTES_PER_ELEMENT))
  const thread = new Worker(new URL('watch.ts', import.meta.url), { workerData: { pid, most } })
  return () => {
    void thread.terminate()
    return most[0] ?? 0
  }
}

const TICKS_A_SECOND = 100

/**
 * Seconds of processor time that processes and their ended children have used so far: what a run costs, however busy the
 * machine is otherwise.
 */
export const cpuSeconds = (pids: readonly number[]): number =>
  pids.reduce((sum, pid) => {
    try {
      const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /, '')
        .split(' ')
      return sum + fields.slice(11, 15).reduce((ticks, field) => ticks + Number(field), 0)
    } catch {
      // Gone meanwhile.
      return sum
    }
  }, 0) / TICKS_A_SECOND

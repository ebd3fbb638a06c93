import { AsyncLocalStorage } from 'node:async_hooks'

/** The database did not answer in time; whoever asked is told so, and nothing that was begun is committed. */
export class DatabaseLate extends Error {
  override readonly name = 'DatabaseLate'
  readonly code = 'DATABASE_LATE'
}

const ends = new AsyncLocalStorage<number | undefined>()

/** Everything the work asks of the database must be answered within `ms`; undefined = it may take as long as it needs. */
export const withDeadline = <T>(ms: number | undefined, work: () => T): T =>
  ends.run(ms === undefined ? undefined : performance.now() + ms, work)

/** Milliseconds left to the caller, at least 1; undefined when nothing limits it (jobs, imports, commands). */
export function timeLeft(): number | undefined {
  const end = ends.getStore()
  return end === undefined ? undefined : Math.max(1, Math.ceil(end - performance.now()))
}

/** Told to running work: nobody waits for it any more. */
export interface Flag {
  readonly late: boolean
}

/**
 * Waits for the work no longer than the deadline of the caller, then throws DatabaseLate. The work is told by its flag and
 * must end without a commit; `onLate` gets it to see that it really ends.
 */
export async function within<T>(
  work: (flag: Flag) => Promise<T>,
  onLate: (running: Promise<unknown>) => void,
): Promise<T> {
  const left = timeLeft()
  const flag = { late: false }
  if (left === undefined) return work(flag)
  const running = work(flag)
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      flag.late = true
      onLate(running.catch(() => undefined))
      reject(new DatabaseLate())
    }, left)
  })
  try {
    return await Promise.race([running, late])
  } finally {
    clearTimeout(timer)
  }
}

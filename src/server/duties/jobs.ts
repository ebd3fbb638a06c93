import { fork } from 'node:child_process'
import { constants, setPriority } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { ConstructorOptions } from 'pg-boss'
import { PgBoss } from 'pg-boss'
import { tidyAttachments } from '#server/attachments/service.ts'
import type { Target } from '#server/db/client.ts'
import type { Deps } from '#server/deps.ts'
import { runDaily } from '#server/duties/service.ts'
import { tellDaily } from '#server/notices/service.ts'

const DAILY = 'daily'
/** Shortly after midnight, before anybody looks at the day's list. */
const DAILY_AT = '10 0 * * *'
const TIME_ZONE = 'Asia/Shanghai'
const CONNECTIONS = 2
/** Milliseconds the running job has to end. The queue itself would wait for ever on a database that does not answer. */
const STOP_MS = 10_000

/** Some school's run failed; why stands in the log. */
export class DailyIncomplete extends Error {
  override readonly name = 'DailyIncomplete'
}

/** The daily run: lists and duties of every school, then the notices, which go by the duties just opened. */
export async function daily(deps: Deps): Promise<void> {
  const { schools, failed } = await runDaily(deps)
  const told = await tellDaily(deps)
  await tidyAttachments(deps)
  if (failed + told.failed > 0)
    throw new DailyIncomplete(`failed for ${failed} of ${schools} schools, notices for ${told.failed}`)
}

/**
 * The same in a process of its own that lets the others go first: whoever asks the app meanwhile does not wait for it.
 * It ends with this one.
 */
export function dailyApart(): Promise<void> {
  const child = fork(fileURLToPath(new URL('worker.ts', import.meta.url)), process.argv.slice(2), {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  child.once('spawn', () => setPriority(child.pid ?? 0, constants.priority.PRIORITY_LOW))
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) =>
      code === 0 ? resolve() : reject(new Error(`daily run ended with ${signal ?? code}`)),
    )
  })
}

/**
 * Starts the job queue (its own schema, as the owner): the daily run of every school, once for all nodes, and one at
 * start that catches up after downtime. Resolves to the function that stops it, after the running job.
 */
export async function startJobs(
  { log }: Pick<Deps, 'log'>,
  owner: Target,
  run: () => Promise<void>,
): Promise<() => Promise<void>> {
  const boss = new PgBoss({ ...connectionOf(owner), max: CONNECTIONS, application_name: 'shouwang jobs' })
  // Its errors carry the whole client with them.
  boss.on('error', ({ message }) => log.error({ message }, 'job queue'))
  await boss.start()
  await boss.createQueue(DAILY, { policy: 'exclusive', retryLimit: 3, retryDelay: 60, retryBackoff: true })
  await boss.schedule(DAILY, DAILY_AT, null, { tz: TIME_ZONE, missed: 'once' })
  await boss.work(DAILY, run)
  await boss.send(DAILY)
  return () =>
    Promise.race([
      boss.stop({ graceful: true, timeout: STOP_MS }),
      wait(STOP_MS + 1000, undefined, { ref: false }),
    ])
}

/** Asks for a daily run now, whoever works on it; the id of the job, null when one is waiting already. */
export async function requestDaily(owner: Target): Promise<string | null> {
  const boss = new PgBoss({
    ...connectionOf(owner),
    max: 1,
    application_name: 'shouwang jobs',
    supervise: false,
    schedule: false,
  })
  await boss.start()
  try {
    return await boss.send(DAILY)
  } finally {
    await boss.stop({ graceful: true })
  }
}

/** The queue has a client of its own, which names some options differently. */
function connectionOf(target: Target): ConstructorOptions {
  if (typeof target === 'string') return { connectionString: target }
  const { host, port, database, username, password } = target
  return {
    ...(typeof host === 'string' ? { host } : {}),
    ...(typeof port === 'number' ? { port } : {}),
    ...(database ? { database } : {}),
    ...(username ? { user: username } : {}),
    ...(typeof password === 'string' ? { password } : {}),
  }
}

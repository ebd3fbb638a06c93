import type { ImportProgress } from '#shared/roster/schema.ts'
import type { Plan } from '#server/roster/parts/plan.ts'
import type { RosterFile } from '#server/roster/parts/stored-rows.ts'

/** What this process remembers of imports under way; everything can be had again from the database. */
interface Job {
  progress: ImportProgress
  readonly abort: AbortController
  readonly done: Promise<void>
}

interface Kept {
  readonly version: number
  readonly file: RosterFile
  plan: { readonly made: Plan; readonly at: number } | undefined
  readonly timer: NodeJS.Timeout
}

const FILES_KEPT = 2
const KEEP_FILE_MS = 300_000
/** A preview may be that much behind the roll; the commit compares anew in any case. */
const KEEP_PLAN_MS = 30_000

const jobs = new Map<string, Job>()
const kept = new Map<string, Kept>()
let queue: Promise<unknown> = Promise.resolve()

export const jobOf = (importId: string): Job | undefined => jobs.get(importId)

/** Runs one reading after another, so that two large files do not need twice the memory. */
export function queueJob(
  importId: string,
  work: (signal: AbortSignal, report: (progress: ImportProgress) => void) => Promise<void>,
): Job {
  const known = jobs.get(importId)
  if (known) return known
  const abort = new AbortController()
  const done = queue.then(async () => {
    try {
      if (!abort.signal.aborted) await work(abort.signal, (progress) => void (job.progress = progress))
    } finally {
      if (jobs.get(importId) === job) jobs.delete(importId)
    }
  })
  const job: Job = { progress: { phase: 'waiting', rowsRead: 0, rowsTotal: null }, abort, done }
  queue = done.catch(() => undefined)
  jobs.set(importId, job)
  return job
}

/** Stops a reading; its outcome is dropped. */
export function stopJob(importId: string): void {
  jobs.get(importId)?.abort.abort()
  jobs.delete(importId)
  forget(importId)
}

export function keepFile(importId: string, version: number, file: RosterFile, plan?: Plan): void {
  forget(importId)
  const [oldest] = kept.keys()
  if (kept.size >= FILES_KEPT && oldest !== undefined) forget(oldest)
  const timer = setTimeout(() => forget(importId), KEEP_FILE_MS).unref()
  kept.set(importId, { version, file, plan: plan && { made: plan, at: Date.now() }, timer })
}

export const keptFile = (importId: string, version: number): RosterFile | undefined => {
  const one = kept.get(importId)
  return one?.version === version ? one.file : undefined
}

export const keptPlan = (importId: string, version: number): Plan | undefined => {
  const one = kept.get(importId)
  return one?.version === version && one.plan && Date.now() - one.plan.at < KEEP_PLAN_MS
    ? one.plan.made
    : undefined
}

export function keepPlan(importId: string, plan: Plan): void {
  const one = kept.get(importId)
  if (one) one.plan = { made: plan, at: Date.now() }
}

export function forget(importId: string): void {
  clearTimeout(kept.get(importId)?.timer)
  kept.delete(importId)
}

/** The roll has changed: no preview holds any more. */
export function forgetPlans(): void {
  for (const one of kept.values()) one.plan = undefined
}

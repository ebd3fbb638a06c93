import { Worker } from 'node:worker_threads'
import type { MatchProblem } from '#shared/pairing/rules/match.ts'
import type { Suggestion } from '#shared/pairing/schema.ts'
import type { Found } from './optimise.ts'

export interface WorkerTask {
  readonly problem: MatchProblem
  readonly timeLimitMs: number
}
type Progress = Suggestion['progress']
export type WorkerMessage = { readonly progress: Progress } | { readonly found: Found }

/** Heap of the thread in MB; the solver's own memory lies beside it and is small. */
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 384, maxYoungGenerationSizeMb: 64 }
/** What the thread may take beyond the time it was given, before it is ended from outside. */
const GRACE_MS = 10_000

export type SearchOutcome =
  | { readonly ok: true; readonly found: Found }
  | { readonly ok: false; readonly cancelled: boolean }

/**
 * Looks for the best pairs in a thread of its own, so that no other request waits. Ends with the best found when the time
 * is up, at once on the signal.
 */
export function searchInWorker(
  task: WorkerTask,
  onProgress: (progress: Progress) => void = () => undefined,
  signal?: AbortSignal,
): Promise<SearchOutcome> {
  if (signal?.aborted) return Promise.resolve({ ok: false, cancelled: true })
  return new Promise((resolve) => {
    const worker = new Worker(new URL('../worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: RESOURCE_LIMITS,
      execArgv: [],
    })
    const finish = (outcome: SearchOutcome): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', cancel)
      worker.removeAllListeners('message')
      resolve(outcome)
      void worker.terminate()
    }
    const cancel = (): void => finish({ ok: false, cancelled: true })
    const timer = setTimeout(() => finish({ ok: false, cancelled: false }), task.timeLimitMs + GRACE_MS)
    signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) onProgress(message.progress)
      else finish({ ok: true, found: message.found })
    })
    worker.on('error', () => finish({ ok: false, cancelled: false }))
    worker.on('exit', () => finish({ ok: false, cancelled: false }))
  })
}

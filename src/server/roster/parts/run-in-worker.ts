import { Worker } from 'node:worker_threads'

import { type FileRefusal, refuseFile } from './file-outcome.ts'
import type { ReadProgress, ReadRosterOptions } from './read-roster.ts'
import type { TableOutcome } from './read-table.ts'

export type WorkerTask =
  | { bytes: Uint8Array; options: ReadRosterOptions }
  | { bytes: Uint8Array; table: true }
export type WorkerMessage = { progress: ReadProgress } | { outcome: PackedOutcome | TableOutcome }
/** What was read, packed (stored-rows.ts): as objects it would lie in both threads at once. */
export type PackedOutcome = { ok: true; packed: Uint8Array } | FileRefusal

// Heap of the worker in MB; the whole import stays under 400 MB with it.
const RESOURCE_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 32, stackSizeMb: 4 }
const TIME_LIMIT_MS = 120_000

export type RunOptions = { signal?: AbortSignal; timeLimitMs?: number }

/**
 * Reads and checks a roster file in a thread of its own with bounded memory, so that a hostile file can stop neither
 * the server nor its other requests. Every fault is an outcome: `took-too-long` after two minutes, `too-large` when
 * the memory does not suffice, `cancelled` on the signal.
 */
export function readRosterInWorker(
  bytes: Uint8Array,
  options: ReadRosterOptions,
  onProgress: (progress: ReadProgress) => void = () => undefined,
  run: RunOptions = {},
): Promise<PackedOutcome> {
  return inWorker<PackedOutcome>({ bytes, options }, onProgress, run)
}

/** The first sheet of a file as text, within the same limits. */
export function readTableInWorker(bytes: Uint8Array): Promise<TableOutcome> {
  return inWorker<TableOutcome>({ bytes, table: true }, () => undefined, {})
}

function inWorker<Outcome extends PackedOutcome | TableOutcome>(
  task: WorkerTask,
  onProgress: (progress: ReadProgress) => void,
  run: RunOptions,
): Promise<Outcome | FileRefusal> {
  if (run.signal?.aborted) return Promise.resolve(refuseFile('cancelled'))
  return new Promise((resolve) => {
    const worker = new Worker(new URL('../worker.ts', import.meta.url), {
      workerData: task,
      resourceLimits: RESOURCE_LIMITS,
      execArgv: [],
    })
    const finish = (outcome: Outcome | FileRefusal): void => {
      clearTimeout(timer)
      run.signal?.removeEventListener('abort', cancel)
      worker.removeAllListeners('message')
      resolve(outcome)
      void worker.terminate()
    }
    const cancel = (): void => finish(refuseFile('cancelled'))
    const timer = setTimeout(() => finish(refuseFile('took-too-long')), run.timeLimitMs ?? TIME_LIMIT_MS)
    run.signal?.addEventListener('abort', cancel, { once: true })
    worker.on('message', (message: WorkerMessage) => {
      if ('progress' in message) onProgress(message.progress)
      else finish(message.outcome as Outcome)
    })
    worker.on('error', (error: unknown) => {
      const isMemory = error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      finish(refuseFile(isMemory ? 'too-large' : 'damaged'))
    })
    worker.on('exit', () => finish(refuseFile('damaged')))
  })
}

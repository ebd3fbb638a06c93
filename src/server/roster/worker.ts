import { parentPort, workerData } from 'node:worker_threads'

import { type ReadOutcome, readRoster } from './parts/read-roster.ts'
import { readTableRows } from './parts/read-table.ts'
import type { PackedOutcome, WorkerMessage, WorkerTask } from './parts/run-in-worker.ts'
import { packRoster } from './parts/stored-rows.ts'

const packed = (outcome: ReadOutcome): PackedOutcome =>
  outcome.ok ? { ok: true, packed: packRoster(outcome) } : outcome

/** Entry of the thread that run-in-worker.ts starts: one file, then it ends. */
async function main(port: NonNullable<typeof parentPort>, task: WorkerTask): Promise<void> {
  const { buffer, byteOffset, byteLength } = task.bytes
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  const send = (message: WorkerMessage): void => port.postMessage(message)
  const outcome =
    'table' in task
      ? await readTableRows(bytes)
      : packed(await readRoster(bytes, task.options, (progress) => send({ progress })))
  send({ outcome })
}

if (parentPort !== null) await main(parentPort, workerData as WorkerTask)

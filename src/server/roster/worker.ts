import { parentPort, workerData } from 'node:worker_threads'

import { readRoster } from './parts/read-roster.ts'
import type { WorkerMessage, WorkerTask } from './parts/run-in-worker.ts'

/** Entry of the thread that readRosterInWorker starts: one file, then it ends. */
async function main(port: NonNullable<typeof parentPort>, task: WorkerTask): Promise<void> {
  const { buffer, byteOffset, byteLength } = task.bytes
  const bytes = Buffer.from(buffer, byteOffset, byteLength)
  const send = (message: WorkerMessage): void => port.postMessage(message)
  send({ outcome: await readRoster(bytes, task.options, (progress) => send({ progress })) })
}

if (parentPort !== null) await main(parentPort, workerData as WorkerTask)

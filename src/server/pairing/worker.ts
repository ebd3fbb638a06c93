import { parentPort, workerData } from 'node:worker_threads'
import type { MatchProblem } from '#shared/pairing/rules/match.ts'
import { tableOf } from '#shared/pairing/rules/model.ts'
import { optimise } from './parts/optimise.ts'
import type { WorkerMessage, WorkerTask } from './parts/run-in-worker.ts'

/** Entry of the thread that run-in-worker.ts starts: one search, then it ends. */
async function main(
  port: NonNullable<typeof parentPort>,
  { problem, timeLimitMs }: WorkerTask,
): Promise<void> {
  const send = (message: WorkerMessage): void => port.postMessage(message)
  send({ progress: { step: 'rules', round: 0, gap: null } })
  const table = tableOf(problem satisfies MatchProblem)
  const found = await optimise(table, {
    timeLimitMs,
    onRound: (round, gap) => send({ progress: { step: 'solving', round, gap } }),
  })
  send({ found })
}

if (parentPort !== null) await main(parentPort, workerData as WorkerTask)

import { parentPort, workerData } from 'node:worker_threads'
import { familyOf, isNode, pssMb } from './memory.ts'

const WATCH_MS = 200

/** The thread of watchPeak: looks every so often, and answers with the most when told to stop. */
let most = 0
const timer = setInterval(() => {
  most = Math.max(most, pssMb(familyOf(workerData as number).filter(isNode)))
}, WATCH_MS)
parentPort?.once('message', () => {
  clearInterval(timer)
  parentPort?.postMessage(most)
})

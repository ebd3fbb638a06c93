import { workerData } from 'node:worker_threads'
import { familyOf, isNode, pssMb } from './memory.ts'

const WATCH_MS = 200

/** The thread of watchPeak: looks every so often and keeps the most in memory that both see. */
const { pid, most } = workerData as { pid: number; most: Float64Array }
setInterval(() => {
  most[0] = Math.max(most[0] ?? 0, pssMb(familyOf(pid).filter(isNode)))
}, WATCH_MS)

import type { Server } from 'node:http'
import { DEADLINE_MS } from '#server/http/route.ts'

/** Milliseconds a request under way has once the server is told to stop; a little more than the database is given. */
const GRACE_MS = DEADLINE_MS + 5000

/** Closes the server when its requests are done. One that never arrives whole does not keep it open for ever. */
export async function finishRequests(
  server: Server,
  close: () => Promise<void>,
  graceMs = GRACE_MS,
): Promise<void> {
  const timer = setTimeout(() => server.closeAllConnections(), graceMs)
  try {
    await close()
  } finally {
    clearTimeout(timer)
  }
}

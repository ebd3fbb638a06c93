import { isReachable, reportReachable, reportUnreachable } from './online.ts'

/** Whoever pressed for something waits no longer than this. */
const LONGEST_MS = 10_000

/** Asks the server itself; what other requests go by is told, too. */
export async function isServerThere(): Promise<boolean> {
  const there = await fetch('/api/health', {
    cache: 'no-store',
    signal: AbortSignal.timeout(LONGEST_MS),
  }).then(
    () => true,
    () => false,
  )
  if (there) reportReachable()
  else reportUnreachable()
  return there
}

const isKeptHere = (): boolean => 'serviceWorker' in navigator && navigator.serviceWorker.controller !== null

/**
 * Whether a part of the program can come now. One that is asked for without a signal is lost, with all it needs, for the life
 * of the page: most browsers keep that it failed and do not ask again.
 */
export const mayFetch = async (): Promise<boolean> => isReachable() || isKeptHere() || (await isServerThere())

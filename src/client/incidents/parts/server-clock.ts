import { useEffect, useState } from 'react'

const TICK_MS = 5000

/**
 * The server's clock, kept going: `now` is what it was when its answer came at `receivedAt` by this device's clock. A phone that
 * goes wrong shows the right minutes all the same.
 */
export function useServerClock(now: string | undefined, receivedAt: number): string {
  const offset = now === undefined ? 0 : Date.parse(now) - receivedAt
  const [at, setAt] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setAt(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  // An answer may be newer than the last tick.
  return new Date(Math.max(at, receivedAt) + offset).toISOString()
}

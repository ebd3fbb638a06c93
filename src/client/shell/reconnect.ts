import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isAtWork } from '#client/lib/activity.ts'
import { useOnline } from '#client/lib/online.ts'

const EVERY = 15_000

/**
 * What could not be fetched is asked for again by itself: when the signal is back, and from time to time while the device
 * thinks it has one and the server does not answer. Whether the server was reachable when last tried.
 */
export function useReconnect(): boolean {
  const online = useOnline()
  const queries = useQueryClient()
  useEffect(() => {
    const again = (): void =>
      void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null })
    if (online) return again()
    const timer = setInterval(() => navigator.onLine && isAtWork(5) && again(), EVERY)
    return () => clearInterval(timer)
  }, [online, queries])
  return online
}

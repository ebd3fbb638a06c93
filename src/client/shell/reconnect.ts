import { useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { isAtWork } from '#client/lib/activity.ts'
import { useOnline } from '#client/lib/online.ts'

/** A network that is there may lead nowhere: the server is looked for from time to time. */
const LOOK_MS = 10_000

/** Tries again when the device says that the signal is back, and meanwhile while somebody is there; ends when called. */
export function lookAgain(again: () => void): () => void {
  const timer = setInterval(() => navigator.onLine && isAtWork(5) && again(), LOOK_MS)
  addEventListener('online', again)
  return () => {
    clearInterval(timer)
    removeEventListener('online', again)
  }
}

/** What could not be fetched is asked for again by itself. Whether the server was reachable when last tried. */
export function useReconnect(): boolean {
  const online = useOnline()
  const queries = useQueryClient()
  useEffect(() => {
    const again = (): void =>
      void queries.refetchQueries({ type: 'active', predicate: ({ state }) => state.error !== null })
    if (!online) return lookAgain(again)
    again()
    return undefined
  }, [online, queries])
  return online
}

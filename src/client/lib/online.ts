import { useSyncExternalStore } from 'react'

const listeners = new Set<() => void>()
let reachable = navigator.onLine

function set(next: boolean): void {
  if (next === reachable) return
  reachable = next
  for (const listener of listeners) listener()
}

/** A request went out and nothing came back. */
export const reportUnreachable = (): void => set(false)
/** The server answered, whatever it said. */
export const reportReachable = (): void => set(true)

addEventListener('online', () => set(true))
addEventListener('offline', () => set(false))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The same outside a component. */
export const isReachable = (): boolean => reachable

/** Whether the server was reachable when last tried. */
export const useOnline = (): boolean => useSyncExternalStore(subscribe, () => reachable)

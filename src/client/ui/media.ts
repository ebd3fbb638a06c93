import { useSyncExternalStore } from 'react'

const queries = { table: '(min-width: 768px)', desk: '(min-width: 1024px)' }

/** Whether the window is wide enough for a table (768 px) or for the side bar (1024 px). */
export function useWide(size: keyof typeof queries): boolean {
  const query = matchMedia(queries[size])
  return useSyncExternalStore(
    (listener) => {
      query.addEventListener('change', listener)
      return () => query.removeEventListener('change', listener)
    },
    () => query.matches,
  )
}

const WINDOW_MS = 10 * 60_000
const MOST_KEYS = 10_000

export interface Limit {
  /** Counts one and says whether it is still within the limit. */
  take(key: string): boolean
}

/** So many of one kind in ten minutes, counted in this process; the oldest windows are forgotten first. */
export function createLimit(most: number, now: () => number): Limit {
  const windows = new Map<string, { count: number; until: number }>()
  return {
    take(key) {
      const at = now()
      const known = windows.get(key)
      const open = known && known.until > at ? known : { count: 0, until: at + WINDOW_MS }
      windows.delete(key)
      if (windows.size >= MOST_KEYS) {
        const oldest = windows.keys().next().value
        if (oldest !== undefined) windows.delete(oldest)
      }
      windows.set(key, { count: open.count + 1, until: open.until })
      return open.count < most
    },
  }
}

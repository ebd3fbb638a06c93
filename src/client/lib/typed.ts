import { useLocation } from '@tanstack/react-router'
import { newId } from './id.ts'

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Under which mark the words typed on this page are kept. */
    typed?: string
  }
}

/** Words by mark: gone with the page, and with whoever signs out. */
const kept = new Map<string, object>()

/**
 * What was typed on a page to find somebody. Going back finds it again, while address, history and log hold a mark that
 * says nothing (H-02, H-26): the words themselves stay in memory. `keep` gives the state to navigate with.
 */
export function useTyped<Words extends object>(): {
  typed: Partial<Words>
  keep: (words: Partial<Words>) => { typed: string }
} {
  const mark = useLocation({ select: ({ state }) => state.typed })
  const typed: Partial<Words> = (mark === undefined ? undefined : kept.get(mark)) ?? {}
  const keep = (words: Partial<Words>): { typed: string } => {
    // A new mark each time: the same one would not be drawn anew, and one of before a reload must mean nothing.
    const next = newId()
    kept.set(next, words)
    return { typed: next }
  }
  return { typed, keep }
}

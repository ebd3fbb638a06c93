import type { HelperPart, Suggestion } from '#shared/pairing/schema.ts'

/** A search this process remembers for a while. Its result is kept nowhere until somebody accepts it. */
export interface Search {
  readonly schoolId: string
  readonly userId: string
  readonly abort: AbortController
  state: Suggestion['state']
  readonly part: HelperPart
  progress: Suggestion['progress']
  result: Suggestion['result']
}

const KEEP_MS = 30 * 60_000
const MOST = 40

const searches = new Map<string, Search>()
let queue: Promise<unknown> = Promise.resolve()

/** The search of this person in this school; anybody else's does not exist. */
export function findSearch(id: string, schoolId: string, userId: string): Search | undefined {
  const one = searches.get(id)
  return one?.schoolId === schoolId && one.userId === userId ? one : undefined
}

/** Runs one search after another, so that two large ones do not take twice the memory; the same id again is the same search. */
export function beginSearch(
  id: string,
  about: Pick<Search, 'schoolId' | 'userId' | 'part'>,
  work: (search: Search) => Promise<Suggestion['result'] | undefined>,
): Search {
  const known = searches.get(id)
  if (known) return known
  const search: Search = {
    ...about,
    abort: new AbortController(),
    state: 'running',
    progress: { step: 'waiting', round: 0, gap: null },
    result: null,
  }
  const [oldest] = searches.keys()
  if (searches.size >= MOST && oldest !== undefined) searches.delete(oldest)
  searches.set(id, search)
  setTimeout(() => searches.delete(id), KEEP_MS).unref()
  queue = queue.then(async () => {
    if (search.abort.signal.aborted) return
    try {
      const result = await work(search)
      if (search.state !== 'running') return
      search.result = result ?? null
      search.state = result ? 'done' : 'failed'
    } catch {
      if (search.state === 'running') search.state = 'failed'
    }
  })
  return search
}

export function stopSearch(search: Search): void {
  if (search.state !== 'running') return
  search.state = 'cancelled'
  search.abort.abort()
}

export const shownOf = ({ state, part, progress, result }: Search): Suggestion => ({
  state,
  part,
  progress,
  result,
})

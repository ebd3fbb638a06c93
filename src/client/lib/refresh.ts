import type { QueryClient } from '@tanstack/react-query'

/** After something was written every list and figure may have changed; the session has not. */
export const refreshScreens = (queries: QueryClient): Promise<void> =>
  queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' })

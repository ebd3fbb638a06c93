import { QueryClient } from '@tanstack/react-query'
import { ApiError, isPassing } from './api-error.ts'

/** A device without signal says so at once; it is tried again when the signal is back. */
const mayRetry = (failures: number, error: Error): boolean =>
  failures < 2 && navigator.onLine && isPassing(error)

/** One cache for the whole app: fresh for 20 s, tried again only when the trouble may pass. */
export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 20_000,
      gcTime: 10 * 60_000,
      // We word "no signal" ourselves instead of waiting silently for it.
      networkMode: 'always',
      retry: (failures, error) => (error instanceof ApiError ? mayRetry(failures, error) : false),
      retryDelay: (failures) => 1000 * 2 ** failures,
      refetchOnWindowFocus: true,
      refetchOnReconnect: true,
    },
    mutations: { networkMode: 'always', retry: false },
  },
})

import { queryOptions } from '@tanstack/react-query'
import { listCarried } from '#shared/transfers/api.ts'
import { call } from './call.ts'

/** What the school before did for a child. */
export const carriedQuery = (id: string) =>
  queryOptions({
    queryKey: ['carried', id],
    queryFn: async ({ signal }) => (await call(listCarried, { params: { id }, signal })).duties,
    staleTime: 5 * 60_000,
  })

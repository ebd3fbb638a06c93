import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { listNotices, readNotices } from '#shared/notices/api.ts'
import { call } from './call.ts'

/** The own notices: the bell, My day and their page show the same answer. Asked again each minute while one looks. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call(listNotices, { signal }),
  refetchInterval: 60_000,
})

/** Most that one request may name. */
const AT_ONCE = 100

export function useReadNotices() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ids: readonly string[]) => call(readNotices, { body: { ids: ids.slice(0, AT_ONCE) } }),
    onSettled: () => queries.invalidateQueries({ queryKey: noticesQuery.queryKey }),
  })
}

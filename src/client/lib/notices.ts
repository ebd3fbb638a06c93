import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { listNotices, readNotices } from '#shared/notices/api.ts'
import { isAtWork } from './activity.ts'
import { call } from './call.ts'

const EVERY_MINUTE = 60_000

/** The own notices: the bell, My day and their page show the same answer. Asked again each minute while somebody works. */
export const noticesQuery = queryOptions({
  queryKey: ['notices'],
  queryFn: ({ signal }) => call(listNotices, { signal }),
  refetchInterval: () => isAtWork(5) && EVERY_MINUTE,
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

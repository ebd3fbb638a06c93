import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { correctWork, fileWork, getDutyWork } from '#shared/work/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const dutyWorkQuery = (dutyId: string) =>
  queryOptions({
    queryKey: ['work', dutyId],
    queryFn: ({ signal }) => call(getDutyWork, { params: { id: dutyId }, signal }),
  })

/** Files a record. Sent again with the same id it is the same record. */
export function useFileWork(dutyId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CallInput<typeof fileWork>['body']) =>
      call(fileWork, { params: { id: dutyId }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

export function useCorrectWork(workId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CallInput<typeof correctWork>['body']) =>
      call(correctWork, { params: { id: workId }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

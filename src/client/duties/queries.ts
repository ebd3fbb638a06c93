import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { excuseDuty, getMyChildren, getMyDay, getMyWeek, withdrawExcuse } from '#shared/duties/api.ts'
import type { ExcuseInput } from '#shared/duties/schema.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const myDayQuery = queryOptions({
  queryKey: ['my-day'],
  queryFn: ({ signal }) => call(getMyDay, { signal }),
})

export const myWeekQuery = queryOptions({
  queryKey: ['my-week'],
  queryFn: ({ signal }) => call(getMyWeek, { signal }),
})

export const myChildrenQuery = queryOptions({
  queryKey: ['my-children'],
  queryFn: ({ signal }) => call(getMyChildren, { signal }),
})

/** Excuses a duty; the answer is awaited, then every list is asked anew. */
export function useExcuse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ dutyId, body }: { dutyId: string; body: ExcuseInput }) =>
      call(excuseDuty, { params: { id: dutyId }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

export function useWithdrawExcuse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (dutyId: string) => call(withdrawExcuse, { params: { id: dutyId } }),
    onSuccess: () => refreshScreens(queries),
  })
}

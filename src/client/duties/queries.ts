import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { fillPost, listCoverPeople } from '#shared/cover/api.ts'
import type { PostInput } from '#shared/cover/schema.ts'
import { getMyDay, listMyRing } from '#shared/day/api.ts'
import { decideExcuse, excuseDuty, listAskedExcuses, withdrawExcuse } from '#shared/duties/api.ts'
import type { ExcuseAnswer, ExcuseInput } from '#shared/excuses/schema.ts'
import { getMyChildren, getMyWeek } from '#shared/week/api.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const myDayQuery = queryOptions({
  queryKey: ['my-day'],
  queryFn: ({ signal }) => call(getMyDay, { signal }),
})

/** Under the day: whatever makes the day stale makes this stale, too. */
export const myRingQuery = queryOptions({
  queryKey: ['my-day', 'ring'],
  queryFn: ({ signal }) => call(listMyRing, { signal }),
})

export const myWeekQuery = queryOptions({
  queryKey: ['my-week'],
  queryFn: ({ signal }) => call(getMyWeek, { signal }),
})

export const myChildrenQuery = queryOptions({
  queryKey: ['my-children'],
  queryFn: ({ signal }) => call(getMyChildren, { signal }),
})

/** Who may be asked to take charge. */
export const colleaguesQuery = queryOptions({
  queryKey: ['covers', 'people'],
  queryFn: async ({ signal }) => (await call(listCoverPeople, { signal })).people,
})

export function useFillPost() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PostInput) => call(fillPost, { body }),
    onSuccess: () => refreshScreens(queries),
  })
}

/** Excuses a duty; the answer is awaited, then every list is asked anew. */
export function useExcuse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ dutyId, body }: { dutyId: string; body: ExcuseInput }) =>
      call(excuseDuty, { params: { id: dutyId }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

export const askedQuery = queryOptions({
  queryKey: ['excuses'],
  queryFn: async ({ signal }) => (await call(listAskedExcuses, { signal })).excuses,
})

export function useDecideExcuse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: ExcuseAnswer }) =>
      call(decideExcuse, { params: { id }, body }),
    onSettled: () => refreshScreens(queries),
  })
}

export function useWithdrawExcuse() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (dutyId: string) => call(withdrawExcuse, { params: { id: dutyId } }),
    onSuccess: () => refreshScreens(queries),
  })
}

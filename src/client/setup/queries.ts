import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { getSetupState, listAccounts } from '#shared/accounts/api.ts'
import { listCalendarDays } from '#shared/calendar/api.ts'
import { adoptPlan, getPlan, getPlanLoad } from '#shared/duties/api.ts'
import type { PlanInput } from '#shared/duties/schema.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const setupStateQuery = (token: string) =>
  queryOptions({
    queryKey: ['setup', token],
    queryFn: ({ signal }) => call(getSetupState, { params: { token }, signal }),
    // The link is used up by the form itself: asked once.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

export const daysQuery = (yearId: string) =>
  queryOptions({
    queryKey: ['calendar', yearId],
    queryFn: ({ signal }) => call(listCalendarDays, { query: { yearId }, signal }),
  })

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => call(listAccounts, { signal }),
})

export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => call(getPlan, { signal }),
})

/** What a plan would ask here, before it is promised. */
export const planLoadQuery = (preset: string, definition?: string) =>
  queryOptions({
    queryKey: ['plan', 'load', preset, definition ?? null],
    queryFn: ({ signal }) => call(getPlanLoad, { params: { preset }, query: { definition }, signal }),
    staleTime: 5 * 60_000,
  })

export function useAdoptPlan() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: PlanInput) => call(adoptPlan, { body }),
    onSuccess: () => refreshScreens(queries),
  })
}

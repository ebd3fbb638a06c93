import { queryOptions } from '@tanstack/react-query'
import { getSetupState, listAccounts } from '#shared/accounts/api.ts'
import { listCalendarDays } from '#shared/calendar/api.ts'
import { call } from '#client/lib/call.ts'

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

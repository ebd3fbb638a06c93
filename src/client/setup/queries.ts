import { queryOptions } from '@tanstack/react-query'
import { getSetupState } from '#shared/accounts/api.ts'
import { call } from '#client/lib/call.ts'

export const setupStateQuery = (token: string) =>
  queryOptions({
    queryKey: ['setup', token],
    queryFn: ({ signal }) => call(getSetupState, { params: { token }, signal }),
    // The link is used up by the form itself: asked once.
    staleTime: Infinity,
    refetchOnWindowFocus: false,
  })

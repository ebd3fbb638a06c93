import { queryOptions } from '@tanstack/react-query'
import { getPlan } from '#shared/duties/api.ts'
import { call } from './call.ts'

/** The plan in force and one that begins later: set-up and the plans' own pages show it. */
export const planQuery = queryOptions({
  queryKey: ['plan'],
  queryFn: ({ signal }) => call(getPlan, { signal }),
})

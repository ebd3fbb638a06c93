import { queryOptions } from '@tanstack/react-query'
import { getChildAlerts, listAlerts } from '#shared/family/api.ts'
import { call, type CallInput } from './call.ts'

export const childAlertsQuery = (id: string) =>
  queryOptions({
    queryKey: ['child-alerts', id],
    queryFn: ({ signal }) => call(getChildAlerts, { params: { id }, signal }),
  })

type Query = CallInput<typeof listAlerts>['query']

export const alertsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['alerts', query],
    queryFn: ({ signal }) => call(listAlerts, { query, signal }),
  })

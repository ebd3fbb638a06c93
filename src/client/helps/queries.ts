import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { getOwnCard, recordOwnHelp } from '#shared/helpers/api.ts'
import { recordHelp } from '#shared/helps/api.ts'
import type { HelpInput, OwnHelpInput } from '#shared/helps/schema.ts'
import { getPairing } from '#shared/pairing/api.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const pairingQuery = (id: string) =>
  queryOptions({
    queryKey: ['pairings', 'one', id],
    queryFn: async ({ signal }) => (await call(getPairing, { params: { id }, signal })).pairing,
  })

export const ownCardQuery = queryOptions({
  queryKey: ['my-card'],
  queryFn: ({ signal }) => call(getOwnCard, { signal }),
})

export function useRecordHelp(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: HelpInput) => call(recordHelp, { params: { id }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

export function useRecordOwnHelp(id: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: OwnHelpInput) => call(recordOwnHelp, { params: { id }, body }),
    onSuccess: () => refreshScreens(queries),
  })
}

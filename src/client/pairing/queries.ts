import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  cancelSuggestion,
  changeAgreed,
  endPairing,
  getPairing,
  getPairingChoices,
  getPairings,
  getSlip,
  getSuggestion,
  proposePairings,
  recordConsent,
  recordConsents,
  reviewPairing,
  startPairing,
  startSuggestion,
} from '#shared/pairing/api.ts'
import { listHelps, withdrawHelp } from '#shared/helps/api.ts'
import type {
  Agreed,
  ConsentInput,
  ConsentsInput,
  EndInput,
  HelperPart,
  PairingInput,
  ReviewInput,
} from '#shared/pairing/schema.ts'
import { call } from '#client/lib/call.ts'
import { newId } from '#client/lib/id.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const pairingsQuery = queryOptions({
  queryKey: ['pairings'],
  queryFn: ({ signal }) => call(getPairings, { query: { ended: 'no' }, signal }),
})

export const choicesQuery = queryOptions({
  queryKey: ['pairings', 'choices'],
  queryFn: ({ signal }) => call(getPairingChoices, { signal }),
})

export const pairingQuery = (id: string) =>
  queryOptions({
    queryKey: ['pairings', 'one', id],
    queryFn: async ({ signal }) => (await call(getPairing, { params: { id }, signal })).pairing,
  })

export const slipQuery = (id: string, enabled: boolean) =>
  queryOptions({
    queryKey: ['pairings', 'slip', id],
    queryFn: ({ signal }) => call(getSlip, { params: { id }, signal }),
    enabled,
  })

/** One change after which every list may have changed. */
function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => refreshScreens(queries) })
}

export const usePropose = () =>
  useChange((pairings: PairingInput[]) => call(proposePairings, { body: { pairings } }))
export const useConsents = (id: string) =>
  useChange((body: ConsentsInput) => call(recordConsents, { params: { id }, body }))
export const useConsent = (id: string) =>
  useChange((body: ConsentInput) => call(recordConsent, { params: { id }, body }))
export const useStart = (id: string) =>
  useChange((trialTo: string) => call(startPairing, { params: { id }, body: { trialTo } }))
export const useReview = (id: string) =>
  useChange((body: ReviewInput) => call(reviewPairing, { params: { id }, body }))
export const useEnd = (id: string) =>
  useChange((body: EndInput) => call(endPairing, { params: { id }, body }))
export const useAgreed = (id: string) =>
  useChange((body: { version: number; agreed: Agreed; supervisorId: string | null }) =>
    call(changeAgreed, { params: { id }, body }),
  )

export const useSearch = () =>
  useMutation({
    mutationFn: async (part: HelperPart) => {
      const id = newId()
      await call(startSuggestion, { body: { id, part } })
      return id
    },
  })

/** Asked again until it is through. */
export const searchQuery = (id: string | null) =>
  queryOptions({
    queryKey: ['pairing-search', id],
    queryFn: ({ signal }) => {
      if (id === null) throw new Error('no search was begun')
      return call(getSuggestion, { params: { id }, signal })
    },
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? 300 : false),
    staleTime: Number.POSITIVE_INFINITY,
  })

export const useStopSearch = () => {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(cancelSuggestion, { params: { id } }),
    onSuccess: (stopped, id) => queries.setQueryData(searchQuery(id).queryKey, stopped),
  })
}

export const helpsQuery = (id: string) =>
  queryOptions({
    queryKey: ['helps', id],
    queryFn: ({ signal }) => call(listHelps, { params: { id }, signal }),
  })
export const useWithdrawHelp = (id: string) =>
  useChange((helpId: string) => call(withdrawHelp, { params: { id, helpId } }))

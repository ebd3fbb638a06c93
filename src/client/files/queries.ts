import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { listChildCards } from '#shared/cards/api.ts'
import { changeBasics } from '#shared/children/api.ts'
import {
  addOwnField,
  changeFile,
  changeOwnField,
  confirmSections,
  getFileRecord,
  listKeepers,
  listOwnFields,
  listRenewals,
  printFile,
  setRenewalRule,
  stateGoal,
} from '#shared/files/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const fileRecordQuery = (id: string) =>
  queryOptions({
    queryKey: ['file-record', id],
    queryFn: ({ signal }) => call(getFileRecord, { params: { id }, signal }),
  })

/** To whom the file can be handed. */
export const keepersQuery = (id: string) =>
  queryOptions({
    queryKey: ['keepers', id],
    queryFn: async ({ signal }) => (await call(listKeepers, { params: { id }, signal })).keepers,
  })

/** The child's latest cards: what a goal may point to. */
export const cardsQuery = (id: string) =>
  queryOptions({
    queryKey: ['file-cards', id],
    queryFn: async ({ signal }) => (await call(listChildCards, { params: { id }, signal })).cards,
  })

export const renewalsQuery = queryOptions({
  queryKey: ['renewals'],
  queryFn: ({ signal }) => call(listRenewals, { signal }),
})

export const ownFieldsQuery = queryOptions({
  queryKey: ['own-fields'],
  queryFn: ({ signal }) => call(listOwnFields, { signal }),
  staleTime: 5 * 60_000,
})

/** One change; afterwards everything that shows it is asked anew. */
function useChange<Input>(send: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => refreshScreens(queries) })
}

export const useChangeBasics = () =>
  useChange((input: CallInput<typeof changeBasics>) => call(changeBasics, input))
export const useChangeFile = () => useChange((input: CallInput<typeof changeFile>) => call(changeFile, input))
export const useStateGoal = () => useChange((input: CallInput<typeof stateGoal>) => call(stateGoal, input))
export const useConfirm = () =>
  useChange((input: CallInput<typeof confirmSections>) => call(confirmSections, input))
export const useSetRule = () =>
  useChange((input: CallInput<typeof setRenewalRule>) => call(setRenewalRule, input))
export const useAddOwnField = () =>
  useChange((input: CallInput<typeof addOwnField>) => call(addOwnField, input))
export const useChangeOwnField = () =>
  useChange((input: CallInput<typeof changeOwnField>) => call(changeOwnField, input))

/** That it goes to paper is on record before the paper comes. */
export const usePrintFile = (id: string) =>
  useMutation({ mutationFn: () => call(printFile, { params: { id } }) })

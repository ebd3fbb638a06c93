import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  checkContacts,
  decideProposal,
  getOwnNumbers,
  getRounds,
  makeContactLink,
  printContactCard,
  saveOwnNumbers,
  startRound,
} from '#shared/contacts/api.ts'
import { addNamed, changeNamed } from '#shared/family/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const roundsQuery = (classId: string | undefined) =>
  queryOptions({
    queryKey: ['contact-rounds', classId],
    queryFn: ({ signal }) => call(getRounds, { query: classId === undefined ? {} : { classId }, signal }),
    placeholderData: keepPreviousData,
  })

export const ownNumbersQuery = queryOptions({
  queryKey: ['own-numbers'],
  queryFn: ({ signal }) => call(getOwnNumbers, { signal }),
})

function useChange<Input, Output>(send: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => refreshScreens(queries) })
}

export const usePrintCard = () =>
  useMutation({ mutationFn: (id: string) => call(printContactCard, { params: { id } }) })
export const useCheck = () =>
  useChange((input: CallInput<typeof checkContacts>) => call(checkContacts, input))
export const useMakeLink = () =>
  useChange((input: CallInput<typeof makeContactLink>) => call(makeContactLink, input))
export const useAddNamed = () => useChange((input: CallInput<typeof addNamed>) => call(addNamed, input))
export const useChangeNamed = () =>
  useChange((input: CallInput<typeof changeNamed>) => call(changeNamed, input))
export const useDecide = () =>
  useChange((input: CallInput<typeof decideProposal>) => call(decideProposal, input))
export const useStartRound = () =>
  useChange((body: CallInput<typeof startRound>['body']) => call(startRound, { body }))
export const useSaveNumbers = () =>
  useChange((body: CallInput<typeof saveOwnNumbers>['body']) => call(saveOwnNumbers, { body }))

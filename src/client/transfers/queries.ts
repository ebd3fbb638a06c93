import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  acceptTransfer,
  askTransfer,
  confirmLeaving,
  leaveSchool,
  listOtherSchools,
  listTransfers,
  moveToClass,
  refuseTransfer,
  returnToSchool,
  withdrawTransfer,
} from '#shared/transfers/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const transfersQuery = queryOptions({
  queryKey: ['transfers'],
  queryFn: async ({ signal }) => (await call(listTransfers, { signal })).transfers,
})

export const schoolsQuery = queryOptions({
  queryKey: ['transfers', 'schools'],
  queryFn: async ({ signal }) => (await call(listOtherSchools, { signal })).schools,
  staleTime: 10 * 60_000,
})

/** A move; afterwards every list is asked anew, also when it was refused: somebody else may have been first. */
function useMove<Input, Answer>(send: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSettled: () => refreshScreens(queries) })
}

export const useAskTransfer = () =>
  useMove((body: CallInput<typeof askTransfer>['body']) => call(askTransfer, { body }))
export const useAccept = () =>
  useMove((input: CallInput<typeof acceptTransfer>) => call(acceptTransfer, input))
export const useRefuse = () =>
  useMove((input: CallInput<typeof refuseTransfer>) => call(refuseTransfer, input))
export const useWithdraw = () => useMove((id: string) => call(withdrawTransfer, { params: { id } }))
export const useConfirm = () =>
  useMove((input: CallInput<typeof confirmLeaving>) => call(confirmLeaving, input))
export const useMoveToClass = () =>
  useMove((input: CallInput<typeof moveToClass>) => call(moveToClass, input))
export const useLeave = () => useMove((input: CallInput<typeof leaveSchool>) => call(leaveSchool, input))
export const useReturn = () =>
  useMove((input: CallInput<typeof returnToSchool>) => call(returnToSchool, input))

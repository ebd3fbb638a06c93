import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  addHelper,
  addHelperCheck,
  changeHelper,
  getOwnCard,
  giveHelperAccount,
  leaveHelper,
  listHelpers,
} from '#shared/helpers/api.ts'
import type { CheckInput, HelperChange, HelperInput } from '#shared/helpers/schema.ts'
import { call } from '#client/lib/call.ts'
import { newId } from '#client/lib/id.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const helpersQuery = queryOptions({
  queryKey: ['helpers'],
  queryFn: async ({ signal }) => (await call(listHelpers, { signal })).helpers,
})

export const ownCardQuery = queryOptions({
  queryKey: ['my-card'],
  queryFn: ({ signal }) => call(getOwnCard, { signal }),
})

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => refreshScreens(queries) })
}

export const useAddHelper = () => useChange((body: HelperInput) => call(addHelper, { body }))
export const useChangeHelper = (id: string) =>
  useChange((body: HelperChange) => call(changeHelper, { params: { id }, body }))
export const useAddCheck = (id: string) =>
  useChange((body: CheckInput) => call(addHelperCheck, { params: { id }, body }))
export const useGiveAccount = (id: string) =>
  useChange((username: string) =>
    call(giveHelperAccount, { params: { id }, body: { id: newId(), username } }),
  )
export const useLeave = (id: string) => useChange(() => call(leaveHelper, { params: { id } }))

import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { adoptPlan } from '#shared/duties/api.ts'
import type { PlanInput } from '#shared/duties/schema.ts'
import {
  changeOwnPlan,
  createOwnPlan,
  getLoad,
  getPlanLoad,
  listOwnPlans,
  listPlanHistory,
  previewPlan,
  removeOwnPlan,
  setCapacity,
} from '#shared/plans/api.ts'
import type { CapacityInput, OwnPlanChange, OwnPlanInput, PreviewInput } from '#shared/plans/schema.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

/** What a preset or an own plan would ask here, before it is promised. */
export const planLoadQuery = (plan: string) =>
  queryOptions({
    queryKey: ['plan', 'load', plan],
    queryFn: ({ signal }) => call(getPlanLoad, { params: { plan }, signal }),
    staleTime: 5 * 60_000,
  })

/** What adopting would do and cost; the last answer stays while another is on its way. */
export const previewQuery = (body: PreviewInput) =>
  queryOptions({
    queryKey: ['plan', 'preview', body],
    queryFn: ({ signal }) => call(previewPlan, { body, signal }),
    placeholderData: keepPreviousData,
    retry: false,
  })

export const ownPlansQuery = queryOptions({
  queryKey: ['plan', 'own'],
  queryFn: ({ signal }) => call(listOwnPlans, { signal }),
})

export const historyQuery = queryOptions({
  queryKey: ['plan', 'history'],
  queryFn: ({ signal }) => call(listPlanHistory, { signal }),
})

export const loadQuery = queryOptions({
  queryKey: ['load'],
  queryFn: ({ signal }) => call(getLoad, { signal }),
})

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: change, onSuccess: () => refreshScreens(queries) })
}

export const useAdoptPlan = () => useChange((body: PlanInput) => call(adoptPlan, { body }))
export const useCreateOwnPlan = () => useChange((body: OwnPlanInput) => call(createOwnPlan, { body }))
export const useChangeOwnPlan = (id: string) =>
  useChange((body: OwnPlanChange) => call(changeOwnPlan, { params: { id }, body }))
export const useRemoveOwnPlan = () => useChange((id: string) => call(removeOwnPlan, { params: { id } }))
export const useSetCapacity = () => useChange((body: CapacityInput) => call(setCapacity, { body }))

import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { listChildDuties } from '#shared/cards/api.ts'
import {
  changeBasics,
  changeFile,
  chooseDefinition,
  closeFile,
  getChildrenSummary,
  listChildren,
  openFile,
} from '#shared/children/api.ts'
import {
  addAbsence,
  addCarer,
  addMember,
  changeAbsence,
  changeCarer,
  changeMember,
} from '#shared/family/api.ts'
import { getOrganisation } from '#shared/organisation/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'
import type { ListSearch } from './parts/list-search.ts'

export const childrenQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['children', search],
    queryFn: ({ signal }) =>
      call(listChildren, {
        query: {
          view: search.view ?? 'list',
          ...(search.class !== undefined && { classId: search.class }),
          ...(search.only !== undefined && { only: search.only }),
          ...(search.q !== undefined && { q: search.q }),
          page: search.page ?? 1,
        },
        signal,
      }),
    placeholderData: keepPreviousData,
  })

export const summaryQuery = queryOptions({
  queryKey: ['children-summary'],
  queryFn: ({ signal }) => call(getChildrenSummary, { signal }),
})

export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: ({ signal }) => call(getOrganisation, { signal }),
  staleTime: 10 * 60_000,
})

/** Duties and cards of a child, newest first. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['child-duties', id],
    queryFn: ({ pageParam, signal }) =>
      call(listChildDuties, {
        params: { id },
        query: pageParam === null ? {} : { before: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  })

/** One change of a file; afterwards everything that shows it is asked anew. */
function useChange<Input>(send: (input: Input) => Promise<unknown>) {
  const queries = useQueryClient()
  return useMutation({ mutationFn: send, onSuccess: () => refreshScreens(queries) })
}

export const useChangeBasics = () =>
  useChange((input: CallInput<typeof changeBasics>) => call(changeBasics, input))
export const useChangeFile = () => useChange((input: CallInput<typeof changeFile>) => call(changeFile, input))
export const useOpenFile = () => useChange((id: string) => call(openFile, { params: { id } }))
export const useCloseFile = () => useChange((input: CallInput<typeof closeFile>) => call(closeFile, input))
export const useAddMember = () => useChange((input: CallInput<typeof addMember>) => call(addMember, input))
export const useChangeMember = () =>
  useChange((input: CallInput<typeof changeMember>) => call(changeMember, input))
export const useAddAbsence = () => useChange((input: CallInput<typeof addAbsence>) => call(addAbsence, input))
export const useChangeAbsence = () =>
  useChange((input: CallInput<typeof changeAbsence>) => call(changeAbsence, input))
export const useAddCarer = () => useChange((input: CallInput<typeof addCarer>) => call(addCarer, input))
export const useChangeCarer = () =>
  useChange((input: CallInput<typeof changeCarer>) => call(changeCarer, input))

/** Changes or adopts a definition of who is on the list; everybody is decided anew. */
export function useChooseDefinition() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CallInput<typeof chooseDefinition>['body']) => call(chooseDefinition, { body }),
    onSuccess: () => refreshScreens(queries),
  })
}

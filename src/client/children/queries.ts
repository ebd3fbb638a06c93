import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query'
import { chooseDefinition, getChildrenSummary } from '#shared/children/api.ts'
import {
  addAbsence,
  addCarer,
  addMember,
  changeAbsence,
  changeCarer,
  changeMember,
  getSiblings,
} from '#shared/family/api.ts'
import { addMark, changeMark, surveyMarks } from '#shared/marks/api.ts'
import { closeFile, exportChildren, listOwnFields, openFile } from '#shared/files/api.ts'
import { getOrganisation } from '#shared/organisation/api.ts'
import { getChildPairings } from '#shared/pairing/api.ts'
import { listTimeline } from '#shared/timeline/api.ts'
import { call, save, type CallInput } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { findChildren } from '#client/lib/find-children.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { refreshScreens } from '#client/lib/refresh.ts'
import { toast } from '#client/ui/toast.ts'
import type { ListSearch } from './parts/list-search.ts'

/** What address and typed words say, as the list and its export take it. */
export const wantedOf = ({ view, class: classId, only, q, own, is, from, to }: ListSearch) => ({
  view: view ?? ('list' as const),
  ...(classId !== undefined && { classId }),
  ...(only !== undefined && { only }),
  ...(q !== undefined && q !== '' && { q }),
  ...(own !== undefined && { own, ...(is && { is }), ...(from && { from }), ...(to && { to }) }),
})

export const ownFieldsQuery = queryOptions({
  queryKey: ['own-fields'],
  queryFn: ({ signal }) => call(listOwnFields, { signal }),
  staleTime: 5 * 60_000,
})

export const childrenQuery = (search: ListSearch) =>
  queryOptions({
    queryKey: ['children', search],
    queryFn: ({ signal }) =>
      findChildren(
        {
          ...wantedOf(search),
          ...(search.mark !== undefined && { mark: search.mark, view: 'all' as const }),
          page: search.page ?? 1,
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  })

export const summaryQuery = queryOptions({
  queryKey: ['children-summary'],
  queryFn: ({ signal }) => call(getChildrenSummary, { signal }),
})

/** Whom else the school looks after, in numbers. */
export const marksQuery = queryOptions({
  queryKey: ['marks'],
  queryFn: ({ signal }) => call(surveyMarks, { signal }),
})

export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: ({ signal }) => call(getOrganisation, { signal }),
  staleTime: 10 * 60_000,
})

/** Everything dated about a child, newest first. */
export const timelineQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['child-timeline', id],
    queryFn: ({ pageParam, signal }) =>
      call(listTimeline, {
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

export const useOpenFile = () => useChange((input: CallInput<typeof openFile>) => call(openFile, input))
export const useCloseFile = () => useChange((input: CallInput<typeof closeFile>) => call(closeFile, input))
export const useAddMark = () => useChange((input: CallInput<typeof addMark>) => call(addMark, input))
export const useChangeMark = () => useChange((input: CallInput<typeof changeMark>) => call(changeMark, input))
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

/** The list as it stands, as a file. */
export const useExport = () =>
  useMutation({
    mutationFn: (search: ListSearch) =>
      save(exportChildren, { body: { ...wantedOf(search), locale: currentLocale() } }),
    onError: (error) => toast({ tone: 'error', text: errorText(error) }),
  })

/** Other children of the household; the picture of the circle and the family's own list show the same. */
export const siblingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['child-siblings', id],
    queryFn: ({ signal }) => call(getSiblings, { params: { id }, signal }),
  })

export const childPairingsQuery = (id: string) =>
  queryOptions({
    queryKey: ['child', id, 'pairings'],
    queryFn: ({ signal }) => call(getChildPairings, { params: { id }, signal }),
  })

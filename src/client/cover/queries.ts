import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import { arrangeCover, endCover, listCoverPeople, listCovers, previewCover } from '#shared/cover/api.ts'
import type { CoverDraft, CoverInput } from '#shared/cover/schema.ts'
import { call } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const coversQuery = queryOptions({
  queryKey: ['covers'],
  queryFn: async ({ signal }) => (await call(listCovers, { signal })).covers,
})

export const peopleQuery = queryOptions({
  queryKey: ['covers', 'people'],
  queryFn: async ({ signal }) => (await call(listCoverPeople, { signal })).people,
})

/** What would move; asked anew whenever an answer of the form changes. */
export const previewQuery = (draft: CoverDraft | null) =>
  queryOptions({
    queryKey: ['covers', 'preview', draft],
    queryFn: ({ signal }) => {
      if (draft === null) throw new Error('nothing to count yet')
      return call(previewCover, { body: draft, signal })
    },
    enabled: draft !== null,
    retry: false,
  })

export function useArrangeCover() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (body: CoverInput) => call(arrangeCover, { body }),
    onSuccess: () => {
      // What was asked before it was arranged is no question any more.
      queries.removeQueries({ queryKey: ['covers', 'preview'] })
      return refreshScreens(queries)
    },
  })
}

export function useEndCover() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (id: string) => call(endCover, { params: { id } }),
    onSuccess: () => refreshScreens(queries),
  })
}

import { queryOptions, useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import { getCareFile, reveal, type Reveal } from '#shared/children/api.ts'
import type { CareFile, ChildrenPage } from '#shared/children/schema.ts'
import type { MyDay } from '#shared/day/schema.ts'
import { call } from './call.ts'

/** A child's page. Each answer goes on record, so it is asked for only where it is shown. */
export const careFileQuery = (id: string) =>
  queryOptions({
    queryKey: ['child', id],
    queryFn: ({ signal }) => call(getCareFile, { params: { id }, signal }),
  })

/** The little a form needs to say whose it is. */
export interface ChildHead {
  name: string
  sex: 'male' | 'female' | 'unknown'
  className: string | null
}

function headFromLists(queries: QueryClient, id: string): ChildHead | undefined {
  const file = queries.getQueryData<CareFile>(['child', id])
  if (file !== undefined) return file.basics
  for (const [, page] of queries.getQueriesData<ChildrenPage>({ queryKey: ['children'] })) {
    const row = page?.rows.find((one) => one.id === id)
    if (row !== undefined) return row
  }
  const day = queries.getQueryData<MyDay>(['my-day'])
  const item = day?.sections.flatMap(({ items }) => items).find(({ pupilId }) => pupilId === id)
  return item && { name: item.pupilName, sex: 'unknown', className: item.className }
}

/** Whose page one came from, as far as this device knows without asking anybody. */
export function useKnownHead(id: string | undefined): (ChildHead & { id: string }) | undefined {
  const queries = useQueryClient()
  const known = id === undefined ? undefined : headFromLists(queries, id)
  return known && id !== undefined ? { ...known, id } : undefined
}

/** Whose card this is: from the list one came from, so that a form opens at once and also without a signal. */
export function useChildHead(id: string) {
  const queries = useQueryClient()
  const known = headFromLists(queries, id)
  const file = useQuery({ ...careFileQuery(id), enabled: known === undefined })
  return { head: known ?? file.data?.basics, query: file }
}

/** One full number or address, for one reason; goes on record. */
export function useReveal(id: string) {
  return useMutation({
    mutationFn: async (body: Reveal) => (await call(reveal, { params: { id }, body })).value,
  })
}

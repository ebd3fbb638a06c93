import { keepPreviousData, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  cancelImport,
  commitImport,
  getImport,
  listImportRows,
  listImports,
  mapColumns,
  startImport,
  undoImport,
} from '#shared/roster/api.ts'
import { MOST_ROSTER_BYTES } from '#shared/roster/rules/file-kind.ts'
import type { ImportDetail, MapInput, RowKind } from '#shared/roster/schema.ts'
import { call } from '#client/lib/call.ts'
import { checkTable } from '#client/lib/file-check.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

/** While a file is being read its state is asked for this often, in ms. */
const pollMs = 700
const listPollMs = 2000

export const importsQuery = queryOptions({
  queryKey: ['roster'],
  queryFn: ({ signal }) => call(listImports, { signal }),
  refetchInterval: ({ state }) =>
    state.data?.imports.some((one) => one.state === 'reading') === true ? listPollMs : false,
})

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['roster', id],
    queryFn: ({ signal }) => call(getImport, { params: { id }, signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'reading' ? pollMs : false),
  })

export const rowsQuery = (id: string, kind: RowKind, page: number) =>
  queryOptions({
    queryKey: ['roster', id, 'rows', kind, page],
    queryFn: ({ signal }) => call(listImportRows, { params: { id }, query: { kind, page }, signal }),
    placeholderData: keepPreviousData,
  })

export interface RosterToSend {
  id: string
  file: File
  asOf: string
}

export const useStartImport = () =>
  useMutation({
    mutationFn: async ({ id, file, asOf, signal }: RosterToSend & { signal: AbortSignal }) => {
      await checkTable(file, MOST_ROSTER_BYTES)
      return call(startImport, { query: { id, asOf }, body: file, signal })
    },
  })

/** Something is done with one import; afterwards its state is asked for anew. */
function useImportChange<Input, Output>(id: string, change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['roster', id] }),
  })
}

export const useMapColumns = (id: string) =>
  useImportChange(id, (body: MapInput) => call(mapColumns, { params: { id }, body }))

export const useCancelImport = (id: string) =>
  useImportChange(id, () => call(cancelImport, { params: { id } }))

/** What changes the roll: known from its answer at once, whatever becomes of asking all screens anew. */
function useRollChange<Input, Output>(
  id: string,
  state: ImportDetail['state'],
  change: (input: Input) => Promise<Output>,
) {
  const queries = useQueryClient()
  const { queryKey } = importQuery(id)
  return useMutation({
    mutationFn: change,
    onSuccess: () => void queries.setQueryData(queryKey, (known) => known && { ...known, state }),
    // Not waited for: without a signal the lists get no answer either.
    onSettled: () => void refreshScreens(queries),
  })
}

export const useCommitImport = (id: string) =>
  useRollChange(id, 'committed', (createClasses: boolean) =>
    call(commitImport, { params: { id }, body: { createClasses } }),
  )

export const useUndoImport = (id: string) =>
  useRollChange(id, 'undone', () => call(undoImport, { params: { id } }))

/** The part of the detail that exists once the file has been read. */
export type ReadImport = ImportDetail & { file: NonNullable<ImportDetail['file']> }
export const isRead = (detail: ImportDetail): detail is ReadImport => detail.file !== null

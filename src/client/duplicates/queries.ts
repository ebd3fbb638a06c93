import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  compareDuplicates,
  dismissDuplicate,
  listDuplicates,
  mergeDuplicates,
  undoMerge,
} from '#shared/duplicates/api.ts'
import { call, type CallInput } from '#client/lib/call.ts'
import { refreshScreens } from '#client/lib/refresh.ts'

export const duplicatesQuery = queryOptions({
  queryKey: ['duplicates'],
  queryFn: ({ signal }) => call(listDuplicates, { signal }),
})

interface Pair {
  readonly keptId: string
  readonly goneId: string
}

/** Two entries side by side. Each answer goes on record, so it is not asked for again by itself. */
export const compareQuery = (pair: Pair) =>
  queryOptions({
    queryKey: ['duplicates', 'pair', pair.keptId, pair.goneId],
    queryFn: ({ signal }) => call(compareDuplicates, { params: pair, signal }),
    retry: false,
  })

/** Something that changes the roster; afterwards everything that shows it is asked anew. */
function useChange<Input, Answer>(send: (input: Input) => Promise<Answer>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: send,
    onSuccess: () => {
      // Two entries that were compared are one now, or are known to be two.
      queries.removeQueries({ queryKey: ['duplicates', 'pair'] })
      return refreshScreens(queries)
    },
  })
}

export const useDismiss = () => useChange((params: Pair) => call(dismissDuplicate, { params }))
export const useMerge = () =>
  useChange((body: CallInput<typeof mergeDuplicates>['body']) => call(mergeDuplicates, { body }))
export const useUndoMerge = () => useChange((id: string) => call(undoMerge, { params: { id } }))

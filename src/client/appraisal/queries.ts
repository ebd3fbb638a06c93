import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  approveAppraisal,
  endAppraisal,
  enterRanks,
  getAppraisalResults,
  giveMark,
  listMarks,
  listRanks,
  printAwardLetter,
  turnOnAppraisal,
} from '#shared/appraisal/api.ts'
import type { AppraisalInput, MarkInput, RankAt, RanksInput } from '#shared/appraisal/schema.ts'
import { call } from '#client/lib/call.ts'

/** Looking at what was entered goes on record child by child: not again for each turn to the window. */
export const ranksQuery = (id: string, classId: string, at: RankAt | undefined) =>
  queryOptions({
    queryKey: ['appraisal', 'ranks', id, classId, at ?? null],
    queryFn: ({ signal }) =>
      call(listRanks, { params: { id }, query: { classId, ...(at && { at }) }, signal }),
    refetchOnWindowFocus: false,
  })

export const marksQuery = (id: string) =>
  queryOptions({
    queryKey: ['appraisal', 'marks', id],
    queryFn: ({ signal }) => call(listMarks, { params: { id }, signal }),
    refetchOnWindowFocus: false,
  })

export const resultsQuery = (id: string) =>
  queryOptions({
    queryKey: ['appraisal', 'results', id],
    queryFn: ({ signal }) => call(getAppraisalResults, { params: { id }, signal }),
  })

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () => queries.invalidateQueries({ queryKey: ['appraisal'] }),
  })
}

interface Known {
  readonly id: string
  readonly version: number
}

export const useTurnOn = () => useChange((body: AppraisalInput) => call(turnOnAppraisal, { body }))
export const useApprove = () =>
  useChange(({ id, version }: Known) => call(approveAppraisal, { params: { id }, body: { version } }))
export const useTurnOff = () =>
  useChange(({ id, version }: Known) => call(endAppraisal, { params: { id }, body: { version } }))
export const useEnterRanks = (id: string) =>
  useChange((body: RanksInput) => call(enterRanks, { params: { id }, body }))

/** The list of all children is not fetched again for one word: it is put in where it stands. */
export function useMark(id: string) {
  const queries = useQueryClient()
  const { queryKey } = marksQuery(id)
  return useMutation({
    mutationFn: (body: MarkInput) => call(giveMark, { params: { id }, body }),
    onSuccess: (_, { id: entryId, pupilId, kind, holds }) =>
      queries.setQueryData(
        queryKey,
        (list) =>
          list && {
            children: list.children.map((line) =>
              line.pupilId === pupilId ? { ...line, [kind]: { holds, entryId } } : line,
            ),
          },
      ),
    onError: () => queries.invalidateQueries({ queryKey }),
    onSettled: () =>
      queries.invalidateQueries({
        predicate: ({ queryKey: [feature, part] }) => feature === 'appraisal' && part !== 'marks',
      }),
  })
}

/** The print is on record; nothing of it changes. */
export const useLetter = (id: string) =>
  useMutation({
    mutationFn: (pupilId: string) => call(printAwardLetter, { params: { id }, body: { pupilId } }),
  })

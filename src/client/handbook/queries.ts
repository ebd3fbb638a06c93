import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  changeEntry,
  completeWeek,
  createEntry,
  getDiary,
  getTermRollup,
  getWeekPage,
  listDiaries,
  listHandbooks,
  listTermChildren,
  listTermDuties,
  removeEntry,
  saveWeekPlan,
  writeDiary,
} from '#shared/handbook/api.ts'
import type { TermGroup } from '#shared/handbook/schema.ts'
import { call, type CallInput } from '#client/lib/call.ts'

export const handbooksQuery = queryOptions({
  queryKey: ['handbook'],
  queryFn: ({ signal }) => call(listHandbooks, { signal }),
})

export const weekQuery = (classId: string, on: string) =>
  queryOptions({
    queryKey: ['handbook', classId, on],
    queryFn: ({ signal }) => call(getWeekPage, { params: { classId, on }, signal }),
  })

export const termQuery = (classId: string, id: string) =>
  queryOptions({
    queryKey: ['handbook', classId, 'term', id],
    queryFn: ({ signal }) => call(getTermRollup, { params: { classId, id }, signal }),
  })

export const termDutiesQuery = (
  classId: string,
  id: string,
  query: CallInput<typeof listTermDuties>['query'],
) =>
  queryOptions({
    queryKey: ['handbook', classId, 'term', id, query.key, query.number],
    queryFn: async ({ signal }) =>
      (await call(listTermDuties, { params: { classId, id }, query, signal })).duties,
  })

export const termChildrenQuery = (classId: string, id: string, group: TermGroup) =>
  queryOptions({
    queryKey: ['handbook', classId, 'term', id, 'children', group],
    queryFn: async ({ signal }) =>
      (await call(listTermChildren, { params: { classId, id }, query: { group }, signal })).children,
  })

export const diariesQuery = queryOptions({
  queryKey: ['diary'],
  queryFn: ({ signal }) => call(listDiaries, { signal }),
})

export const diaryQuery = (id: string) =>
  queryOptions({
    queryKey: ['diary', id],
    queryFn: ({ signal }) => call(getDiary, { params: { id }, signal }),
  })

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    // Also after a refusal: somebody else's newer words are then on screen.
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['handbook'] }),
        queries.invalidateQueries({ queryKey: ['diary'] }),
      ]),
  })
}

export const useSavePlan = () =>
  useChange((input: Pick<CallInput<typeof saveWeekPlan>, 'params' | 'body'>) => call(saveWeekPlan, input))
export const useCompleteWeek = () =>
  useChange((input: Pick<CallInput<typeof completeWeek>, 'params' | 'body'>) => call(completeWeek, input))

export interface EntryValues {
  id: string
  on: string
  pupilId: string | null
  text: string
}

/** A new entry of a class's handbook, or of a diary about a child. */
export const useAddEntry = (place: { classId: string } | { childId: string }) =>
  useChange(({ pupilId, ...body }: EntryValues) =>
    'classId' in place
      ? call(createEntry, { params: place, body: { ...body, pupilId } })
      : call(writeDiary, { params: { id: place.childId }, body }),
  )
export const useChangeEntry = () =>
  useChange(({ id, ...body }: { id: string; version: number; on: string; text: string }) =>
    call(changeEntry, { params: { id }, body }),
  )
export const useRemoveEntry = () =>
  useChange(({ id, version }: { id: string; version: number }) =>
    call(removeEntry, { params: { id }, query: { version } }),
  )

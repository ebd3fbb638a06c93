import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query'
import { getBoard, listBoard } from '#shared/figures/api.ts'
import type { BoardListQuery } from '#shared/figures/schema.ts'
import { call } from '#client/lib/call.ts'

export const boardQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['board', month ?? 'now'],
    queryFn: ({ signal }) => call(getBoard, { query: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  })

/** Which duties stand behind a number. */
export type Drill = Pick<BoardListQuery, 'month' | 'classId' | 'key' | 'state' | 'userId'>

export const drillQuery = (drill: Drill) =>
  infiniteQueryOptions({
    queryKey: ['board-list', drill],
    queryFn: ({ pageParam, signal }) =>
      call(listBoard, { query: { ...drill, ...(pageParam !== null && { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  })

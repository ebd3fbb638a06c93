import { infiniteQueryOptions, keepPreviousData, queryOptions, useMutation } from '@tanstack/react-query'
import {
  exportOutsideReport,
  getBoard,
  getClassBoard,
  getDepartmentBoard,
  getOutsideReport,
  getSchooling,
  getWorkBoard,
  listBoard,
  listDepartmentDuties,
  listDepartmentTasks,
  listSchooling,
  listWorkBoard,
  printOutsideReport,
} from '#shared/figures/api.ts'
import type {
  BoardListQuery,
  BoardQuery,
  DepartmentDutiesQuery,
  DepartmentTasksQuery,
  OutsideQuery,
  SchoolingListQuery,
  SchoolingQuery,
  WorkListQuery,
} from '#shared/figures/schema.ts'
import { call, save } from '#client/lib/call.ts'
import { errorText } from '#client/lib/error-text.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { toast } from '#client/ui/toast.ts'

export const boardQuery = (part: BoardQuery) =>
  queryOptions({
    queryKey: ['board', part.month ?? 'now', part.grade ?? 'all'],
    queryFn: ({ signal }) => call(getBoard, { query: part, signal }),
    placeholderData: keepPreviousData,
  })

export const classBoardQuery = (id: string, month: string | undefined) =>
  queryOptions({
    queryKey: ['class-board', id, month ?? 'now'],
    queryFn: ({ signal }) =>
      call(getClassBoard, { params: { id }, query: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  })

/** Which duties stand behind a number. */
export type Drill = Pick<BoardListQuery, 'month' | 'grade' | 'classId' | 'key' | 'state' | 'userId'>

export const drillQuery = (drill: Drill) =>
  infiniteQueryOptions({
    queryKey: ['board-list', drill],
    queryFn: ({ pageParam, signal }) =>
      call(listBoard, { query: { ...drill, ...(pageParam !== null && { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  })

export const workBoardQuery = (part: BoardQuery) =>
  queryOptions({
    queryKey: ['board', 'work', part.month ?? 'now', part.grade ?? 'all'],
    queryFn: ({ signal }) => call(getWorkBoard, { query: part, signal }),
    placeholderData: keepPreviousData,
  })

export type WorkDrill = Omit<WorkListQuery, 'after'>

export const workDrillQuery = (drill: WorkDrill) =>
  infiniteQueryOptions({
    queryKey: ['board-list', 'work', drill],
    queryFn: ({ pageParam, signal }) =>
      call(listWorkBoard, { query: { ...drill, ...(pageParam !== null && { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  })

export const departmentBoardQuery = (month: string | undefined) =>
  queryOptions({
    queryKey: ['board', 'departments', month ?? 'now'],
    queryFn: ({ signal }) =>
      call(getDepartmentBoard, { query: month === undefined ? {} : { month }, signal }),
    placeholderData: keepPreviousData,
  })

export type DepartmentTaskDrill = DepartmentTasksQuery

export const departmentTasksQuery = (drill: DepartmentTaskDrill) =>
  queryOptions({
    queryKey: ['board-list', 'department-tasks', drill],
    queryFn: ({ signal }) => call(listDepartmentTasks, { query: drill, signal }),
  })

export type DepartmentDutyDrill = Omit<DepartmentDutiesQuery, 'after'>

export const departmentDutiesQuery = (drill: DepartmentDutyDrill) =>
  infiniteQueryOptions({
    queryKey: ['board-list', 'department-duties', drill],
    queryFn: ({ pageParam, signal }) =>
      call(listDepartmentDuties, {
        query: { ...drill, ...(pageParam !== null && { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  })

export const schoolingQuery = (wanted: SchoolingQuery) =>
  queryOptions({
    queryKey: ['board', 'schooling', wanted],
    queryFn: ({ signal }) => call(getSchooling, { query: wanted, signal }),
    placeholderData: keepPreviousData,
  })

export type SchoolingDrill = Omit<SchoolingListQuery, 'after'>

export const schoolingDrillQuery = (drill: SchoolingDrill) =>
  infiniteQueryOptions({
    queryKey: ['board-list', 'schooling', drill],
    queryFn: ({ pageParam, signal }) =>
      call(listSchooling, { query: { ...drill, ...(pageParam !== null && { after: pageParam }) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ nextAfter }) => nextAfter,
  })

export const outsideQuery = (wanted: OutsideQuery) =>
  queryOptions({
    queryKey: ['board', 'outside', wanted],
    queryFn: ({ signal }) => call(getOutsideReport, { query: wanted, signal }),
    placeholderData: keepPreviousData,
  })

const onError = (error: unknown): void => void toast({ tone: 'error', text: errorText(error) })

export const useOutsideExport = () =>
  useMutation({
    mutationFn: (wanted: OutsideQuery) =>
      save(exportOutsideReport, { body: { ...wanted, locale: currentLocale() } }),
    onError,
  })

/** It goes on record first; what is not on record is not printed. */
export const useOutsidePrint = () =>
  useMutation({
    mutationFn: (body: OutsideQuery) => call(printOutsideReport, { body }),
    onSuccess: () => window.print(),
    onError,
  })

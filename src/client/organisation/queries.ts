import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import {
  listCalendarDays,
  proposeCalendarDays,
  removeCalendarDay,
  saveCalendarDays,
} from '#shared/calendar/api.ts'
import type { CalendarDay } from '#shared/calendar/schema.ts'
import {
  changeSchool,
  changeTerm,
  changeYear,
  createTerm,
  createYear,
  putClasses,
  removeClass,
  removeTerm,
  removeYear,
  renameClass,
} from '#shared/organisation/api.ts'
import type {
  ClassesInput,
  SchoolChange,
  SpanChange,
  TermInput,
  YearInput,
} from '#shared/organisation/schema.ts'
import { call } from '#client/lib/call.ts'

export const daysQuery = (yearId: string) =>
  queryOptions({
    queryKey: ['calendar', yearId],
    queryFn: ({ signal }) => call(listCalendarDays, { query: { yearId }, signal }),
  })

export const proposalsQuery = (yearId: string) =>
  queryOptions({
    queryKey: ['calendar', yearId, 'proposals'],
    queryFn: ({ signal }) => call(proposeCalendarDays, { query: { yearId }, signal }),
  })

function useChange<Input, Output>(change: (input: Input) => Promise<Output>) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: change,
    onSettled: () =>
      Promise.all([
        queries.invalidateQueries({ queryKey: ['organisation'] }),
        queries.invalidateQueries({ queryKey: ['calendar'] }),
        // The school's name stands in the session, too.
        queries.invalidateQueries({ queryKey: ['session'] }),
      ]),
  })
}

export const useChangeSchool = () => useChange((body: SchoolChange) => call(changeSchool, { body }))
export const useCreateYear = () => useChange((body: YearInput) => call(createYear, { body }))
export const useCreateTerm = (yearId: string) =>
  useChange((body: TermInput) => call(createTerm, { params: { id: yearId }, body }))

/** Years and terms are changed alike. */
export const useChangePeriod = (kind: 'year' | 'term', id: string) =>
  useChange((body: SpanChange) => call(kind === 'year' ? changeYear : changeTerm, { params: { id }, body }))

export const useRemovePeriod = (kind: 'year' | 'term', id: string) =>
  useChange(() => call(kind === 'year' ? removeYear : removeTerm, { params: { id } }))

export const usePutClasses = () => useChange((body: ClassesInput) => call(putClasses, { body }))
export const useRenameClass = (id: string) =>
  useChange((body: { version: number; name: string }) => call(renameClass, { params: { id }, body }))
export const useRemoveClass = () => useChange((id: string) => call(removeClass, { params: { id } }))

export const useSaveDays = () =>
  useChange((days: CalendarDay[]) => call(saveCalendarDays, { body: { days } }))

/** Several days in a row go one after the other; what is gone already is not a failure. */
export const useRemoveDays = () =>
  useChange(async (days: readonly string[]) => {
    for (const day of days) await call(removeCalendarDay, { params: { day } })
  })

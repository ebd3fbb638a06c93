import { queryOptions } from '@tanstack/react-query'
import { listTaskOwners } from '#shared/tasks/api.ts'
import { call } from './call.ts'

/** People of the school who can be given work: a task, a place in a department. */
export const staffQuery = queryOptions({
  queryKey: ['task-owners'],
  queryFn: ({ signal }) => call(listTaskOwners, { signal }),
})

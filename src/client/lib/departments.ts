import { queryOptions, useQuery } from '@tanstack/react-query'
import { listDepartments } from '#shared/departments/api.ts'
import { departmentName } from '#shared/departments/rules/names.ts'
import { call } from './call.ts'
import { currentLocale } from './i18n.ts'
import { useHasRole, useSession } from './session.ts'

/** The departments of the school: its settings, the work calendar and the boards show them. */
export const departmentsQuery = queryOptions({
  queryKey: ['departments'],
  queryFn: ({ signal }) => call(listDepartments, { signal }),
})

/** A department as the reader calls it; a name of the school's own stays as it is. */
export const departmentText = (name: string): string =>
  departmentName(name, currentLocale() === 'en' ? 'en' : 'zh')

/** Whether the person sees the board of departments: a leader, or whoever heads one. Leaders are not asked about. */
export function useSeesDepartments(): boolean {
  const leads = useHasRole('principal', 'administrator')
  const { user } = useSession()
  const query = useQuery({ ...departmentsQuery, enabled: !leads })
  const departments = query.data?.departments ?? []
  return (
    leads || departments.some(({ members }) => members.some((one) => one.isHead && one.userId === user.id))
  )
}

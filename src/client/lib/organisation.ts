import { queryOptions } from '@tanstack/react-query'
import { getOrganisation } from '#shared/organisation/api.ts'
import { currentYear as currentOf } from '#shared/calendar/rules/school-years.ts'
import type { Organisation, OrganisationYear } from '#shared/organisation/schema.ts'
import { call } from './call.ts'

/** The school with its years, terms and classes: settings, set-up and the forms of accounts show it. */
export const organisationQuery = queryOptions({
  queryKey: ['organisation'],
  queryFn: ({ signal }) => call(getOrganisation, { signal }),
})

/** The year that holds today, else the next, else the last. */
export const currentYear = ({ years }: Organisation, today: string): OrganisationYear | undefined =>
  currentOf(years, today)

/** The classes of that year, in the order of the school. */
export const currentClasses = (organisation: Organisation, today: string): Organisation['classes'] => {
  const year = currentYear(organisation, today)
  return organisation.classes.filter(({ yearId }) => yearId === year?.id)
}

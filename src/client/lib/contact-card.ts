import { queryOptions } from '@tanstack/react-query'
import type { RevealField } from '#shared/children/api.ts'
import { getContactCard } from '#shared/contacts/api.ts'
import type { ContactPerson } from '#shared/contacts/schema.ts'
import { call } from './call.ts'

/** Whom to ring for a child. Each answer goes on record, so it is asked for only where it is shown. */
export const contactCardQuery = (id: string) =>
  queryOptions({
    queryKey: ['contact-card', id],
    queryFn: ({ signal }) => call(getContactCard, { params: { id }, signal }),
  })

/** Where somebody's number stands. */
export const phoneField: Readonly<Record<ContactPerson['record'], RevealField>> = {
  member: 'memberPhone',
  carer: 'carerPhone',
  named: 'namedPhone',
}

import { mayConsent } from '#shared/family/rules/legal.ts'
import type { ContactPerson } from '#shared/contacts/schema.ts'

/** Whether the school turns to somebody at all: neither to be kept away, nor withheld in what goes on with the child (H-04). */
export const mayTurnTo = ({ noContact, askFirst }: Pick<ContactPerson, 'noContact' | 'askFirst'>): boolean =>
  noContact === null && !askFirst

/** Parents and legal guardians alone answer for the numbers of a child by a link (H-21); it opens as long as this holds. */
export const mayGetLink = (
  one: Pick<ContactPerson, 'record' | 'basis' | 'noContact' | 'askFirst' | 'state'>,
): boolean => one.record === 'member' && mayConsent(one.basis) && one.state === 'present' && mayTurnTo(one)

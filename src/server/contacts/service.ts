import { raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

// What other features need of the contact card: whom one may ring, and under what the numbers of staff and of guardians' answers are
// sealed.
export { peopleOf } from '#server/contacts/parts/people-of.ts'
export const staffContext = (userId: string): string => `staff.phone:${userId}`
export const proposalContext = (id: string): string => `contactProposal.phone:${id}`

/** A child goes from the school: links are void at once, and numbers that wait for a decision are refused. */
export const voidChecksQueries = (scope: Scope, pupilId: string) => [
  raw(
    `update contact_check set token_hash = null, expires_at = null
     where school_id = $1::uuid and pupil_id = $2::uuid and token_hash is not null`,
    [scope.schoolId, pupilId],
  ),
  raw(
    `update contact_proposal set state = 'refused', decided_by = $3::uuid, decided_at = now()
     where school_id = $1::uuid and pupil_id = $2::uuid and state = 'open'`,
    [scope.schoolId, pupilId, scope.userId],
  ),
]

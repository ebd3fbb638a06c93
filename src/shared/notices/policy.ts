import { forRoles, hasRole } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Everybody who works with children has notices, and sees the own ones only. */
export const maySeeNotices = (actor: Actor): Decision =>
  forRoles(
    actor,
    'principal',
    'counsellor',
    'administrator',
    'archiveKeeper',
    'classTeacher',
    'helpingTeacher',
  )

/** That there is an urgent card or an incident is for principal and counsellor of today, whoever was told before (H-05). */
const maySeeUrgent = (actor: Actor): boolean => hasRole(actor, 'principal', 'counsellor')

/** Children who come and go are for whoever decides on it today. */
const maySeeTransfers = (actor: Actor): boolean => hasRole(actor, 'principal', 'archiveKeeper')

/** Kinds of notices that somebody does not see any more, although the rows are there. */
export const kindsHidden = (actor: Actor): string[] => [
  ...(maySeeUrgent(actor) ? [] : ['urgent', 'incident']),
  ...(maySeeTransfers(actor) ? [] : ['transferAsked', 'transferAnswered']),
]

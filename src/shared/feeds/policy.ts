import { forRoles } from '#shared/access/policy.ts'
import { STAFF, type Actor, type Decision } from '#shared/access/schema.ts'

/** Everybody of the staff keeps an own link, and only the own. */
export const mayKeepFeed = (actor: Actor): Decision => forRoles(actor, ...STAFF)

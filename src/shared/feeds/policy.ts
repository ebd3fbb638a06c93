import { forRoles } from '#shared/access/policy.ts'
import { type Actor, type Decision, Role } from '#shared/access/schema.ts'

/** Everybody of the staff keeps an own link, and only the own. */
export const mayKeepFeed = (actor: Actor): Decision => forRoles(actor, ...Role.options)

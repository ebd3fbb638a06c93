import { forRoles } from '#shared/access/policy.ts'
import { STAFF, type Actor, type Decision } from '#shared/access/schema.ts'

/** Who does what in the school is known to everybody who works there. */
export const maySeeDepartments = (actor: Actor): Decision => forRoles(actor, ...STAFF)

export const mayManageDepartments = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

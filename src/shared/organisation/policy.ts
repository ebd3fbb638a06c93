import { forRoles } from '#shared/access/policy.ts'
import { Role, type Actor, type Decision } from '#shared/access/schema.ts'

/** Years, terms and class names are known to everybody who works in the school. */
export const maySeeOrganisation = (actor: Actor): Decision => forRoles(actor, ...Role.options)

export const mayManageOrganisation = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

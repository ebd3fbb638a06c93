import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

export const mayManageAccounts = (actor: Actor): Decision => forRoles(actor, 'administrator')

/** The principal sees who holds which role, and changes nothing there. */
export const maySeeAccounts = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

export const mayManageAccounts = (actor: Actor): Decision => forRoles(actor, 'administrator')

/** The principal sees who holds which role, and changes nothing there. */
export const maySeeAccounts = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

/** The own account is everybody's own business; it opens no child. */
export function mayKeepOwnAccount({ grants: [grant] }: Actor): Decision {
  if (!grant) return { allowed: false }
  return { allowed: true, why: grant.role, reach: { kind: 'some', classIds: [], pupilIds: [] }, tiers: [] }
}

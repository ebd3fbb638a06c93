import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** How cards were filed is between the principal and the teacher; nobody else is shown it (H-13). */
export const mayReview = (actor: Actor): Decision => forRoles(actor, 'principal')

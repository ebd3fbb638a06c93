import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The log is read by the head of the school and by auditors, by nobody who could clean up behind himself. */
export const mayReadAudit = (actor: Actor): Decision => forRoles(actor, 'principal', 'auditor')

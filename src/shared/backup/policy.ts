import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The computer is looked after by whoever looks after the accounts. */
export const maySeeBackup = (actor: Actor): Decision => forRoles(actor, 'administrator')

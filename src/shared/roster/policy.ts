import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The roll is the archive keeper's; an administrator loads it when the school begins. */
export const mayImportRoster = (actor: Actor): Decision => forRoles(actor, 'archiveKeeper', 'administrator')

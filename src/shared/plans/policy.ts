import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The school's own plans, and how much its people can carry, are set by those who promise. */
export const mayManagePlans = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** Everybody sees the own load; everybody's only those who share it out. */
export const maySeeEveryLoad = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

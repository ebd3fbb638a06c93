import { forRoles } from '#shared/access/policy.ts'
import { Role, type Actor, type Decision } from '#shared/access/schema.ts'

export const maySeeCalendar = (actor: Actor): Decision => forRoles(actor, ...Role.options)

export const mayChangeCalendar = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

import { forRoles, hasRole } from '#shared/access/policy.ts'
import { STAFF, type Actor, type Decision } from '#shared/access/schema.ts'

/** The calendar says nothing about a child: the whole staff sees it. */
export const maySeeTasks = (actor: Actor): Decision => forRoles(actor, ...STAFF)

export const mayManageTasks = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** Whoever was given it, and the leaders; what was given to nobody, anybody of the staff. */
export function mayFinishTask(
  actor: Actor,
  task: { readonly ownerRole: string | null; readonly ownerId: string | null },
): boolean {
  if (hasRole(actor, 'principal', 'administrator')) return true
  if (task.ownerId !== null) return task.ownerId === actor.userId
  return task.ownerRole === null || actor.grants.some(({ role }) => role === task.ownerRole)
}

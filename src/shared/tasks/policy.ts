import { forRoles, hasRole } from '#shared/access/policy.ts'
import { STAFF, type Actor, type Decision } from '#shared/access/schema.ts'

/** The calendar says nothing about a child: the whole staff sees it. */
export const maySeeTasks = (actor: Actor): Decision => forRoles(actor, ...STAFF)

export const mayManageTasks = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** Whoever was given it, the departments among them, and the leaders; what was given to nobody, anybody of the staff. */
export function mayFinishTask(
  actor: Actor,
  task: {
    readonly ownerRole: string | null
    readonly ownerId: string | null
    readonly departmentIds: readonly string[]
    /** Whether the reader belongs to one of the departments. */
    readonly ofOwnDepartment: boolean
  },
): boolean {
  if (hasRole(actor, 'principal', 'administrator') || task.ofOwnDepartment) return true
  if (task.ownerId !== null) return task.ownerId === actor.userId
  if (task.ownerRole !== null) return actor.grants.some(({ role }) => role === task.ownerRole)
  return task.departmentIds.length === 0
}

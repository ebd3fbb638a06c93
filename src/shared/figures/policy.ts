import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The head of the school and the administrator see the school, a class teacher the own class; nobody sees what was said. */
export function maySeeBoard(actor: Actor): Decision {
  const wide = forRoles(actor, 'principal', 'administrator')
  if (wide.allowed) return wide
  return pupilReach({ ...actor, grants: actor.grants.filter(({ role }) => role === 'classTeacher') })
}

import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import { STAFF, type Actor, type Decision } from '#shared/access/schema.ts'

/** The head of the school and the administrator see the school, a class teacher the own class; nobody sees what was said. */
export function maySeeBoard(actor: Actor): Decision {
  const wide = forRoles(actor, 'principal', 'administrator')
  if (wide.allowed) return wide
  return pupilReach({ ...actor, grants: actor.grants.filter(({ role }) => role === 'classTeacher') })
}

/** Leaders see every department, whoever heads one the own. It names no child, so nobody's reach to children is asked. */
export const maySeeDepartmentBoard = (actor: Actor): Decision => forRoles(actor, ...STAFF)

export const seesEveryDepartment = (actor: Actor): boolean => hasRole(actor, 'principal', 'administrator')

/**
 * Enrolment and retention of the whole school, and the counts that leave it: who keeps the register reads them too. The
 * lists name children, so the reach is that of the person's post.
 */
export const maySeeSchoolFigures = (actor: Actor): Decision =>
  forRoles(actor, 'principal', 'administrator', 'archiveKeeper')

import { forRoles, hasRole } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

/** Turned on, turned off and read as a whole by the principal alone. */
export const mayRunAppraisal = (actor: Actor): Decision => forRoles(actor, 'principal')

/** The second person of the two: another account than the one that asked. */
export const mayApproveAppraisal = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

export const mayLookAtAppraisal = (actor: Actor): Decision =>
  forRoles(
    actor,
    'principal',
    'administrator',
    'archiveKeeper',
    'counsellor',
    'classTeacher',
    'helpingTeacher',
  )

/** Who can be named to confirm conduct: they reach the whole school by their role, and no class and no child is theirs. */
export const CONDUCT_ROLES: readonly Role[] = ['principal', 'administrator', 'archiveKeeper', 'counsellor']

/** Classes of one's own; whoever only covers one for some days enters nothing of this kind. */
const ownClass = (actor: Actor): Decision => {
  const classIds = actor.grants.flatMap(({ role, classId, coverFor }) =>
    role === 'classTeacher' && classId !== null && !coverFor ? [classId] : [],
  )
  if (classIds.length === 0) return { allowed: false }
  return { allowed: true, why: 'classTeacher', reach: { kind: 'some', classIds, pupilIds: [] }, tiers: [] }
}

/** Ranks: the archive keeper's for the school, the class teacher's for the own class (restricted). */
export const mayEnterRanks = (actor: Actor): Decision =>
  hasRole(actor, 'archiveKeeper') ? forRoles(actor, 'archiveKeeper') : ownClass(actor)

/** Conduct and title by the person who is named and paid for nothing, the title by a class teacher as well. */
export const mayMark = (actor: Actor, named: boolean): Decision =>
  named ? forRoles(actor, ...CONDUCT_ROLES) : ownClass(actor)

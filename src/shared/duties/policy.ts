import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

/** The principal promises the plan; the administrator may enter it for him. */
export const mayAdoptPlan = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** A plan says nothing about a child. */
export const maySeePlan = (actor: Actor): Decision =>
  forRoles(
    actor,
    'principal',
    'administrator',
    'archiveKeeper',
    'counsellor',
    'classTeacher',
    'helpingTeacher',
  )

/** Teachers see their own children; leaders also what nobody is assigned to and what is overdue (H-13). */
export function maySeeMyDay(actor: Actor): Decision {
  const wide = forRoles(actor, 'principal', 'administrator')
  if (wide.allowed) return { ...wide, tiers: ['contact'] }
  const own = ownChildren(actor)
  if (own.allowed) return own
  const why = (['counsellor', 'archiveKeeper'] satisfies Role[]).find((role) => hasRole(actor, role))
  return why
    ? { allowed: true, why, reach: { kind: 'some', classIds: [], pupilIds: [] }, tiers: [] }
    : { allowed: false }
}

/** Classes and children of a class teacher and a helping teacher. */
export function ownChildren(actor: Actor): Decision {
  return pupilReach({
    ...actor,
    grants: actor.grants.filter(({ role }) => role === 'classTeacher' || role === 'helpingTeacher'),
  })
}

/** The second person: whoever may know the reason and answers for the child. */
export const mayDecideExcuses = (actor: Actor): Decision => forRoles(actor, 'principal', 'counsellor')

/** Why a child was not seen is a note about it: for its teachers, counsellor and principal, and whoever wrote it. */
export const seesExcuseReason = (
  actor: Actor,
  excuse: { readonly classId: string | null; readonly pupilId: string | null; readonly byId: string | null },
): boolean =>
  excuse.byId === actor.userId ||
  hasRole(actor, 'principal', 'counsellor') ||
  actor.grants.some(
    ({ role, classId, pupilId }) =>
      (role === 'classTeacher' && classId !== null && classId === excuse.classId) ||
      (role === 'helpingTeacher' && pupilId !== null && pupilId === excuse.pupilId),
  )

/** Those who could do the duty, and the principal. Keeping accounts or files gives no say in it. */
export const mayExcuse = (actor: Actor): Decision =>
  hasRole(actor, 'principal', 'counsellor') ? forRoles(actor, 'principal', 'counsellor') : ownChildren(actor)

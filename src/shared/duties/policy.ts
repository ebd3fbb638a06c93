import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'
import type { SubjectKind } from '#shared/duties/schema.ts'

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

/** In which times a duty was not done yet: whoever may look at the duty. */
export const maySeeWindows = (actor: Actor): Decision => pupilReach(actor)

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

/** Leaders also see what others have left undone or nobody has. */
export const leadsWork = (actor: Actor): boolean => hasRole(actor, 'principal', 'administrator')

/** How far a person's own calendar of duties looks: as far as My day does. */
export function dutyView(actor: Actor): { readonly wide: boolean; readonly leads: boolean } {
  const day = maySeeMyDay(actor)
  return { wide: day.allowed && day.reach.kind === 'school', leads: leadsWork(actor) }
}

/** Whom a duty is owed for and who does it, as far as policies go. */
export interface DutySubject {
  readonly subjectKind: SubjectKind
  readonly subjectId: string
  readonly classId: string | null
  readonly performerRole: string
}

/** Is the duty this person's own: as class or helping teacher, as the person it is about, or by a role of the school? */
export function performs(actor: Actor, duty: DutySubject): boolean {
  const { subjectKind, subjectId, classId, performerRole } = duty
  if (subjectKind === 'person') return subjectId === actor.userId
  return actor.grants.some((grant) => {
    if (grant.role !== performerRole) return false
    if (grant.role === 'classTeacher') return grant.classId !== null && grant.classId === classId
    return grant.role !== 'helpingTeacher' || grant.pupilId === subjectId
  })
}

/** The duties of a class, a person or the school are excused by who does them, and by the principal. */
export const mayExcuseWork = (actor: Actor, duty: DutySubject): boolean =>
  hasRole(actor, 'principal') || performs(actor, duty)

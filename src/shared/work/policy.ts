import { hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import { type DutySubject, performs } from '#shared/duties/policy.ts'

/** Which duties a person may look at; how much of a record says `maySeeText`. */
export const maySeeWork = (actor: Actor): Decision => pupilReach(actor)

/** Who does the duty, the teachers of its class or child, who keeps the children's files, and the principal may record it. */
export function mayRecordWork(actor: Actor, duty: DutySubject): boolean {
  if (hasRole(actor, 'principal') || performs(actor, duty)) return true
  if (duty.subjectKind === 'child' && hasRole(actor, 'counsellor', 'archiveKeeper')) return true
  return isOwn(actor, duty)
}

/** What was done for a child is for its teachers, the counsellor and who does it; for a class or the school also for leaders. */
export function maySeeText(actor: Actor, duty: DutySubject): boolean {
  if (performs(actor, duty) || isOwn(actor, duty)) return true
  return hasRole(actor, duty.subjectKind === 'child' ? 'counsellor' : 'principal')
}

const isOwn = (actor: Actor, duty: DutySubject): boolean =>
  actor.grants.some(
    (grant) =>
      (grant.role === 'classTeacher' && grant.classId !== null && grant.classId === duty.classId) ||
      (grant.role === 'helpingTeacher' && grant.pupilId === duty.subjectId),
  )

import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

/** Lists and files: whoever has children to care for, as far as the person's reach goes (H-02, H-12). */
export const maySeeChildren = (actor: Actor): Decision => pupilReach(actor)

/** The reach of a role that may write; who only holds other roles is denied. */
function reachFor(actor: Actor, ...roles: readonly Role[]): Decision {
  return pupilReach({ ...actor, grants: actor.grants.filter((grant) => roles.includes(grant.role)) })
}

/** Character, interests, health, goals, keeper: not the helping teacher. */
export const mayChangeFile = (actor: Actor): Decision =>
  reachFor(actor, 'counsellor', 'principal', 'archiveKeeper', 'classTeacher')

/** Phone, address, boarding, residence and the family. */
export const mayChangeBasics = (actor: Actor): Decision =>
  reachFor(actor, 'archiveKeeper', 'administrator', 'classTeacher')

/** Opening or closing a care file is a decision about the child. */
export const mayCloseFile = (actor: Actor): Decision => reachFor(actor, 'principal', 'archiveKeeper')

/** A full number or address, one at a time and with a reason; ID numbers only for those who keep the registers. */
export const mayReveal = (actor: Actor, field: string): Decision =>
  field === 'idNumber' || field === 'memberIdNumber'
    ? reachFor(actor, 'principal', 'archiveKeeper', 'administrator')
    : pupilReach(actor)

/** Why the law bars a carer: whoever decides about care, and the counsellor (H-06). */
export const maySeeBars = (actor: Actor): boolean =>
  reachFor(actor, 'counsellor', 'principal', 'archiveKeeper').allowed

export const maySeeDefinitions = (actor: Actor): Decision => pupilReach(actor)

export const mayChooseDefinition = (actor: Actor): Decision => forRoles(actor, 'administrator', 'principal')

export const mayEvaluate = (actor: Actor): Decision =>
  forRoles(actor, 'archiveKeeper', 'administrator', 'principal')

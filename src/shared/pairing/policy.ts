import { pupilReach, hasRole } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

const reachFor = (actor: Actor, ...roles: readonly Role[]): Decision =>
  pupilReach({ ...actor, grants: actor.grants.filter(({ role }) => roles.includes(role)) })

/** Who helps whom: whoever has the children to care for, as far as that reaches. */
export const maySeePairings = (actor: Actor): Decision => pupilReach(actor)

/** To pair, begin, hand over and end: head, counsellor and administrator for the school, class teachers for their class. */
export const mayPair = (actor: Actor): Decision =>
  reachFor(actor, 'principal', 'administrator', 'counsellor', 'classTeacher')

/** The check of the effect (D22) is also the helping teacher's own. */
export const mayReviewPairing = (actor: Actor): Decision =>
  reachFor(actor, 'principal', 'administrator', 'counsellor', 'classTeacher', 'helpingTeacher')

/** What was written about a pair is a note about a child: not for those who only keep accounts or files. */
export const readsPairingNotes = (actor: Actor): boolean =>
  hasRole(actor, 'principal', 'counsellor', 'classTeacher', 'helpingTeacher')

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

/** The grown-ups of the school who keep a pairing: its teachers of today and whoever looks on. */
export const keepersOf = (pairing: {
  readonly members: readonly { readonly part: string; readonly personId: string }[]
  readonly supervisorId: string | null
}): string[] => [
  ...pairing.members.flatMap(({ part, personId }) => (part === 'teacher' ? [personId] : [])),
  ...(pairing.supervisorId === null ? [] : [pairing.supervisorId]),
]

/**
 * Whether what was written about a pair, at a review or its end, is the person's to read: a note about children goes to head,
 * counsellor and the pairing's own keepers; every other teacher learns how it went, not what was said (H-02, H-12). An
 * author reads the own note in any case.
 */
export const readsPairingNotes = (actor: Actor, keepers: readonly string[]): boolean =>
  hasRole(actor, 'principal', 'counsellor') || keepers.includes(actor.userId)

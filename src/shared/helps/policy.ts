import { pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'
import { mayPair, mayReviewPairing, maySeePairings } from '#shared/pairing/policy.ts'

/** That somebody was helped, when and how long: whoever sees the pairing. */
export const maySeeHelps = (actor: Actor): Decision => maySeePairings(actor)

const readers: readonly Role[] = ['principal', 'counsellor', 'classTeacher', 'helpingTeacher']

/** What was written is a note about a child: for these posts as far as they reach, whatever else a person may see (H-12). */
export const mayReadHelpWords = (actor: Actor): Decision =>
  pupilReach({ ...actor, grants: actor.grants.filter(({ role }) => readers.includes(role)) })

/** Written down by the helping teacher as by whoever looks after the pairing. */
export const mayRecordHelp = (actor: Actor): Decision => mayReviewPairing(actor)

/** A mistake is taken back by its author, or by whoever pairs. */
export const mayWithdrawHelp = (actor: Actor, recordedBy: string): boolean =>
  recordedBy === actor.userId || mayPair(actor).allowed

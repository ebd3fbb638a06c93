import type { Actor, Decision } from '#shared/access/schema.ts'
import { mayPair, mayReviewPairing, maySeePairings } from '#shared/pairing/policy.ts'

/** That somebody was helped, when and how long: whoever sees the pairing. */
export const maySeeHelps = (actor: Actor): Decision => maySeePairings(actor)

/** Written down by the helping teacher as by whoever looks after the pairing. */
export const mayRecordHelp = (actor: Actor): Decision => mayReviewPairing(actor)

/** A mistake is taken back by its author, or by whoever pairs. */
export const mayWithdrawHelp = (actor: Actor, recordedBy: string): boolean =>
  recordedBy === actor.userId || mayPair(actor).allowed

import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import { mayChangeFamily } from '#shared/family/policy.ts'

/** The contact card of the children one reaches. */
export const maySeeContacts = (actor: Actor): Decision => pupilReach(actor)

/** Confirming, links and agreeing to another number: whoever may change the family. */
export const mayCheckContacts = (actor: Actor): Decision => mayChangeFamily(actor)

export const mayStartRound = (actor: Actor): Decision =>
  forRoles(actor, 'principal', 'archiveKeeper', 'administrator')

/** The own numbers, of whoever works with children or for them. */
export const mayKeepNumbers = (actor: Actor): Decision => pupilReach(actor)

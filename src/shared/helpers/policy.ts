import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The head answers for who comes into the school; the administrator enters it for him. */
export const mayKeepHelpers = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** An account is given by whoever keeps accounts. */
export const mayGiveHelperAccount = (actor: Actor): Decision => forRoles(actor, 'administrator')

/** A volunteer's own card, and nothing else anywhere (H-09). */
export const mayUseOwnCard = (actor: Actor): Decision => forRoles(actor, 'volunteer')

import { pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

const reachOf = (actor: Actor, ...roles: readonly Role[]): Decision =>
  pupilReach({ ...actor, grants: actor.grants.filter(({ role }) => roles.includes(role)) })

const moving = (decision: Decision): Decision =>
  decision.allowed ? { ...decision, tiers: [...decision.tiers, 'move'] } : decision

/** To give a child to another school or take one over is the decision of whoever keeps the register. */
export function mayTransfer(actor: Actor): Decision {
  return moving(reachOf(actor, 'principal', 'archiveKeeper'))
}

/** Another class of the same school, and leaving the school. */
export const mayMoveWithin = (actor: Actor): Decision =>
  reachOf(actor, 'principal', 'archiveKeeper', 'administrator')

export const mayLeave = (actor: Actor): Decision => moving(reachOf(actor, 'principal', 'archiveKeeper'))

/** What the school before did is part of the child's page. */
export const maySeeCarried = (actor: Actor): Decision => pupilReach(actor)

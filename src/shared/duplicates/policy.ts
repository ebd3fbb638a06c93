import { pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** The register is put in order by those who keep it; a merge moves rows unread (tier `move`), also sealed ones. */
export function mayMerge(actor: Actor): Decision {
  const keepers = actor.grants.filter(({ role }) => role === 'principal' || role === 'archiveKeeper')
  const decision = pupilReach({ ...actor, grants: keepers })
  return decision.allowed ? { ...decision, tiers: [...decision.tiers, 'move'] } : decision
}

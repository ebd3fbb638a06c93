import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Whose file is still to be renewed: as far as the person reaches. */
export const maySeeRenewals = (actor: Actor): Decision => pupilReach(actor)

/** When files are renewed and what the school asks itself are the school's decisions. */
export const maySetRenewals = (actor: Actor): Decision => forRoles(actor, 'principal', 'archiveKeeper')
export const maySetOwnFields = (actor: Actor): Decision =>
  forRoles(actor, 'administrator', 'principal', 'archiveKeeper')

/** A list leaves the house masked and on record; the helping teacher has none to take along (H-02). */
export function mayExport(actor: Actor): Decision {
  const grants = actor.grants.filter(({ role }) => role !== 'helpingTeacher')
  return pupilReach({ ...actor, grants })
}

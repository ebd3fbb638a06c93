import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Whoever of the school is there writes it down: every member of staff, for children within reach. */
export const mayRecordIncident = (actor: Actor): Decision => pupilReach(actor)

/** The board and single incidents; of which one anything is seen says `incidentLevel`. */
export function maySeeIncidents(actor: Actor): Decision {
  const reach = pupilReach(actor)
  return reach.allowed && isOfficer(actor) ? { ...reach, tiers: [...reach.tiers, 'protection'] } : reach
}

/** Who may decide that somebody is not told, read why, and close: principal and counsellor (H-04). */
export const isOfficer = (actor: Actor): boolean => hasRole(actor, 'principal', 'counsellor')

export type IncidentLevel = 'whole' | 'notices'

interface Involved {
  readonly recordedBy: string
  readonly children: readonly { readonly pupilId: string; readonly classId: string | null }[]
}

/**
 * How much of an incident somebody sees, and null for whom it does not exist. Principal, counsellor, whoever recorded it, and the
 * class teacher of every child see what happened; a helping teacher of every child sees that it did, and whom to tell. Of
 * children of several classes each class teacher writes down the own: both sides are protected (P9-19). Keepers of registers
 * see what they recorded themselves, an auditor counts only.
 */
export function incidentLevel(actor: Actor, { recordedBy, children }: Involved): IncidentLevel | null {
  if (children.length === 0) return null
  if (isOfficer(actor)) return 'whole'
  const ofClass = ({ classId }: Involved['children'][number]): boolean =>
    actor.grants.some(
      (grant) => grant.role === 'classTeacher' && classId !== null && grant.classId === classId,
    )
  const helped = ({ pupilId }: Involved['children'][number]): boolean =>
    actor.grants.some((grant) => grant.role === 'helpingTeacher' && grant.pupilId === pupilId)
  const keeps = hasRole(actor, 'archiveKeeper', 'administrator')
  const own = recordedBy === actor.userId && (keeps || children.every((one) => ofClass(one) || helped(one)))
  if (own || children.every(ofClass)) return 'whole'
  return children.every((one) => ofClass(one) || helped(one)) ? 'notices' : null
}

/** Counts without a child: leaders, and whoever looks whether all is done as agreed. */
export const maySeeIncidentFigures = (actor: Actor): Decision =>
  forRoles(actor, 'principal', 'counsellor', 'auditor')

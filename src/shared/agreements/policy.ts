import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Agreements about children within reach; of those with the school the own, and for leaders and keepers all. */
export const mayOpenAgreements = (actor: Actor): Decision => pupilReach(actor)

/** Who draws up and ends: those who keep the files, and a class teacher for the own class. */
export const mayKeepAgreements = (actor: Actor): Decision =>
  pupilReach({
    ...actor,
    grants: actor.grants.filter(({ role }) => ['principal', 'archiveKeeper', 'classTeacher'].includes(role)),
  })

/** The school's own wording, and agreements of staff with the school. */
export const mayKeepForSchool = (actor: Actor): Decision => forRoles(actor, 'principal', 'archiveKeeper')

/** Whether the person keeps this agreement: a class teacher those of the own class, not of a child helped elsewhere. */
export function mayKeep(
  actor: Actor,
  about: { readonly pupilId: string | null; readonly classId: string | null },
): boolean {
  if (about.pupilId === null) return mayKeepForSchool(actor).allowed
  const keeps = mayKeepAgreements(actor)
  if (!keeps.allowed) return false
  return (
    keeps.reach.kind === 'school' || (about.classId !== null && keeps.reach.classIds.includes(about.classId))
  )
}

/**
 * Why an agreement about a child was made and ended, its costs and its papers: whoever keeps it and the counsellor. Whoever
 * only brings signatures or keeps accounts knows that there is one, who signs, and what each has promised to do (H-02).
 */
export const mayReadWhole = (
  actor: Actor,
  about: { readonly pupilId: string | null; readonly classId: string | null },
): boolean => about.pupilId === null || mayKeep(actor, about) || hasRole(actor, 'counsellor')

interface Signing {
  readonly pupilId: string | null
  /** The person of the school who signs this part, if it is one. */
  readonly userId: string | null
}

/** Signatures for a child are brought by whoever works with it; those of staff by the person or by who keeps them. */
export const mayRecordSignature = (actor: Actor, { pupilId, userId }: Signing): boolean =>
  pupilId === null
    ? userId === actor.userId || mayKeepForSchool(actor).allowed
    : hasRole(actor, 'principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher')

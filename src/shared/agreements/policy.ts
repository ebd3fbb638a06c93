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

/** Why an agreement about a child ended: whoever keeps it and the counsellor; whoever only brings signatures knows that it did. */
export const mayReadEnd = (actor: Actor, keeps: boolean, pupilId: string | null): boolean =>
  keeps || pupilId === null || hasRole(actor, 'counsellor')

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

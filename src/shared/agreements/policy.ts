import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

/** Agreements about children within reach; of those with the school the own, and for leaders and keepers all. */
export const mayOpenAgreements = (actor: Actor): Decision => pupilReach(actor)

/** Who draws up, records signatures and ends: those who keep the files, and a class teacher for the own class. */
export const mayKeepAgreements = (actor: Actor): Decision =>
  pupilReach({
    ...actor,
    grants: actor.grants.filter(({ role }) =>
      ['principal', 'archiveKeeper', 'administrator', 'classTeacher'].includes(role),
    ),
  })

/** The school's own wording, and agreements of staff with the school. */
export const mayKeepForSchool = (actor: Actor): Decision =>
  forRoles(actor, 'principal', 'archiveKeeper', 'administrator')

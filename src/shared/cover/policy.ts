import { forRoles } from '#shared/access/policy.ts'
import type { Actor, Decision, Role } from '#shared/access/schema.ts'

/** Head and administrator arrange it for anybody. */
export const mayArrangeForAll = (actor: Actor): Decision => forRoles(actor, 'principal', 'administrator')

/** Teachers arrange it for the posts they hold themselves; what one covers for another is not passed on. */
export function mayArrange(actor: Actor): Decision {
  const wide = mayArrangeForAll(actor)
  if (wide.allowed) return wide
  const own = actor.grants.filter((grant) => !grant.coverFor)
  return forRoles({ ...actor, grants: own }, 'classTeacher', 'helpingTeacher')
}

/** Leaders see every cover, everybody else those that concern the person. */
export const maySeeCovers = (actor: Actor): Decision =>
  forRoles(
    actor,
    ...([
      'principal',
      'administrator',
      'classTeacher',
      'helpingTeacher',
      'counsellor',
      'archiveKeeper',
    ] satisfies Role[]),
  )

import { forRoles, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'

const only = (actor: Actor, ...roles: readonly string[]): Actor => ({
  ...actor,
  grants: actor.grants.filter(({ role }) => roles.includes(role)),
})

/** The own classes, with what the handbook says of a child. */
const ownClasses = (actor: Actor): Decision => {
  const own = pupilReach(only(actor, 'classTeacher'))
  return own.allowed ? { ...own, tiers: ['contact', 'handbook'] } : own
}

const isOwn = (actor: Actor, classId: string): boolean =>
  actor.grants.some((grant) => grant.role === 'classTeacher' && grant.classId === classId)

/** The head sees which weeks of which classes are kept, a class teacher the own. */
export function maySeeHandbooks(actor: Actor): Decision {
  const wide = forRoles(actor, 'principal')
  return wide.allowed ? { ...wide, tiers: ['contact'] } : ownClasses(actor)
}

/** A class's handbook: the class teacher reads all of it, the head all that is about no single child (H-12). */
export const mayOpenHandbook = (actor: Actor, classId: string): Decision =>
  isOwn(actor, classId) ? ownClasses(actor) : maySeeHandbooks(actor)

export const mayWriteHandbook = (actor: Actor, classId: string): Decision =>
  isOwn(actor, classId) ? ownClasses(actor) : { allowed: false }

/** Own entries, of the handbook or of a diary, about children one still has. */
export function mayKeepEntries(actor: Actor): Decision {
  const own = pupilReach(only(actor, 'classTeacher', 'helpingTeacher'))
  return own.allowed ? { ...own, tiers: ['contact', 'handbook'] } : own
}

/** Only the author changes what was written. */
export const mayChangeEntry = (actor: Actor, entry: { readonly authorId: string }): boolean =>
  entry.authorId === actor.userId

/** A helper writes a diary about an own child; nobody else reads a word of it (H-12). */
export const mayKeepDiary = (actor: Actor): Decision => pupilReach(only(actor, 'helpingTeacher'))

/** That diaries are kept: the head of all, a class teacher of the own class, a helper of the own children. */
export function maySeeDiaries(actor: Actor): Decision {
  const wide = forRoles(actor, 'principal')
  return wide.allowed ? wide : pupilReach(only(actor, 'classTeacher', 'helpingTeacher'))
}

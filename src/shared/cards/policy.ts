import { forRoles, hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import type { CardLevel } from '#shared/cards/schema.ts'

/** Teachers for their own children; counsellor and principal for any child of the school. */
export function mayFileCard(actor: Actor): Decision {
  const wide = forRoles(actor, 'counsellor', 'principal')
  if (wide.allowed) return { ...wide, tiers: wide.why === 'counsellor' ? ['case', 'psych'] : [] }
  return pupilReach({
    ...actor,
    grants: actor.grants.filter(({ role }) => role === 'classTeacher' || role === 'helpingTeacher'),
  })
}

/** Whose cards a person may see at all; how much of one says `cardLevel`. */
export const maySeeCards = (actor: Actor): Decision => pupilReach(actor)

/** H-12: done (leaders and keepers) / topics (the child's teachers) / content (author and counsellor). */
export function cardLevel(
  actor: Actor,
  card: { readonly authorId: string; readonly pupilId: string; readonly classId: string | null },
): CardLevel {
  if (card.authorId === actor.userId || hasRole(actor, 'counsellor')) return 'content'
  const own = actor.grants.some(
    (grant) =>
      (grant.role === 'classTeacher' && grant.classId !== null && grant.classId === card.classId) ||
      (grant.role === 'helpingTeacher' && grant.pupilId === card.pupilId),
  )
  return own ? 'topics' : 'done'
}

/** Only the author puts his own card right. */
export const mayCorrect = (actor: Actor, card: { readonly authorId: string }): boolean =>
  card.authorId === actor.userId

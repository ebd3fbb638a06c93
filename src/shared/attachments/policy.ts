import { hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import type { OwnerKind } from '#shared/attachments/schema.ts'

/** Not the administrator, who keeps accounts and no files. */
export const fileWriters = [
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
] as const

/** The tier of what hangs on something: what was said in a talk is deeper than a contact or a signed paper. */
export const tierOf = (kind: OwnerKind): 'contact' | 'case' => (kind === 'card' ? 'case' : 'contact')

/** Whose things a person may open at all; the reads then find only those within reach. */
export const mayOpenFiles = (actor: Actor): Decision => pupilReach(actor)

interface FileOwner {
  readonly kind: OwnerKind
  /** Who wrote the card; null where it does not matter. */
  readonly authorId: string | null
}

/** H-12: what hangs on a card is read by its author and the counsellor, as its content is. */
export const mayReadFiles = (actor: Actor, owner: FileOwner): boolean =>
  owner.kind !== 'card' || owner.authorId === actor.userId || hasRole(actor, 'counsellor')

/**
 * Adding and taking away: on a card its author; on a child's file or an agreement whoever works with the child and reads
 * it. What is taken away has a reason, is on record, and can be brought back for 30 days.
 */
export const mayKeepFiles = (actor: Actor, owner: FileOwner): boolean =>
  owner.kind === 'card' ? owner.authorId === actor.userId : hasRole(actor, ...fileWriters)

import { hasRole, pupilReach } from '#shared/access/policy.ts'
import { mayReadWhole } from '#shared/agreements/policy.ts'
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
  readonly pupilId: string | null
  readonly classId: string | null
}

/**
 * Whoever reads what it hangs on reads the files: of a card its author and the counsellor (H-12), of a child's file whoever
 * works with the child, of an agreement whoever reads it whole (H-02).
 */
export function mayReadFiles(actor: Actor, owner: FileOwner): boolean {
  if (owner.kind === 'card') return owner.authorId === actor.userId || hasRole(actor, 'counsellor')
  return owner.kind === 'agreement' ? mayReadWhole(actor, owner) : hasRole(actor, ...fileWriters)
}

/**
 * Adding and taking away: on a card its author; on a child's file or an agreement whoever works with the child and reads
 * it. What is taken away has a reason, is on record, and can be brought back for 30 days.
 */
export const mayKeepFiles = (actor: Actor, owner: Pick<FileOwner, 'kind' | 'authorId'>): boolean =>
  owner.kind === 'card' ? owner.authorId === actor.userId : hasRole(actor, ...fileWriters)

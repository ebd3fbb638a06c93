import { hasRole, pupilReach } from '#shared/access/policy.ts'
import type { Actor, Decision } from '#shared/access/schema.ts'
import { mayKeepAgreements } from '#shared/agreements/policy.ts'
import type { OwnerKind } from '#shared/attachments/schema.ts'

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

/** On a child's file: whoever cares for the child; on a card its author; on an agreement whoever keeps agreements. */
export function mayAddFiles(actor: Actor, owner: FileOwner): boolean {
  if (owner.kind === 'card') return owner.authorId === actor.userId
  if (owner.kind === 'agreement') return mayKeepAgreements(actor).allowed
  return hasRole(actor, 'principal', 'archiveKeeper', 'classTeacher', 'helpingTeacher', 'counsellor')
}

/** Who put it there, and whoever keeps the files. */
export const mayRemoveFile = (actor: Actor, file: { readonly authorId: string }): boolean =>
  file.authorId === actor.userId || hasRole(actor, 'principal', 'archiveKeeper')

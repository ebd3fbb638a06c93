import { sql } from 'kysely'
import type { OwnerKind } from '#shared/attachments/schema.ts'
import { newId } from '#server/db/id.ts'
import { lockQuery, qb, raw } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export interface NewFile {
  readonly id: string
  readonly ownerKind: OwnerKind
  readonly ownerId: string
  readonly pupilId: string | null
  readonly tier: string
  readonly nameSealed: Buffer
  readonly size: number
  readonly sha256: Buffer
}

/** One file of an owner after the other is announced or brought back: counted at the same time they would be too many. */
export const lockOwnerQuery = (scope: Scope, ownerId: string) => lockQuery('files', scope.schoolId, ownerId)

/** A known id is left as it is: sent twice, begun once. */
export const insertFileQuery = (scope: Scope, authorId: string, file: NewFile) =>
  qb
    .insertInto('attachment')
    .values({
      school_id: scope.schoolId,
      id: file.id,
      owner_kind: file.ownerKind,
      owner_id: file.ownerId,
      pupil_id: file.pupilId,
      tier: file.tier,
      author_id: authorId,
      name_sealed: file.nameSealed,
      size: file.size,
      sha256: file.sha256,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export interface Part {
  readonly at: number
  readonly sealed: Buffer
}

interface PartOf {
  readonly id: string
  readonly tier: string
  readonly authorId: string
}

export const insertPartQuery = (
  scope: Scope,
  file: PartOf,
  rendition: 'upload' | 'full' | 'thumb',
  { at, sealed }: Part,
) =>
  qb
    .insertInto('attachment_part')
    .values({
      school_id: scope.schoolId,
      id: newId(),
      attachment_id: file.id,
      tier: file.tier,
      author_id: file.authorId,
      rendition,
      at,
      sealed,
    })
    .compile()

export interface FileSet {
  readonly received?: number
  readonly state?: 'ready' | 'quarantined'
  readonly mime?: 'image/jpeg' | 'application/pdf'
  readonly kept_size?: number
  readonly scan?: string
}

export const updateFileQuery = (scope: Scope, id: string, set: FileSet) =>
  qb.updateTable('attachment').set(set).where('school_id', '=', scope.schoolId).where('id', '=', id).compile()

export const removeFileQuery = (scope: Scope, id: string, reasonSealed: Buffer) =>
  qb
    .updateTable('attachment')
    .set({ removed_at: sql<string>`now()`, removed_by: scope.userId, removed_reason_sealed: reasonSealed })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .returning('id')
    .compile()

export const restoreFileQuery = (scope: Scope, id: string) =>
  qb
    .updateTable('attachment')
    .set({ removed_at: null, removed_by: null, removed_reason_sealed: null })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('removed_at', 'is not', null)
    .returning('id')
    .compile()

/** The upload's parts, once what is kept of them has been written. */
export const deleteUploadQuery = (scope: Scope, id: string) =>
  qb
    .deleteFrom('attachment_part')
    .where('school_id', '=', scope.schoolId)
    .where('attachment_id', '=', id)
    .where('rendition', '=', 'upload')
    .compile()

/** A file that was refused; its parts go with it. */
export const deleteFileQuery = (scope: Scope, id: string) =>
  qb.deleteFrom('attachment').where('school_id', '=', scope.schoolId).where('id', '=', id).compile()

/** Uploads that nobody continued for a day, and files removed long ago. */
export const deleteOldQuery = (scope: Scope, now: Date, keptDays: number) =>
  raw<{ id: string }>(
    `delete from attachment where school_id = $1::uuid and (
       (state = 'uploading' and created_at < $2::timestamptz - interval '1 day')
       or removed_at < $2::timestamptz - make_interval(days => $3))
     returning id`,
    [scope.schoolId, now.toISOString(), keptDays],
  )

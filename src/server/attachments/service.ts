import { mayKeepFiles, mayOpenFiles } from '#shared/attachments/policy.ts'
import { KEPT_REMOVED_DAYS, MOST_FILES } from '#shared/attachments/rules.ts'
import type { AttachmentList, Owner } from '#shared/attachments/schema.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import type { FileAnswer } from '#shared/contract.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { aboutFile, readableOwner, readsFile } from '#server/attachments/parts/access.ts'
import { openName, openParts, sealReason } from '#server/attachments/parts/sealed.ts'
import { attachmentOf } from '#server/attachments/parts/shapes.ts'
import {
  deleteOldQuery,
  lockOwnerQuery,
  removeFileQuery,
  restoreFileQuery,
} from '#server/attachments/queries.ts'
import { countFilesQuery, filesQuery, partsQuery, schoolsQuery } from '#server/attachments/reads.ts'
import { mintJobScope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

export { fileRows } from '#server/attachments/parts/stored.ts'
export { beginUpload, finishUpload, getUpload, receiveChunk } from '#server/attachments/parts/uploads.ts'

type Done = Result<{ done: true }>

/** What hangs on one thing; the look at a child's list goes on record with the file it belongs to. */
export async function listAttachments(
  { db, vault }: Deps,
  context: Context,
  of: Owner,
): Promise<Result<AttachmentList>> {
  const { actor } = context
  const scope = context.scope(mayOpenFiles(actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<AttachmentList>>(scope, async (tx) => {
    const found = await readableOwner(context, tx, scope, of)
    if (!found.ok) return found
    const owner = found.value
    const all = await tx.rows(filesQuery(scope, of.kind, of.id))
    const rows = all.filter((row) => readsFile(context, owner, row))
    const [shown, removed] = [
      rows.filter(({ removedAt }) => removedAt === null),
      rows.filter(({ removedAt }) => removedAt !== null),
    ]
    const mayKeep = mayKeepFiles(actor, owner)
    if (shown.length > 0)
      tx.audit({
        action: 'read',
        entity: 'attachmentList',
        entityId: of.id,
        pupilId: owner.pupilId,
        detail: { owner: of.kind, files: shown.length },
      })
    return ok({
      attachments: shown.map((row) => attachmentOf(vault, mayKeep, row)),
      removed: mayKeep
        ? removed.map(({ id, nameSealed }) => ({ id, name: openName(vault, id, nameSealed) }))
        : [],
      mayAdd: mayKeep,
    })
  })
}

/** The bytes of a file that passed every check; one in quarantine is not served to anybody. */
export function readFile(
  deps: Deps,
  context: Context,
  id: string,
  rendition: 'full' | 'thumb',
): Promise<Result<FileAnswer>> {
  const { vault } = deps
  return aboutFile<FileAnswer>(deps, context, { id }, async (tx, scope, file) => {
    if (file.removedAt !== null || file.state === 'uploading') return fail('not-found')
    if (file.state === 'quarantined') return fail('attachment-quarantined')
    const parts = await tx.rows(partsQuery(scope, id, rendition))
    // Of a PDF there is no small picture; what the tier does not give away is not there either.
    if (parts.length === 0) return fail('not-found')
    tx.audit({
      action: 'read',
      entity: 'attachment',
      entityId: id,
      pupilId: file.pupilId,
      detail: { owner: file.ownerKind, rendition },
    })
    const isPicture = file.mime === 'image/jpeg'
    const name = openName(vault, id, file.nameSealed).replace(/\.[a-z0-9]{1,5}$/i, '')
    return ok({
      bytes: openParts(vault, id, rendition, parts),
      mime: isPicture ? 'image/jpeg' : 'application/pdf',
      fileName: `${name}.${isPicture ? 'jpg' : 'pdf'}`,
    })
  })
}

export function removeAttachment(deps: Deps, context: Context, id: string, reason: string): Promise<Done> {
  return aboutFile<{ done: true }>(deps, context, { id, lock: true }, async (tx, scope, file, owner) => {
    if (file.state === 'uploading') return fail('not-found')
    if (!mayKeepFiles(context.actor, owner)) return fail('forbidden')
    // A signature stands on it: the agreement is ended, not emptied.
    if (file.signed) return fail('still-in-use')
    const [removed] = await tx.rows(removeFileQuery(scope, id, sealReason(deps.vault, id, reason)))
    if (removed) tx.audit({ action: 'remove', entity: 'attachment', entityId: id, pupilId: file.pupilId })
    return ok({ done: true as const })
  })
}

export function restoreAttachment(deps: Deps, context: Context, id: string): Promise<Done> {
  return aboutFile<{ done: true }>(deps, context, { id, lock: true }, async (tx, scope, file, owner) => {
    if (!mayKeepFiles(context.actor, owner)) return fail('forbidden')
    await tx.rows(lockOwnerQuery(scope, file.ownerId))
    const [count] = await tx.rows(countFilesQuery(scope, file.ownerKind, file.ownerId))
    if (file.removedAt !== null && (count?.files ?? 0) >= MOST_FILES)
      return fail('attachment-too-many', { most: MOST_FILES })
    const [restored] = await tx.rows(restoreFileQuery(scope, id))
    if (restored) tx.audit({ action: 'restore', entity: 'attachment', entityId: id, pupilId: file.pupilId })
    return ok({ done: true as const })
  })
}

/** Uploads nobody continued for a day and files removed 30 days ago vanish (H-25); run daily for every school. */
export async function tidyAttachments(deps: Deps): Promise<number> {
  const now = new Date(deps.now())
  let gone = 0
  for (const { id, timeZone } of await deps.db.rows(schoolsQuery())) {
    const scope = mintJobScope(id, todayIn(timeZone, now))
    await deps.db.write(scope, async (tx) => {
      const rows = await tx.rows(deleteOldQuery(scope, now, KEPT_REMOVED_DAYS))
      gone += rows.length
      if (rows.length > 0) tx.audit({ action: 'tidy', entity: 'attachment', detail: { files: rows.length } })
    })
  }
  return gone
}

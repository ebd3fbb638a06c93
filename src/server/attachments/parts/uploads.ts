import { createHash } from 'node:crypto'
import { mayKeepFiles, mayOpenFiles, tierOf } from '#shared/attachments/policy.ts'
import { MOST_FILES } from '#shared/attachments/rules.ts'
import type { Attachment, Upload, UploadInput } from '#shared/attachments/schema.ts'
import { fail, invalid, ok, type Failure, type Result } from '#shared/errors.ts'
import { aboutFile, readableOwner } from '#server/attachments/parts/access.ts'
import { kindOf, prepare, type Kept } from '#server/attachments/parts/prepare.ts'
import { scanBytes } from '#server/attachments/parts/scan.ts'
import { openParts, sealedParts, sealName, sealPart } from '#server/attachments/parts/sealed.ts'
import { attachmentOf } from '#server/attachments/parts/shapes.ts'
import {
  deleteFileQuery,
  deleteUploadQuery,
  insertFileQuery,
  insertPartQuery,
  lockOwnerQuery,
  updateFileQuery,
} from '#server/attachments/queries.ts'
import { countFilesQuery, type FileRow, fileQuery, partsQuery } from '#server/attachments/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

const uploadOf = ({ id, size, received, state }: FileRow): Upload => ({ id, size, received, state })

/** Announces a file; the same id with the same bytes goes on where it stopped. */
export async function beginUpload(deps: Deps, context: Context, input: UploadInput): Promise<Result<Upload>> {
  const scope = context.scope(mayOpenFiles(context.actor))
  if (!scope) return fail('forbidden')
  const { userId } = context.user
  return deps.db.write<Result<Upload>>(scope, async (tx) => {
    const found = await readableOwner(context, tx, scope, input.owner)
    if (!found.ok) return found
    const owner = found.value
    if (!mayKeepFiles(context.actor, owner)) return fail('forbidden')
    const { id, size } = input
    const sha256 = Buffer.from(input.sha256, 'hex')
    await tx.rows(lockOwnerQuery(scope, input.owner.id))
    const [[known], [count]] = await tx.run(
      fileQuery(scope, id),
      countFilesQuery(scope, input.owner.kind, input.owner.id),
    )
    if (!known && (count?.files ?? 0) >= MOST_FILES) return fail('attachment-too-many', { most: MOST_FILES })
    if (!known)
      await tx.rows(
        insertFileQuery(scope, userId, {
          id,
          ownerKind: input.owner.kind,
          ownerId: input.owner.id,
          pupilId: owner.pupilId,
          tier: tierOf(input.owner.kind),
          nameSealed: sealName(deps.vault, id, input.name),
          size,
          sha256,
        }),
      )
    const [row] = await tx.rows(fileQuery(scope, id))
    const isSame =
      row?.authorId === userId &&
      row.removedAt === null &&
      row.ownerId === input.owner.id &&
      row.sha256.equals(sha256)
    return row && isSame ? ok(uploadOf(row)) : fail('already-exists')
  })
}

/** An own upload; nobody goes on with somebody else's. */
const aboutOwn = <T>(
  deps: Deps,
  context: Context,
  id: string,
  work: (tx: Transaction, scope: Scope, file: FileRow) => Promise<Result<T>>,
): Promise<Result<T>> =>
  aboutFile<T>(deps, context, { id, lock: true }, async (tx, scope, file) => {
    if (file.authorId !== context.user.userId) return fail('forbidden')
    return file.removedAt === null ? work(tx, scope, file) : fail('not-found')
  })

export const getUpload = (deps: Deps, context: Context, id: string): Promise<Result<Upload>> =>
  aboutOwn<Upload>(deps, context, id, async (_tx, _scope, file) => ok(uploadOf(file)))

/** Chunk and offset are written together or not at all: what was answered is safe, what was torn never was. */
export function receiveChunk(
  deps: Deps,
  context: Context,
  id: string,
  { offset, bytes }: { readonly offset: number; readonly bytes: Buffer },
): Promise<Result<Upload>> {
  return aboutOwn<Upload>(deps, context, id, async (tx, scope, file) => {
    const received = offset + bytes.length
    if (file.state !== 'uploading' || offset !== file.received)
      return fail('upload-offset', { received: file.received })
    if (bytes.length === 0) return invalid({ path: 'offset', code: 'invalid' })
    if (received > file.size) return fail('upload-changed')
    const sealed = sealPart(deps.vault, id, 'upload', offset, bytes)
    await tx.run(
      insertPartQuery(scope, file, 'upload', { at: offset, sealed }),
      updateFileQuery(scope, id, { received }),
    )
    return ok(uploadOf({ ...file, received }))
  })
}

type Finished = Result<{ attachment: Attachment }>

/** Checks the whole file and keeps it, puts it into quarantine, or refuses it; asked again it answers the same. */
export async function finishUpload(deps: Deps, context: Context, id: string): Promise<Finished> {
  const { vault, env } = deps
  const arrived = await aboutOwn<{ file: FileRow; bytes: Buffer | null }>(
    deps,
    context,
    id,
    async (tx, scope, file) => {
      // Only a scanner that gave no answer is worth asking again.
      if (file.state === 'ready' || file.scan === 'found') return ok({ file, bytes: null })
      if (file.received < file.size) return fail('upload-offset', { received: file.received })
      return ok({
        file,
        bytes: openParts(vault, id, 'upload', await tx.rows(partsQuery(scope, id, 'upload'))),
      })
    },
  )
  if (!arrived.ok) return arrived
  const { file, bytes } = arrived.value
  if (bytes === null) return ok({ attachment: attachmentOf(vault, true, file) })
  if (!createHash('sha256').update(bytes).digest().equals(file.sha256))
    return refuse(deps, context, id, { code: 'upload-changed' })
  const kind = await kindOf(bytes)
  if (!kind.ok) return refuse(deps, context, id, kind.error)
  const scan = await scanBytes(env.virusScan, bytes)
  if (scan === 'found' || scan === 'failed')
    return settle(deps, context, id, (tx, scope) =>
      tx.run(updateFileQuery(scope, id, { state: 'quarantined', scan })),
    )
  const kept = await prepare(bytes, kind.value)
  if (!kept.ok) return refuse(deps, context, id, kept.error)
  return settle(deps, context, id, async (tx, scope, row) => {
    await tx.run(...keepQueries(deps, scope, row, kept.value))
    await tx.run(
      deleteUploadQuery(scope, id),
      updateFileQuery(scope, id, {
        state: 'ready',
        mime: kept.value.mime,
        kept_size: kept.value.full.length,
        scan,
      }),
    )
  })
}

function keepQueries({ vault }: Deps, scope: Scope, file: FileRow, { full, thumb }: Kept) {
  const insert = (rendition: 'full' | 'thumb', bytes: Buffer) =>
    sealedParts(vault, file.id, rendition, bytes).map((part) => insertPartQuery(scope, file, rendition, part))
  return [...insert('full', full), ...(thumb === null ? [] : insert('thumb', thumb))]
}

/** The last step, once: another request may have been faster. */
function settle(
  deps: Deps,
  context: Context,
  id: string,
  work: (tx: Transaction, scope: Scope, file: FileRow) => Promise<unknown>,
): Promise<Finished> {
  return aboutOwn<{ attachment: Attachment }>(deps, context, id, async (tx, scope, file) => {
    if (file.state === 'ready') return ok({ attachment: attachmentOf(deps.vault, true, file) })
    await work(tx, scope, file)
    const [row] = await tx.rows(fileQuery(scope, id))
    if (!row) throw new Error('the file just kept is not there')
    tx.audit({
      action: row.state === 'ready' ? 'create' : 'quarantine',
      entity: 'attachment',
      entityId: id,
      pupilId: row.pupilId,
      detail: { owner: row.ownerKind, ownerId: row.ownerId, bytes: row.keptSize ?? row.size, scan: row.scan },
    })
    return ok({ attachment: attachmentOf(deps.vault, true, row) })
  })
}

/** Nothing of a refused file stays. */
async function refuse(deps: Deps, context: Context, id: string, error: Failure): Promise<Finished> {
  const gone = await aboutOwn<null>(deps, context, id, async (tx, scope, file) => {
    await tx.run(deleteFileQuery(scope, id))
    tx.audit({
      action: 'refuse',
      entity: 'attachment',
      entityId: id,
      pupilId: file.pupilId,
      detail: { owner: file.ownerKind, because: error.code },
    })
    return ok(null)
  })
  return gone.ok ? { ok: false, error } : gone
}

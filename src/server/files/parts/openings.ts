import { mayCloseFile } from '#shared/children/policy.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import type { FileClosing, FileOpening } from '#shared/files/schema.ts'
import { aboutChild, markedForFileQuery, noteKeepersQuery, openFileQuery } from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import { closeFileQuery, lockFileQuery, openNoteQuery } from '#server/files/queries.ts'
import { sealFileNote } from '#server/files/service.ts'
import type { Context } from '#server/http/context.ts'

type Done = Result<{ done: true }>

/** Opened already it stays as it is. */
export function openFile(
  deps: Deps,
  context: Context,
  id: string,
  { note = '' }: FileOpening,
): Promise<Done> {
  const decision = mayCloseFile(context.actor)
  return aboutChild(deps, context, { decision, id }, async (tx, scope) => {
    const [opened] = await tx.rows(openFileQuery(scope, scope.today, [id], 'decided'))
    if (!opened) return ok({ done: true as const })
    if (note !== '')
      await tx.run(openNoteQuery(scope, opened.id, sealFileNote(deps.vault, opened.id, 'open', note)))
    await tx.run(noteKeepersQuery(scope, [id], null))
    tx.audit({ action: 'open', entity: 'careFile', entityId: opened.id, pupilId: id })
    await openDuties(deps, tx, scope, scope.today, [id])
    return ok({ done: true as const })
  })
}

export function closeFile(
  deps: Deps,
  context: Context,
  id: string,
  { kind, note = '' }: FileClosing,
): Promise<Done> {
  const decision = mayCloseFile(context.actor)
  return aboutChild(deps, context, { decision, id }, async (tx, scope) => {
    const [file] = await tx.rows(lockFileQuery(scope, id))
    if (!file) return fail('not-allowed-now')
    // The night would open it anew.
    const [marked] = await tx.rows(markedForFileQuery(scope, [id]))
    if (marked) return fail('still-in-use', { by: 'marks' })
    const sealed = note === '' ? null : sealFileNote(deps.vault, file.id, 'close', note)
    await tx.run(closeFileQuery(scope, file.id, kind, sealed))
    tx.audit({ action: 'close', entity: 'careFile', entityId: file.id, pupilId: id, detail: { kind } })
    // A birthday to come is looked into only while the child is on the list or its file is open.
    await openDuties(deps, tx, scope, scope.today, [id])
    return ok({ done: true as const })
  })
}

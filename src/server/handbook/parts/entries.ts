import { type LocalDate, weekStart } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { mayChangeEntry, mayKeepEntries, mayWriteHandbook } from '#shared/handbook/policy.ts'
import type { EntryChange, EntryInput, HandbookEntry } from '#shared/handbook/schema.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { pagesOfClass, weekAt } from '#server/handbook/parts/calendar.ts'
import { sealEntry } from '#server/handbook/parts/sealed.ts'
import { entryOf } from '#server/handbook/parts/shapes.ts'
import {
  deleteEntryQuery,
  insertEntryQuery,
  type NewEntry,
  updateEntryQuery,
  updateTextQuery,
} from '#server/handbook/queries.ts'
import { type EntryRow, entryQuery, pagesQuery, pupilsOfClassQuery } from '#server/handbook/reads.ts'
import type { Context } from '#server/http/context.ts'

type Answer = Result<{ entry: HandbookEntry }>

const entityOf = (kind: string): string => (kind === 'diary' ? 'diary' : 'handbookEntry')

/** Each day has a page in the class's handbook, and none of these pages is closed: it would be opened again first. */
async function checkDays(
  tx: Transaction,
  scope: Scope,
  classId: string,
  days: readonly LocalDate[],
): Promise<Result<true>> {
  const pages = await pagesOfClass(tx, scope, classId)
  if (!pages) return fail('not-found')
  for (const on of days.map(weekStart)) {
    if (!weekAt(pages, on)) return invalid({ path: 'on', code: 'invalid' })
    const [page] = await tx.rows(pagesQuery(scope, [classId], { from: on, to: on }))
    if (page && page.completedOn !== null) return fail('not-allowed-now')
  }
  return ok(true)
}

/** Files words once: the same id again gives the same answer, of another author or another child it is taken. */
export async function fileEntry(
  { vault }: Deps,
  context: Context,
  tx: Transaction,
  scope: Scope,
  entry: Omit<NewEntry, 'sealed'> & { readonly text: string },
): Promise<Answer> {
  const { userId } = context.user
  const sealed = sealEntry(vault, entry.id, entry.text)
  const [added] = await tx.rows(insertEntryQuery(scope, { ...entry, sealed }))
  const [row] = await tx.rows(entryQuery(scope, entry.id))
  const isSame = row?.authorId === userId && row.kind === entry.kind && row.pupilId === entry.pupilId
  if (!row || !isSame) return fail('already-exists')
  if (added)
    tx.audit({
      action: 'create',
      entity: entityOf(entry.kind),
      entityId: entry.id,
      pupilId: entry.pupilId,
    })
  return ok({ entry: entryOf(vault, userId, row) })
}

export async function createEntry(
  deps: Deps,
  context: Context,
  classId: string,
  { id, on, pupilId, text }: EntryInput,
): Promise<Answer> {
  const scope = context.scope(mayWriteHandbook(context.actor, classId))
  // A class one does not teach is a class one does not know.
  if (!scope) return fail('not-found')
  return deps.db.write<Answer>(scope, async (tx) => {
    const pupils = await tx.rows(pupilsOfClassQuery(scope, classId))
    if (on > scope.today) return invalid({ path: 'on', code: 'in-future' })
    if (pupilId !== null && !pupils.some((pupil) => pupil.id === pupilId))
      return invalid({ path: 'pupilId', code: 'unknown-reference' })
    const checked = await checkDays(tx, scope, classId, [on])
    if (!checked.ok) return checked
    return fileEntry(deps, context, tx, scope, { id, kind: 'class', classId, pupilId, on, text })
  })
}

export function changeEntry(deps: Deps, context: Context, id: string, change: EntryChange): Promise<Answer> {
  const { vault } = deps
  return onOwnEntry<{ entry: HandbookEntry }>(deps, context, id, change.on, async (tx, scope, old) => {
    const { version, on = old.on, text } = change
    const [updated] = await tx.rows(updateEntryQuery(scope, id, version, on))
    if (!updated) return fail('version-conflict')
    if (text !== undefined) await tx.rows(updateTextQuery(scope, id, sealEntry(vault, id, text)))
    const [row] = await tx.rows(entryQuery(scope, id))
    if (!row) throw new Error('the entry just changed is not there')
    tx.audit({ action: 'change', entity: entityOf(old.kind), entityId: id, pupilId: old.pupilId })
    return ok({ entry: entryOf(vault, context.user.userId, row) })
  })
}

export function removeEntry(
  deps: Deps,
  context: Context,
  id: string,
  version: number,
): Promise<Result<{ done: true }>> {
  return onOwnEntry<{ done: true }>(deps, context, id, undefined, async (tx, scope, old) => {
    const [removed] = await tx.rows(deleteEntryQuery(scope, id, version))
    if (!removed) return fail('version-conflict')
    tx.audit({ action: 'remove', entity: entityOf(old.kind), entityId: id, pupilId: old.pupilId })
    return ok({ done: true })
  })
}

/** An entry the person wrote, about a class or a child they still have, on a page that is not closed. */
async function onOwnEntry<T>(
  { db }: Deps,
  context: Context,
  id: string,
  newDay: string | undefined,
  work: (tx: Transaction, scope: Scope, old: EntryRow) => Promise<Result<T>>,
): Promise<Result<T>> {
  const scope = context.scope(mayKeepEntries(context.actor))
  if (!scope) return fail('forbidden')
  return db.write<Result<T>>(scope, async (tx) => {
    const [old] = await tx.rows(entryQuery(scope, id))
    if (!old) return fail('not-found')
    if (!mayChangeEntry(context.actor, old)) return fail('forbidden')
    if (newDay !== undefined && newDay > scope.today) return invalid({ path: 'on', code: 'in-future' })
    const checked =
      old.classId === null
        ? ok(true)
        : await checkDays(tx, scope, old.classId, [...new Set([old.on, newDay ?? old.on])])
    if (!checked.ok) return checked
    return work(tx, scope, old)
  })
}

import { fail, ok, type Result } from '#shared/errors.ts'
import { keyOf } from '#server/appraisal/parts/facts.ts'
import { openEntry, sealEntry, type EntryValue } from '#server/appraisal/parts/sealed.ts'
import { insertEntriesQuery } from '#server/appraisal/queries.ts'
import { entriesQuery, knownEntriesQuery, type EntryRow } from '#server/appraisal/reads.ts'
import type { Transaction } from '#server/db/database.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'

/** One line for each child whose entries were opened: whoever looks into one child's log finds it there. */
export function auditRead(
  tx: Pick<Transaction, 'audit'>,
  schemeId: string,
  pupilIds: readonly string[],
  detail: Readonly<Record<string, unknown>>,
): void {
  for (const pupilId of pupilIds)
    tx.audit({ action: 'read', entity: 'appraisalEntry', entityId: schemeId, pupilId, detail })
}

export interface Wanted {
  readonly id: string
  readonly pupilId: string
  readonly kind: EntryRow['kind']
  readonly spanId: string
  readonly value: EntryValue
  /** The newest one that was read. */
  readonly after: string | null
}

/**
 * Adds what is new, each once. The same id again must say the same; what the person's own newest entry says already is not
 * written again, for its answer may have been lost. Somebody else's newer entry is not written over unseen.
 */
export async function enter(
  { vault, now }: Deps,
  tx: Transaction,
  scope: Scope,
  by: string,
  entries: readonly Wanted[],
): Promise<Result<{ done: true }>> {
  const [newest, known] = await tx.run(
    entriesQuery(scope, [...new Set(entries.map(({ spanId }) => spanId))]),
    knownEntriesQuery(
      scope,
      entries.map(({ id }) => id),
    ),
  )
  const knownById = new Map(known.map((entry) => [entry.id, entry]))
  const newestOf = new Map(newest.map((entry) => [keyOf(entry), entry]))
  const saysSo = (entry: EntryRow | undefined, one: Wanted): boolean =>
    entry !== undefined &&
    keyOf(entry) === keyOf(one) &&
    entry.enteredBy === by &&
    openEntry(vault, entry.id, entry.sealed) === one.value
  const isOther = (one: Wanted): boolean => knownById.has(one.id) && !saysSo(knownById.get(one.id), one)
  if (entries.some(isOther)) return fail('already-exists')
  const fresh = entries.filter((one) => !knownById.has(one.id) && !saysSo(newestOf.get(keyOf(one)), one))
  if (fresh.some((one) => (newestOf.get(keyOf(one))?.id ?? null) !== one.after))
    return fail('version-conflict')
  if (fresh.length === 0) return ok({ done: true })
  const sealed = fresh.map((one) => ({ ...one, sealed: sealEntry(vault, one.id, one.value) }))
  await tx.run(insertEntriesQuery(scope, by, new Date(now()).toISOString(), sealed))
  for (const { id, pupilId, kind } of fresh)
    tx.audit({ action: 'enter', entity: 'appraisalEntry', entityId: id, pupilId, detail: { kind } })
  return ok({ done: true })
}

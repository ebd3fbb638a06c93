import { mayMerge } from '#shared/duplicates/policy.ts'
import { MERGE_FIELDS } from '#shared/duplicates/rules/fields.ts'
import { suspicion } from '#shared/duplicates/rules/suspect.ts'
import type {
  ComparedEntry,
  Comparison,
  DuplicateList,
  MergeField,
  SuspectReason,
  SuspectSide,
} from '#shared/duplicates/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Deps } from '#server/deps.ts'
import { valuesOf } from '#server/duplicates/parts/values.ts'
import { dismissQuery, lockPairQuery } from '#server/duplicates/queries.ts'
import {
  candidatesQuery,
  comparedQuery,
  mergesQuery,
  MOST_CANDIDATES,
  type SideRow,
} from '#server/duplicates/reads.ts'
import type { Context } from '#server/http/context.ts'

const MOST_MERGES = 50
/** Shown at once; the others come when these are dealt with. */
const MOST_SUSPECTS = 100

const sideOf = ({ pinyin: _pinyin, parents: _parents, sex, ...side }: SideRow): SuspectSide => ({
  ...side,
  sex: sex as SuspectSide['sex'],
})

const reasonsOf = (pair: RowOf<ReturnType<typeof candidatesQuery>>): SuspectReason[] => [
  ...(pair.sameId ? (['sameId'] as const) : []),
  ...suspicion(pair.first, pair.second),
]

/** Entries that may be the same child, and what was merged before. */
export async function listDuplicates({ db }: Deps, context: Context): Promise<Result<DuplicateList>> {
  const scope = context.scope(mayMerge(context.actor))
  if (!scope) return fail('forbidden')
  const [pairs, merges] = await db.read(scope, [candidatesQuery(scope), mergesQuery(scope, MOST_MERGES)])
  const suspects = pairs.flatMap((pair) => {
    const reasons = reasonsOf(pair)
    return reasons.length > 0 ? [{ first: sideOf(pair.first), second: sideOf(pair.second), reasons }] : []
  })
  const more = suspects.length > MOST_SUSPECTS || pairs.length === MOST_CANDIDATES
  return ok({ suspects: suspects.slice(0, MOST_SUSPECTS), more, merges })
}

type ComparedRow = RowOf<ReturnType<typeof comparedQuery>>

/** Two entries side by side; each counts as looked at. */
export async function compare(
  { db, vault }: Deps,
  context: Context,
  { keptId, goneId }: { keptId: string; goneId: string },
): Promise<Result<Comparison>> {
  const scope = context.scope(mayMerge(context.actor))
  if (!scope) return fail('forbidden')
  const [first = '', second = ''] = [keptId, goneId].toSorted()
  return db.write<Result<Comparison>>(scope, async (tx) => {
    const [rows, pairs] = await tx.run(
      comparedQuery(scope, [keptId, goneId]),
      candidatesQuery(scope, { first, second }),
    )
    const [kept, gone] = [keptId, goneId].map((id) => rows.find(({ pupil }) => pupil.id === id))
    if (!kept || !gone) return fail('not-found')
    if (keptId === goneId) return invalid({ path: 'goneId', code: 'same-person' })
    for (const pupilId of [keptId, goneId])
      tx.audit({ action: 'read', entity: 'careFile', entityId: pupilId, pupilId, detail: { compared: true } })
    const [mine, theirs] = [valuesOf(vault, kept), valuesOf(vault, gone)]
    const [pair] = pairs
    return ok({
      kept: entryOf(kept, mine),
      gone: entryOf(gone, theirs),
      reasons: pair ? reasonsOf(pair) : [],
      differing: MERGE_FIELDS.filter((field) => mine[field].full !== theirs[field].full),
    })
  })
}

function entryOf(row: ComparedRow, values: ReturnType<typeof valuesOf>): ComparedEntry {
  const { pupil, file, family, cards, duties } = row
  return {
    side: sideOf(row.side),
    version: Number(pupil['version']),
    leftOn: (pupil['left_on'] ?? null) as string | null,
    values: Object.fromEntries(MERGE_FIELDS.map((field) => [field, values[field].masked])) as Record<
      MergeField,
      string | null
    >,
    belongings: { family, cards, duties, opened: file !== null },
  }
}

/** Remembered: these two are not the same child. */
export async function dismiss(
  { db }: Deps,
  context: Context,
  { keptId, goneId }: { keptId: string; goneId: string },
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayMerge(context.actor))
  if (!scope) return fail('forbidden')
  const [first = '', second = ''] = [keptId, goneId].toSorted()
  return db.write<Result<{ done: true }>>(scope, async (tx) => {
    const found = new Set((await tx.rows(lockPairQuery(scope, [first, second]))).map(({ id }) => id))
    if (!found.has(first) || !found.has(second)) return fail('not-found')
    if (first === second) return invalid({ path: 'goneId', code: 'same-person' })
    const [decided] = await tx.rows(dismissQuery(scope, first, second))
    if (decided)
      tx.audit({
        action: 'dismiss',
        entity: 'duplicate',
        entityId: decided.id,
        pupilId: first,
        detail: { other: second },
      })
    return ok({ done: true })
  })
}

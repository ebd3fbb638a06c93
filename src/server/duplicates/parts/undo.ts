import { namedBy } from '#shared/duplicates/rules/merge.ts'
import { mayMerge } from '#shared/duplicates/policy.ts'
import { giveBack, type Table } from '#shared/duplicates/rules/touched.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import { evaluateSchool } from '#server/children/service.ts'
import type { ChildTableName } from '#server/db/child-tables.ts'
import type { Transaction } from '#server/db/database.ts'
import { giveWayQuery, givingWay } from '#server/db/giving-way.ts'
import { childRowsQuery, dropRowsQuery, moveRowsQuery, putRowsQuery } from '#server/db/moving.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import {
  IMAGED,
  imagesOf,
  MERGED,
  openRecord,
  type Imaged,
  type MergeRecord,
} from '#server/duplicates/parts/record.ts'
import {
  BAR_COLUMNS,
  lockMergeQuery,
  lockPairDutiesQuery,
  lockPairQuery,
  unbarKeptQuery,
  undoneQuery,
} from '#server/duplicates/queries.ts'
import { askedTransferQuery, existingDutiesQuery } from '#server/duplicates/reads.ts'
import type { Context } from '#server/http/context.ts'

type Undone = Result<{ keptId: string; goneId: string }>

const anyNumber = (): null => null
const once =
  (open: string, ...columns: readonly string[]) =>
  (row: Readonly<Record<string, unknown>>): string | null =>
    row[open] === null ? namedBy(row, ...columns) : null

const RULES: Readonly<Record<Imaged, Table>> = {
  pupil: { whole: false, keyOf: anyNumber },
  class_membership: { whole: false, keyOf: anyNumber },
  family_member: { whole: false, keyOf: anyNumber },
  absence: { whole: false, keyOf: anyNumber },
  carer: { whole: false, keyOf: anyNumber },
  child_status: { whole: true, keyOf: once('to_on', 'pupil_id', 'definition_id') },
  child_file: { whole: false, keyOf: once('closed_on', 'pupil_id') },
  duty: {
    whole: true,
    keyOf: (row) => namedBy(row, 'pupil_id', 'rule_id', 'window_from', 'slot'),
  },
  escalation: { whole: true, keyOf: (row) => namedBy(row, 'duty_id', 'step') },
  child_file_part: { whole: true, keyOf: (row) => namedBy(row, 'pupil_id', 'tier') },
  file_renewal: { whole: true, keyOf: (row) => namedBy(row, 'pupil_id', 'section', 'confirmed_on') },
  household_place: { whole: false, keyOf: once('to_on', 'pupil_id') },
  care_mark: {
    whole: false,
    keyOf: (row) => (row['mistaken_at'] === null ? once('to_on', 'pupil_id', 'category')(row) : null),
  },
  attachment: { whole: false, keyOf: anyNumber },
  agreement: { whole: false, keyOf: anyNumber },
  agreement_party: { whole: false, keyOf: anyNumber },
  contact_named: { whole: false, keyOf: anyNumber },
  contact_change: { whole: false, keyOf: anyNumber },
  contact_check: { whole: false, keyOf: (row) => namedBy(row, 'round_id', 'pupil_id') },
  contact_proposal: { whole: false, keyOf: anyNumber },
  pairing: { whole: true, keyOf: anyNumber },
  pairing_member: { whole: false, keyOf: anyNumber },
  pairing_consent: { whole: false, keyOf: anyNumber },
  pairing_need: { whole: false, keyOf: (row) => namedBy(row, 'pupil_id') },
  role_assignment: { whole: false, keyOf: anyNumber },
}

/** Gives back both entries. What was written since the merge stays with the kept one. */
export function undo(deps: Deps, context: Context, mergeId: string): Promise<Undone> {
  const scope = context.scope(mayMerge(context.actor))
  if (!scope) return Promise.resolve(fail('forbidden'))
  const work = async (tx: Transaction): Promise<Undone> => {
    await tx.run(giveWayQuery())
    const [known] = await tx.rows(lockMergeQuery(scope, mergeId))
    if (!known) return fail('not-found')
    const { keptId, goneId, sealed } = known
    if (known.undoneAt !== null) return ok({ keptId, goneId })
    const [kept] = await tx.rows(lockPairQuery(scope, [keptId]))
    await tx.rows(lockPairDutiesQuery(scope, [keptId]))
    // Merged again into another entry since: that merge is undone first.
    if (!kept || (await tx.rows(askedTransferQuery(scope, [keptId]))).length > 0)
      return fail('not-allowed-now')
    const record = openRecord(deps.vault, mergeId, sealed)
    await putBack(tx, scope, keptId, record)
    await moveBack(tx, scope, { keptId, goneId, record })
    for (const column of BAR_COLUMNS)
      await tx.run(unbarKeptQuery(scope, column, { keptId, ids: record.barred?.[column] ?? [] }))
    await evaluateSchool(tx, scope, scope.today, [keptId, goneId])
    await openDuties(deps, tx, scope, scope.today, [keptId, goneId])
    await tx.run(undoneQuery(scope, mergeId, new Date(deps.now()).toISOString()))
    for (const pupilId of [keptId, goneId])
      tx.audit({ action: 'unmerge', entity: 'pupil', entityId: pupilId, pupilId, detail: { mergeId } })
    return ok({ keptId, goneId })
  }
  return givingWay(() => deps.db.write(scope, work))
}

async function putBack(tx: Transaction, scope: Scope, keptId: string, record: MergeRecord): Promise<void> {
  const now = await imagesOf(tx, scope, [keptId])
  const back = Object.fromEntries(
    IMAGED.map((table) => [table, giveBack(record.touched[table] ?? [], now[table], RULES[table])]),
  ) as unknown as Record<Imaged, ReturnType<typeof giveBack>>
  const here = new Set(IMAGED.flatMap((table) => now[table].map(({ id }) => id)))
  const drops = MERGED.toReversed().filter((table) => back[table].drops.length > 0)
  // Rows that are there make room before the others come back.
  const puts = IMAGED.flatMap((table) => {
    const rows = back[table].puts
    const parts = [rows.filter(({ id }) => here.has(id)), rows.filter(({ id }) => !here.has(id))]
    return parts.flatMap((part) => (part.length > 0 ? [putRowsQuery(scope, table, part)] : []))
  })
  await tx.run(...drops.map((table) => dropRowsQuery(scope, table, 'id', back[table].drops)), ...puts)
}

async function moveBack(
  tx: Transaction,
  scope: Scope,
  { keptId, goneId, record }: { keptId: string; goneId: string; record: MergeRecord },
): Promise<void> {
  for (const [table, ids] of Object.entries(record.moved) as [ChildTableName, readonly string[]][]) {
    const [there] = await tx.rows(childRowsQuery(scope, table, keptId))
    const own = new Set(there?.ids)
    await tx.run(
      moveRowsQuery(
        scope,
        table,
        ids.filter((id) => own.has(id)),
        { pupil_id: goneId },
      ),
    )
  }
  const wanted = record.works.map(({ from }) => from)
  const duties = new Set((await tx.rows(existingDutiesQuery(scope, wanted))).map(({ id }) => id))
  for (const { id, from } of record.works)
    if (duties.has(from)) await tx.run(moveRowsQuery(scope, 'work', [id], { duty_id: from }))
}

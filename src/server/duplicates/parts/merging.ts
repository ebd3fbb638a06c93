import {
  DECIDED,
  planMerge,
  textOf,
  type MergePlan,
  type RowsOf,
  type Decided,
} from '#shared/duplicates/rules/merge.ts'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { planKnit } from '#shared/duplicates/rules/knit.ts'
import { mayMerge } from '#shared/duplicates/policy.ts'
import { touchedRows, type Touched } from '#shared/duplicates/rules/touched.ts'
import type { MergeInput } from '#shared/duplicates/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { evaluateSchool } from '#server/children/service.ts'
import { tablesToMerge } from '#server/db/child-tables.ts'
import type { Transaction } from '#server/db/database.ts'
import { giveWayQuery, givingWay } from '#server/db/giving-way.ts'
import {
  childRowsQuery,
  dropRowsQuery,
  moveRowsQuery,
  putRowsQuery,
  type StoredRow,
} from '#server/db/moving.ts'
import type { Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { openDuties } from '#server/duties/service.ts'
import {
  IMAGED,
  imagesOf,
  MERGED,
  sealRecord,
  type Imaged,
  type Images,
  type Merged,
  type MergeRecord,
} from '#server/duplicates/parts/record.ts'
import { mergeParts } from '#server/duplicates/parts/sealed-parts.ts'
import { fillMember, takeFile, takePupil } from '#server/duplicates/parts/values.ts'
import {
  BAR_COLUMNS,
  barKeptQuery,
  insertMergeQuery,
  lockMergeQuery,
  lockPairDutiesQuery,
  lockPairQuery,
} from '#server/duplicates/queries.ts'
import { askedTransferQuery, worksOfDutiesQuery } from '#server/duplicates/reads.ts'
import type { Context } from '#server/http/context.ts'

/** Makes two entries of one child one, in one transaction; idempotent by the id of the merge. */
export function merge(deps: Deps, context: Context, input: MergeInput): Promise<Result<{ pupilId: string }>> {
  const scope = context.scope(mayMerge(context.actor))
  if (!scope) return Promise.resolve(fail('forbidden'))
  const { id, keptId, goneId } = input
  const work = async (tx: Transaction): Promise<Result<{ pupilId: string }>> => {
    await tx.run(giveWayQuery())
    const [known] = await tx.rows(lockMergeQuery(scope, id))
    if (known) return known.keptId === keptId ? ok({ pupilId: keptId }) : fail('already-exists')
    const pair = new Map((await tx.rows(lockPairQuery(scope, [keptId, goneId]))).map((row) => [row.id, row]))
    const [kept, gone] = [pair.get(keptId), pair.get(goneId)]
    if (!kept || !gone) return fail('not-found')
    if (keptId === goneId) return invalid({ path: 'goneId', code: 'same-person' })
    if (kept.version !== input.keptVersion || gone.version !== input.goneVersion)
      return fail('version-conflict')
    // An entry of a child that is here must not vanish into one of a child that has left.
    if (kept.left) return fail('not-allowed-now')
    if ((await tx.rows(askedTransferQuery(scope, [keptId, goneId]))).length > 0)
      return fail('not-allowed-now')
    await tx.rows(lockPairDutiesQuery(scope, [keptId, goneId]))
    const before = await imagesOf(tx, scope, [keptId, goneId])
    const barred: Record<string, string[]> = {}
    for (const column of BAR_COLUMNS)
      barred[column] = (await tx.rows(barKeptQuery(scope, column, input))).map((row) => row.id)
    const { moved, works } = await bringTogether(deps, tx, scope, input, before)
    await evaluateSchool(tx, scope, scope.today, [keptId])
    await openDuties(deps, tx, scope, scope.today, [keptId])
    const after = await imagesOf(tx, scope, [keptId, goneId])
    const touched = Object.fromEntries(
      IMAGED.map((table) => [table, touchedRows(before[table], after[table])]),
    ) as unknown as Record<Imaged, Touched[]>
    const sealed = sealRecord(deps.vault, id, { touched, moved, works, barred })
    await tx.run(insertMergeQuery(scope, { id, keptId, goneId, sealed }))
    tx.audit({
      action: 'merge',
      entity: 'pupil',
      entityId: keptId,
      pupilId: keptId,
      detail: { goneId, fields: input.take },
    })
    return ok({ pupilId: keptId })
  }
  return givingWay(() => deps.db.write(scope, work))
}

const ownRows = (images: Images, pupilId: string): RowsOf<Decided> => {
  const duties = new Set(images.duty.flatMap((row) => (row['pupil_id'] === pupilId ? [row.id] : [])))
  return Object.fromEntries(
    DECIDED.map((table) => [
      table,
      images[table].filter((row) =>
        table === 'escalation' ? duties.has(String(row['duty_id'])) : row['pupil_id'] === pupilId,
      ),
    ]),
  ) as unknown as RowsOf<Decided>
}

async function bringTogether(
  { vault }: Deps,
  tx: Transaction,
  scope: Scope,
  { keptId, goneId, take }: MergeInput,
  before: Images,
): Promise<Pick<MergeRecord, 'moved' | 'works'>> {
  const [kept, gone] = [ownRows(before, keptId), ownRows(before, goneId)]
  const yesterday = addDays(scope.today, -1)
  const carers = new Set(before.agreement_party.map((row) => textOf(row, 'carer_id')))
  const plan = planMerge(keptId, kept, gone, { carers, lastDay: yesterday })
  const kin = new Map(plan.members.map((pair) => [pair.gone, pair.kept]))
  const lost = new Set(plan.drops.carer)
  const knit = planKnit({ keptId, goneId, kin, lost, today: scope.today, yesterday }, before)
  const parts = mergeParts(vault, { keptId, goneId, take }, before.child_file_part)
  const works = await followDuties(tx, scope, plan)
  const moved = await moveAsTheyAre(tx, scope, keptId, goneId)
  const find = (rows: readonly StoredRow[], id: string): StoredRow | undefined =>
    rows.find((row) => row.id === id)
  const filled = plan.members.flatMap((pair) => {
    const [one, other] = [find(kept.family_member, pair.kept), find(gone.family_member, pair.gone)]
    return (one && other && fillMember(vault, one, other, take)) ?? []
  })
  const isOpen = (row: StoredRow): boolean => row['closed_on'] === null
  const file = takeFile(kept.child_file.find(isOpen), gone.child_file.find(isOpen), take)
  const puts: Partial<RowsOf<Merged>> = {
    ...plan.puts,
    ...knit.puts,
    child_file_part: parts.puts,
    family_member: [...plan.puts.family_member, ...filled],
    child_file: [...plan.puts.child_file, ...(file ? [file] : [])],
  }
  const drops: Partial<Record<Merged, readonly string[]>> = {
    ...plan.drops,
    ...knit.drops,
    child_file_part: parts.drops,
  }
  await tx.run(
    ...MERGED.toReversed().flatMap((table) => {
      const ids = drops[table] ?? []
      return ids.length > 0 ? [dropRowsQuery(scope, table, 'id', ids)] : []
    }),
    ...MERGED.flatMap((table) => {
      const rows = puts[table] ?? []
      return rows.length > 0 ? [putRowsQuery(scope, table, rows)] : []
    }),
    dropRowsQuery(scope, 'pupil', 'id', [goneId]),
  )
  const [one, other] = [find(before.pupil, keptId), find(before.pupil, goneId)]
  if (one && other) await tx.run(putRowsQuery(scope, 'pupil', [takePupil(vault, one, other, take)]))
  return { moved, works }
}

/** Work that was recorded for a duty that goes is work for the one that stays for the same window. */
async function followDuties(
  tx: Transaction,
  scope: Scope,
  { duties }: MergePlan,
): Promise<MergeRecord['works']> {
  const to = new Map(duties.map((pair) => [pair.from, pair.to]))
  const rows = await tx.rows(worksOfDutiesQuery(scope, [...to.keys()]))
  const works = rows.map(({ id, dutyId }) => ({ id, from: dutyId, to: to.get(dutyId) ?? dutyId }))
  if (works.length > 0)
    await tx.run(...works.map((work) => moveRowsQuery(scope, 'work', [work.id], { duty_id: work.to })))
  return works
}

async function moveAsTheyAre(
  tx: Transaction,
  scope: Scope,
  keptId: string,
  goneId: string,
): Promise<MergeRecord['moved']> {
  const tables = tablesToMerge('move')
  const found = await tx.run(...tables.map((table) => childRowsQuery(scope, table, goneId)))
  const moved = tables.flatMap((table, at) => {
    const ids = found[at]?.[0]?.ids ?? []
    return ids.length > 0 ? [{ table, ids }] : []
  })
  if (moved.length > 0)
    await tx.run(...moved.map(({ table, ids }) => moveRowsQuery(scope, table, ids, { pupil_id: keptId })))
  return Object.fromEntries(moved.map(({ table, ids }) => [table, ids]))
}

import { DECIDED, type Decided } from '#shared/duplicates/rules/merge.ts'
import { KNIT, type Knit } from '#shared/duplicates/rules/knit-tables.ts'
import type { Touched } from '#shared/duplicates/rules/touched.ts'
import type { ChildTableName } from '#server/db/child-tables.ts'
import type { Transaction } from '#server/db/database.ts'
import type { StoredRow } from '#server/db/moving.ts'
import type { Scope } from '#server/db/scope.ts'
import { imagesQuery } from '#server/duplicates/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export type Merged = Decided | Knit | 'child_file_part'
/** In the order in which they can be written. */
export const MERGED = [...DECIDED, 'child_file_part', ...KNIT] as const
export type Imaged = 'pupil' | Merged
export const IMAGED = ['pupil', ...MERGED] as const
export type Images = Readonly<Record<Imaged, readonly StoredRow[]>>

/** What a merge did, enough to undo it. */
export interface MergeRecord {
  readonly touched: Readonly<Partial<Record<Imaged, readonly Touched[]>>>
  /** Rows that went over as they were, by table. */
  readonly moved: Readonly<Partial<Record<ChildTableName, readonly string[]>>>
  /** Records of work that belong to another duty since. */
  readonly works: readonly { readonly id: string; readonly from: string; readonly to: string }[]
  /** Other children's needs that bar the kept child because they barred the entry that went, by column. */
  readonly barred?: Readonly<Partial<Record<'relatives' | 'conflicts', readonly string[]>>>
}

const context = (mergeId: string): string => `merge.record:${mergeId}`

export const sealRecord = (vault: Vault, mergeId: string, record: MergeRecord): Buffer =>
  vault.seal(JSON.stringify(record), context(mergeId))

export const openRecord = (vault: Vault, mergeId: string, sealed: Buffer): MergeRecord =>
  JSON.parse(vault.open(sealed, context(mergeId))) as MergeRecord

/** Tables whose rows are found by rows of another one. */
const HANGING = {
  escalation: { by: 'duty_id', ids: (found: Found) => idsOf(found, 'duty', 'id') },
  agreement_party: { by: 'agreement_id', ids: (found: Found) => idsOf(found, 'agreement', 'id') },
  pairing: { by: 'id', ids: (found: Found) => idsOf(found, 'pairing_member', 'pairing_id') },
  pairing_member: { by: 'pairing_id', ids: (found: Found) => idsOf(found, 'pairing_member', 'pairing_id') },
  pairing_consent: { by: 'pairing_id', ids: (found: Found) => idsOf(found, 'pairing_member', 'pairing_id') },
} as const
type Found = ReadonlyMap<Imaged, readonly StoredRow[]>
const idsOf = (found: Found, table: Imaged, column: string): string[] =>
  (found.get(table) ?? []).map((row) => String(row[column]))
const isHanging = (table: Imaged): table is keyof typeof HANGING => table in HANGING

/** Every row of some children in the tables that are merged row by row; of their pairings everybody. */
export async function imagesOf(tx: Transaction, scope: Scope, pupilIds: readonly string[]): Promise<Images> {
  const direct = IMAGED.filter((table) => !isHanging(table) || table === 'pairing_member')
  const answers = await tx.run(
    ...direct.map((table) =>
      imagesQuery(scope, table, {
        by: table === 'pupil' ? 'id' : 'pupil_id',
        ids: pupilIds,
      }),
    ),
  )
  const found = new Map(direct.map((table, at) => [table, (answers[at] ?? []).map(({ row }) => row)]))
  const hanging = IMAGED.filter(isHanging)
  const more = await tx.run(
    ...hanging.map((table) =>
      imagesQuery(scope, table, { by: HANGING[table].by, ids: HANGING[table].ids(found) }),
    ),
  )
  return Object.fromEntries([
    ...found,
    ...hanging.map((table, at) => [table, (more[at] ?? []).map(({ row }) => row)] as const),
  ]) as unknown as Images
}

import { DECIDED, type Decided } from '#shared/duplicates/rules/merge.ts'
import type { Touched } from '#shared/duplicates/rules/touched.ts'
import { CHILD_TABLES, type ChildTableName } from '#server/db/child-tables.ts'
import type { Transaction } from '#server/db/database.ts'
import type { StoredRow } from '#server/db/moving.ts'
import type { Scope } from '#server/db/scope.ts'
import { imagesQuery } from '#server/duplicates/reads.ts'
import type { Vault } from '#server/vault/vault.ts'

export type Imaged = 'pupil' | Decided
export const IMAGED = ['pupil', ...DECIDED] as const
export type Images = Readonly<Record<Imaged, readonly StoredRow[]>>

/** What a merge did, enough to undo it. */
export interface MergeRecord {
  readonly touched: Readonly<Record<Imaged, readonly Touched[]>>
  /** Rows that went over as they were, by table. */
  readonly moved: Readonly<Partial<Record<ChildTableName, readonly string[]>>>
  /** Records of work that belong to another duty since. */
  readonly works: readonly { readonly id: string; readonly from: string; readonly to: string }[]
}

const context = (mergeId: string): string => `merge.record:${mergeId}`

export const sealRecord = (vault: Vault, mergeId: string, record: MergeRecord): Buffer =>
  vault.seal(JSON.stringify(record), context(mergeId))

export const openRecord = (vault: Vault, mergeId: string, sealed: Buffer): MergeRecord =>
  JSON.parse(vault.open(sealed, context(mergeId))) as MergeRecord

/** Every row of some children in the tables that are merged row by row. */
export async function imagesOf(tx: Transaction, scope: Scope, pupilIds: readonly string[]): Promise<Images> {
  const direct = IMAGED.filter((table) => table !== 'escalation')
  const answers = await tx.run(
    ...direct.map((table) => {
      const rule = CHILD_TABLES[table]
      return imagesQuery(scope, table, { by: 'by' in rule ? rule.by : 'pupil_id', ids: pupilIds })
    }),
  )
  const found = new Map(direct.map((table, at) => [table, (answers[at] ?? []).map(({ row }) => row)]))
  const duties = (found.get('duty') ?? []).map(({ id }) => id)
  const escalations = await tx.rows(imagesQuery(scope, 'escalation', { by: 'duty_id', ids: duties }))
  return {
    ...Object.fromEntries(found),
    escalation: escalations.map(({ row }) => row),
  } as unknown as Images
}

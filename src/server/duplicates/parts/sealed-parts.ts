import type { MergeField } from '#shared/duplicates/schema.ts'
import { EMPTY_PART, openPart, sealPart, type PartTier } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import type { StoredRow } from '#server/db/moving.ts'
import { asJson, toBytes } from '#server/duplicates/parts/stored-bytes.ts'
import type { Vault } from '#server/vault/vault.ts'

const contentOf = (vault: Vault, pupilId: string, row: StoredRow | undefined) => {
  const sealed = toBytes(row?.['sealed'])
  return row && sealed ? openPart(vault, pupilId, String(row['tier']), sealed) : EMPTY_PART
}

/** Everything that some parts of a child's file say. */
export const saidIn = (
  vault: Vault,
  pupilId: string,
  parts: readonly StoredRow[],
): Readonly<Record<string, string>> =>
  Object.assign({}, ...parts.map((row) => contentOf(vault, pupilId, row).values)) as Record<string, string>

/**
 * Two files of one child, tier by tier and value by value: the kept one wins where both say something, unless the other's
 * value was chosen. Under the seal of the kept child; the other's rows go.
 */
export function mergeParts(
  vault: Vault,
  { keptId, goneId, take }: { keptId: string; goneId: string; take: readonly MergeField[] },
  rows: readonly StoredRow[],
): { puts: StoredRow[]; drops: string[] } {
  const chosen: readonly string[] = take
  const gone = rows.filter((row) => row['pupil_id'] === goneId)
  const puts = gone.map((row) => {
    const own = rows.find((one) => one['pupil_id'] === keptId && one['tier'] === row['tier'])
    const [mine, theirs] = [contentOf(vault, keptId, own), contentOf(vault, goneId, row)]
    const isTaken = (key: string): boolean => mine.values[key] === undefined || chosen.includes(key)
    const taken = Object.keys(theirs.values).filter(isTaken)
    const pick = <T>(from: Readonly<Record<string, T>>) =>
      Object.fromEntries(Object.entries(from).filter(([key]) => taken.includes(key)))
    const sealed = sealPart(vault, keptId, String(row['tier']) as PartTier, {
      values: { ...mine.values, ...pick(theirs.values) },
      written: { ...theirs.written, ...mine.written, ...pick(theirs.written) },
    })
    return { ...(own ?? { ...row, id: newId(), pupil_id: keptId }), ...asJson({ sealed }) }
  })
  return { puts, drops: gone.map(({ id }) => id) }
}

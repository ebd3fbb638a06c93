import type { Pair } from '#shared/duplicates/rules/knit-tables.ts'
import { namedBy, textOf, type Row } from '#shared/duplicates/rules/merge.ts'
import { MOST_NAMED, NamedKind } from '#shared/kin/schema.ts'

/**
 * Whom else one can ring (联系卡): a card holds no more of a kind than MOST_NAMED, and nobody twice. The kept entry's stay;
 * of the other's, in the order in which they were named, those there is room for. The rest is kept off the card, on record.
 */
export function planNamed({ keptId, goneId, today }: Pair, rows: readonly Row[]): Row[] {
  const onCard = rows.filter((row) => row['pupil_id'] === keptId && row['ended_on'] === null)
  const mine = rows
    .filter((row) => row['pupil_id'] === goneId)
    .toSorted((a, b) => (namedBy(a, 'created_at', 'id') < namedBy(b, 'created_at', 'id') ? -1 : 1))
  return mine.map((row) => {
    const moved = { ...row, pupil_id: keptId }
    if (row['ended_on'] !== null) return moved
    const ofKind = onCard.filter((one) => one['kind'] === row['kind'])
    const who = namedBy(row, 'name', 'phone_masked')
    const isThere = ofKind.some((one) => namedBy(one, 'name', 'phone_masked') === who)
    if (isThere || ofKind.length >= MOST_NAMED[NamedKind.parse(textOf(row, 'kind'))])
      return { ...moved, ended_on: today, version: Number(row['version']) + 1 }
    onCard.push(row)
    return moved
  })
}

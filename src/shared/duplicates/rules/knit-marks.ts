import { textOf, type Row } from '#shared/duplicates/rules/merge.ts'
import type { Pair } from '#shared/duplicates/rules/knit-tables.ts'

const FOREVER = '9999-12-31'
const endOf = (row: Row): string => textOf(row, 'to_on') || FOREVER

/** Both hold some day, of one category; what was a mistake holds on none. */
const meet = (a: Row, b: Row): boolean =>
  a['category'] === b['category'] &&
  a['mistaken_at'] === null &&
  b['mistaken_at'] === null &&
  textOf(a, 'from_on') <= endOf(b) &&
  textOf(b, 'from_on') <= endOf(a)

/** One row for the days of both, with the words of the first. */
function joined(kept: Row, other: Row): Row {
  const [end, otherEnd] = [endOf(kept), endOf(other)]
  const from = textOf(kept, 'from_on') < textOf(other, 'from_on') ? kept['from_on'] : other['from_on']
  const to = end > otherEnd ? end : otherEnd
  return { ...kept, from_on: from, to_on: to === FOREVER ? null : to, version: Number(kept['version']) + 1 }
}

/**
 * Why else the child is looked after, of both entries: a mark of the gone entry goes over, or makes those of the kept entry
 * that it meets longer, so that no day of either is lost and none counts twice.
 */
export function planMarks(
  { keptId, goneId }: Pick<Pair, 'keptId' | 'goneId'>,
  rows: readonly Row[],
): { readonly puts: Row[]; readonly drops: string[] } {
  const stored = rows.filter((row) => row['pupil_id'] === keptId)
  let own: Row[] = stored
  const drops: string[] = []
  for (const row of rows.filter((one) => one['pupil_id'] === goneId)) {
    const met = own.filter((one) => meet(one, row))
    const [first, ...others] = met
    if (first === undefined) {
      own = [...own, { ...row, pupil_id: keptId }]
      continue
    }
    const whole = others.reduce(joined, joined(first, row))
    own = [...own.filter((one) => !met.includes(one)), whole]
    drops.push(row.id, ...others.map(({ id }) => id))
  }
  return { puts: own.filter((row) => !stored.includes(row)), drops }
}

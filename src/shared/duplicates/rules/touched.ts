import type { Row } from '#shared/duplicates/rules/merge.ts'

/** One row that a merge touched: as it was and as it is; null = not there. */
export interface Touched {
  readonly before: Row | null
  readonly after: Row | null
}

/** Counters that go on whatever happens, and say nothing of the child. */
const COUNTERS: ReadonlySet<string> = new Set(['version', 'updated_at', 'field_versions'])

const text = (value: unknown): string => JSON.stringify(value ?? null)

const changed = (a: Row, b: Row): string[] =>
  Object.keys(a).filter((column) => !COUNTERS.has(column) && text(a[column]) !== text(b[column]))

/** The rows that differ between two looks at the same tables. */
export function touchedRows(before: readonly Row[], after: readonly Row[]): Touched[] {
  const then = new Map(before.map((row) => [row.id, row]))
  const now = new Map(after.map((row) => [row.id, row]))
  return [...new Set([...then.keys(), ...now.keys()])].flatMap((id) => {
    const pair = { before: then.get(id) ?? null, after: now.get(id) ?? null }
    return pair.before && pair.after && changed(pair.before, pair.after).length === 0 ? [] : [pair]
  })
}

export interface GiveBack {
  readonly puts: readonly Row[]
  readonly drops: readonly string[]
}

export interface Table {
  /** Rows that were written to since stay as they are, whole; else only the values that were changed since. */
  readonly whole: boolean
  /** What may be there once only; null = any number. */
  readonly keyOf: (row: Row) => string | null
}

/**
 * What gives back the rows as they were: values that somebody has changed since stay, and so do rows that were written
 * to since; a row removed since stays removed, and one whose place is taken by a newer one is not put back.
 */
export function giveBack(
  touched: readonly Touched[],
  now: readonly Row[],
  { whole, keyOf }: Table,
): GiveBack {
  const current = new Map(now.map((row) => [row.id, row]))
  const puts: Row[] = []
  const drops: string[] = []
  for (const { before, after } of touched) {
    const row = current.get((before ?? after)?.id ?? '')
    if (before === null) {
      if (after && row && changed(after, row).length === 0) drops.push(after.id)
    } else if (after === null) {
      if (!row) puts.push(before)
    } else if (row) {
      const since = changed(after, row)
      if (whole && since.length > 0) continue
      const back = changed(before, after).filter((column) => !since.includes(column))
      const version = typeof row['version'] === 'number' ? { version: row['version'] + 1 } : {}
      if (back.length > 0)
        puts.push({
          ...row,
          ...Object.fromEntries(back.map((column) => [column, before[column]])),
          ...version,
        })
    }
  }
  const leaving = new Set([...drops, ...puts.map(({ id }) => id)])
  const taken = new Set(now.flatMap((row) => (leaving.has(row.id) ? [] : (keyOf(row) ?? []))))
  return { drops, puts: puts.filter((row) => !taken.has(keyOf(row) ?? '')) }
}

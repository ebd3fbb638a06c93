import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { LEAST_SHOWN, suppress, type Hiding, type Sum } from './suppress.ts'

interface Table {
  readonly counts: Map<string, number>
  readonly sums: readonly Sum[]
}

/** Rows and columns with totals, and a second breakdown of the same grand total. */
function tableOf(rows: readonly (readonly number[])[], beside: readonly number[]): Table {
  const counts = new Map<string, number>()
  const sums: Sum[] = []
  const add = (total: string, parts: readonly string[]): void => {
    counts.set(
      total,
      parts.reduce((sum, part) => sum + (counts.get(part) ?? 0), 0),
    )
    sums.push({ total, parts })
  }
  const width = rows[0]?.length ?? 0
  rows.forEach((row, at) => row.forEach((count, column) => counts.set(`${at}/${column}`, count)))
  const columns = Array.from({ length: width }, (_, column) => column)
  rows.forEach((row, at) =>
    add(
      `${at}/all`,
      row.map((_, column) => `${at}/${column}`),
    ),
  )
  for (const column of columns)
    add(
      `all/${column}`,
      rows.map((_, at) => `${at}/${column}`),
    )
  add(
    'all',
    rows.map((_, at) => `${at}/all`),
  )
  sums.push({ total: 'all', parts: columns.map((column) => `all/${column}`) })
  // The same children told apart otherwise: what `beside` leaves over is one more part.
  const all = counts.get('all') ?? 0
  let left = all
  const parts = [...beside, all].map((wanted, at) => {
    const count = at === beside.length ? left : Math.min(wanted, left)
    left -= count
    counts.set(`beside/${at}`, count)
    return `beside/${at}`
  })
  sums.push({ total: 'all', parts })
  return { counts, sums }
}

/**
 * Somebody outside who knows the rule: is there another report that looks the same and in which this cell is another number?
 * Every number that the marks allow is tried for every hidden cell.
 */
function canDiffer({ counts, sums }: Table, hidden: ReadonlyMap<string, Hiding>, cell: string): boolean {
  const most = Math.max(...counts.values()) + 6
  const names = [cell, ...[...hidden.keys()].filter((name) => name !== cell)]
  const known = new Map([...counts].filter(([name]) => !hidden.has(name)))
  const possible = (name: string): number[] => {
    const all =
      hidden.get(name) === 'small'
        ? [1, 2, 3, 4]
        : Array.from({ length: most - LEAST_SHOWN }, (_, at) => at + LEAST_SHOWN)
    return name === cell ? all.filter((one) => one !== counts.get(cell)) : all
  }
  const domains = new Map(names.map((name) => [name, possible(name)]))
  const range = (name: string): readonly [number, number] => {
    const value = known.get(name)
    const domain = domains.get(name) ?? []
    return value === undefined ? [domain[0] ?? 0, domain.at(-1) ?? 0] : [value, value]
  }
  const fits = (): boolean =>
    sums.every(({ total, parts }) => {
      const [low, high] = parts
        .map(range)
        .reduce(([a, b], [c, d]) => [a + c, b + d] as const, [0, 0] as const)
      const [least, greatest] = range(total)
      return low <= greatest && high >= least
    })
  let tries = 0
  function solve(at: number): boolean {
    if (++tries > 300_000) throw new Error('too hard a table for this test')
    if (!fits()) return false
    const name = names[at]
    if (name === undefined) return true
    return (domains.get(name) ?? []).some((value) => {
      known.set(name, value)
      const solved = solve(at + 1)
      known.delete(name)
      return solved
    })
  }
  return solve(0)
}

const table = (most: number) =>
  fc
    .tuple(
      fc.integer({ min: 1, max: 3 }).chain((width) =>
        fc.array(fc.array(fc.nat(most), { minLength: width, maxLength: width }), {
          minLength: 1,
          maxLength: 3,
        }),
      ),
      fc.array(fc.nat(most), { maxLength: 2 }),
    )
    .map(([rows, beside]) => tableOf(rows, beside))

describe('K-54, H-22: small cells outside the school', () => {
  it('K-54: 1 to 4 are hidden, 0 and 5 stay; a second cell is hidden where the first could be computed', () => {
    const counts = new Map([
      ['all', 20],
      ['a', 3],
      ['b', 0],
      ['c', 6],
      ['d', 11],
    ])
    const hidden = suppress(counts, [{ total: 'all', parts: ['a', 'b', 'c', 'd'] }])
    expect(Object.fromEntries(hidden)).toEqual({ a: 'small', c: 'second' })
    const two = new Map([...counts, ['c', 2]])
    two.set('all', 16)
    expect(Object.fromEntries(suppress(two, [{ total: 'all', parts: ['a', 'b', 'c', 'd'] }]))).toEqual({
      a: 'small',
      c: 'small',
    })
  })

  it('K-54: two small cells that can only both be 1 protect nobody', () => {
    const counts = new Map([
      ['all', 7],
      ['a', 1],
      ['b', 1],
      ['c', 5],
    ])
    const hidden = suppress(counts, [{ total: 'all', parts: ['a', 'b', 'c'] }])
    expect(hidden.size).toBeGreaterThan(2)
  })

  it('K-54: those of a total who are in no part shown are protected as well', () => {
    const counts = new Map([
      ['pupils', 36],
      ['listed', 34],
      ['others', 2],
    ])
    const sums = [{ total: 'pupils', parts: ['listed', 'others'] }]
    const hidden = suppress(counts, sums, new Set(['others']))
    expect(hidden.get('listed') ?? hidden.get('pupils')).toBe('second')
    const many = new Map([...counts, ['listed', 20], ['others', 16]])
    const shown = suppress(many, sums, new Set(['others']))
    expect([shown.has('listed'), shown.has('pupils')]).toEqual([false, false])
  })

  it('K-54: whoever knows the rule and all that is shown finds no hidden cell, in rows, columns and linked tables', () => {
    fc.assert(
      fc.property(fc.oneof(table(9), table(3), table(14)), (one) => {
        const hidden = suppress(one.counts, one.sums)
        for (const [name, count] of one.counts)
          expect([name, hidden.get(name) === 'small']).toEqual([name, count > 0 && count < 5])
        for (const name of hidden.keys()) expect([name, canDiffer(one, hidden, name)]).toEqual([name, true])
      }),
      { numRuns: 300 },
    )
  })

  it('hides nothing where every count is nought or five and more', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 5, max: 60 }))), (row) => {
        const { counts, sums } = tableOf([row], [])
        expect(suppress(counts, sums).size).toBe(0)
      }),
    )
  })
})

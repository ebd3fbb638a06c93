import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OutsideCounts, outsideTables } from './outside.ts'
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

/** All that is tied to it is hidden, noughts too, because the marks alone would tell. */
const isWithheld = (counts: ReadonlyMap<string, number>, hidden: ReadonlyMap<string, Hiding>): boolean =>
  [...hidden].some(([name, mark]) => mark === 'second' && (counts.get(name) ?? 0) < LEAST_SHOWN)

/**
 * Somebody outside who knows the rule: is there another report that looks the same and in which this cell is another number?
 * Every number that the marks allow is tried for every hidden cell.
 */
function canDiffer({ counts, sums: all }: Table, hidden: ReadonlyMap<string, Hiding>, cell: string): boolean {
  const most = Math.max(...counts.values()) + 6
  const least = isWithheld(counts, hidden) ? 0 : LEAST_SHOWN
  // Only what hangs together by hidden cells bears on it.
  const tied = new Set([cell])
  const sums = new Set<Sum>()
  for (const name of tied)
    for (const sum of all.filter(({ total, parts }) => total === name || parts.includes(name))) {
      sums.add(sum)
      for (const next of [sum.total, ...sum.parts]) if (hidden.has(next)) tied.add(next)
    }
  const names = [...tied]
  const known = new Map([...counts].filter(([name]) => !hidden.has(name)))
  const possible = (name: string): number[] => {
    const fitting =
      hidden.get(name) === 'small'
        ? [1, 2, 3, 4]
        : Array.from({ length: most - least }, (_, at) => at + least)
    // The nearest first: if there is another report at all, there is one much like this.
    const own = counts.get(name) ?? 0
    const near = fitting.toSorted((a, b) => Math.abs(a - own) - Math.abs(b - own))
    return name === cell ? near.filter((one) => one !== own) : near
  }
  const domains = new Map(names.map((name) => [name, possible(name)]))
  const range = (name: string): readonly [number, number] => {
    const value = known.get(name)
    const domain = domains.get(name) ?? []
    return value === undefined ? [Math.min(...domain), Math.max(...domain)] : [value, value]
  }
  const fits = (): boolean =>
    [...sums].every(({ total, parts }) => {
      const [low, high] = parts
        .map(range)
        .reduce(([a, b], [c, d]) => [a + c, b + d] as const, [0, 0] as const)
      const [least, greatest] = range(total)
      return low <= greatest && high >= least
    })
  /** The cell of the sum in which the fewest are open; the last open one of a sum follows from the others. */
  const nextOf = (): { name: string; values: readonly number[] } | undefined => {
    const open = [...sums]
      .map((sum) => ({ sum, names: [sum.total, ...sum.parts].filter((name) => !known.has(name)) }))
      .filter(({ names: left }) => left.length > 0)
      .toSorted((a, b) => a.names.length - b.names.length)[0]
    const [name, other] = open?.names ?? names.filter((one) => !known.has(one))
    if (name === undefined) return undefined
    const allowed = domains.get(name) ?? []
    if (open === undefined || other !== undefined) return { name, values: allowed }
    const { total, parts } = open.sum
    const others = parts.reduce((sum, part) => sum + (part === name ? 0 : (known.get(part) ?? 0)), 0)
    const value = name === total ? others : (known.get(total) ?? 0) - others
    return { name, values: allowed.filter((one) => one === value) }
  }
  let tries = 0
  function solve(next: ReturnType<typeof nextOf>): boolean {
    if (++tries > 100_000) throw new Error('too hard a table for this test')
    if (!fits()) return false
    if (next === undefined) return true
    const { name, values } = next
    return values.some((value) => {
      known.set(name, value)
      const solved = solve(nextOf())
      known.delete(name)
      return solved
    })
  }
  return solve({ name: cell, values: domains.get(cell) ?? [] })
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
    const hidden = suppress(counts, sums, { unshown: new Set(['others']) })
    expect(hidden.get('listed') ?? hidden.get('pupils')).toBe('second')
    const many = new Map([...counts, ['listed', 20], ['others', 16]])
    const shown = suppress(many, sums, { unshown: new Set(['others']) })
    expect([shown.has('listed'), shown.has('pupils')]).toEqual([false, false])
  })

  it('K-54: whoever knows the rule and all that is shown finds no hidden cell, in rows, columns and linked tables', () => {
    fc.assert(
      fc.property(fc.oneof(table(9), table(3), table(14)), (one) => {
        const hidden = suppress(one.counts, one.sums)
        for (const [name, count] of one.counts)
          expect([name, hidden.get(name) === 'small']).toEqual([
            name,
            count > 0 && count < 5 && !isWithheld(one.counts, hidden),
          ])
        for (const name of hidden.keys()) expect([name, canDiffer(one, hidden, name)]).toEqual([name, true])
      }),
      // Of these each can only be 1: the marks alone would tell.
      {
        numRuns: 300,
        examples: [
          [
            tableOf(
              [
                [1, 1],
                [1, 1],
              ],
              [],
            ),
          ],
        ],
      },
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

  it(
    'K-54: nor in the report itself, with every sum that a reader knows of written down once more',
    { timeout: 60_000 },
    () => {
      const few = fc.integer({ min: 0, max: 9 })
      const grade = fc.record({ others: few, male: few, female: few })
      const parts = fc.record({
        grades: fc.array(grade, { minLength: 1, maxLength: 2 }),
        // In the kindergarten, and in no class.
        beside: fc.array(grade, { maxLength: 2 }),
        a: few,
        b: few,
        c: few,
        // In a class and not school-age.
        d: fc.constantFrom(0, 0, 0, 2, 6),
      })
      fc.assert(
        fc.property(parts, ({ grades: own, beside: others, a, b, c, d }) => {
          const all = [
            ...own.map((each, at) => [at + 1, each] as const),
            ...others.map((each, at) => [at === 0 ? 0 : null, each] as const),
          ]
          const grades = all.map(([grade, { others: rest, male, female }]) => ({
            grade,
            pupils: rest + male + female,
            male,
            female,
            unknown: 0,
          }))
          const listedOf = (some: readonly { male: number; female: number }[]) =>
            some.reduce((sum, { male, female }) => sum + male + female, 0)
          const [listed, schooled] = [listedOf(grades), listedOf(own)]
          const enrolled = schooled - Math.min(d, schooled)
          const [one, two] = [Math.min(a, listed), Math.min(b, listed)]
          const exact: OutsideCounts = {
            grades,
            parents: { oneAway: one, bothAway: listed - one },
            carers: {
              parent: two,
              grandparent: listed - two,
              relativeOrFriend: 0,
              nobodyOrUncertain: 0,
              notRecorded: 0,
            },
            files: { complete: listed - two, incomplete: two },
            enrolment: { enrolled, out: c },
            retention: { moved: c, kept: b, lost: a },
            duties: null,
          }
          const at = (row: string | number, column: string): string => `${row}.${column}`
          const nameOf = (each: (typeof grades)[number]) => each.grade ?? 'noClass'
          const rows = [...grades.map(nameOf), 'all']
          const counts = new Map<string, number>()
          for (const row of rows) {
            const within = grades.filter((each) => row === 'all' || nameOf(each) === row)
            const sum = (of: (each: (typeof grades)[number]) => number) =>
              within.reduce((total, each) => total + of(each), 0)
            counts.set(
              at(row, 'pupils'),
              sum((each) => each.pupils),
            )
            counts.set(
              at(row, 'listed'),
              sum((each) => each.male + each.female),
            )
            counts.set(
              at(row, 'others'),
              sum((each) => each.pupils - each.male - each.female),
            )
            counts.set(
              at(row, 'male'),
              sum((each) => each.male),
            )
            counts.set(
              at(row, 'female'),
              sum((each) => each.female),
            )
          }
          const { parents, carers, files, enrolment, retention } = exact
          for (const [name, count] of Object.entries({
            ...parents,
            ...carers,
            ...files,
            ...enrolment,
            ...retention,
          }))
            counts.set(name, count)
          counts.set('schoolAge', enrolled + c)
          counts.set('notOfAge', schooled - enrolled)
          counts.set('beside', listed - enrolled)
          counts.set('base', a + b)
          counts.set('start', a + b + c)
          const sums: Sum[] = [
            ...rows.map((row) => ({
              total: at(row, 'pupils'),
              parts: [at(row, 'listed'), at(row, 'others')],
            })),
            ...rows.map((row) => ({ total: at(row, 'listed'), parts: [at(row, 'male'), at(row, 'female')] })),
            ...['pupils', 'listed', 'others', 'male', 'female'].map((column) => ({
              total: at('all', column),
              parts: grades.map((each) => at(nameOf(each), column)),
            })),
            ...[parents, carers, files].map((own) => ({ total: 'all.listed', parts: Object.keys(own) })),
            { total: 'schoolAge', parts: ['enrolled', 'out'] },
            // All who are enrolled are in a class of those grades; of the others a reader knows where they are.
            { total: 'all.listed', parts: ['enrolled', 'beside'] },
            {
              total: 'beside',
              parts: [...grades.slice(own.length).map((each) => at(nameOf(each), 'listed')), 'notOfAge'],
            },
            { total: 'base', parts: ['kept', 'lost'] },
            { total: 'start', parts: ['base', 'moved'] },
          ]
          const hidden = new Map<string, Hiding>()
          // Nought stays nought, and stands for what a reader takes for granted: that nobody is.
          const unshown = ['notOfAge', 'beside']
          for (const name of unshown) {
            const count = counts.get(name) ?? 0
            if (count > 0) hidden.set(name, count < LEAST_SHOWN ? 'small' : 'second')
          }
          for (const { key: table, columns, rows: lines } of outsideTables(exact))
            for (const { key, cells } of lines)
              for (const [index, cell] of cells.entries()) {
                const column = columns[index] ?? ''
                const name = table === 'grades' ? at(key, column) : key === 'all' ? 'all.listed' : String(key)
                if (cell.share) continue
                if (cell.hidden !== null) hidden.set(name, cell.hidden)
                expect([name, cell.value]).toEqual([name, cell.hidden === null ? counts.get(name) : null])
              }
          // Large numbers that stand nowhere may be computed.
          const secret = [...hidden].filter(([name, mark]) => mark === 'small' || !unshown.includes(name))
          for (const [name] of secret)
            expect([name, canDiffer({ counts, sums }, hidden, name)]).toEqual([name, true])
        }),
        { numRuns: 1500 },
      )
    },
  )
})

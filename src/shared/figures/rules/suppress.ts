/** A total that is the sum of its parts; both by the names of their cells. */
export interface Sum {
  readonly total: string
  readonly parts: readonly string[]
}

/** `small`: a count from 1 to 4, shown as "<5"; `second`: hidden so that no small one can be computed. */
export type Hiding = 'small' | 'second'

/** Counts under this are hidden outside the school; nought stays, it counts nobody (K-54). */
export const LEAST_SHOWN = 5

/** From so many steps on a search is given up, and more is hidden instead: it never takes long. */
const MOST_STEPS = 3000

const isSmall = (count: number): boolean => count > 0 && count < LEAST_SHOWN

type Changes = Map<string, 1 | -1>

interface System {
  readonly counts: ReadonlyMap<string, number>
  readonly sums: readonly Sum[]
  readonly sumsOf: ReadonlyMap<string, readonly Sum[]>
}

function systemOf(counts: ReadonlyMap<string, number>, sums: readonly Sum[]): System {
  const sumsOf = new Map<string, Sum[]>()
  for (const sum of sums)
    for (const name of [sum.total, ...sum.parts]) sumsOf.set(name, [...(sumsOf.get(name) ?? []), sum])
  return { counts, sums, sumsOf }
}

/** May a cell be one more or one less and look the same? A shown nought may not; "<5" stays 1 to 4, hidden ones 5 or more. */
function mayChange(count: number, by: 1 | -1): boolean {
  if (count === 0) return false
  return isSmall(count) ? isSmall(count + by) : count + by >= LEAST_SHOWN
}

/**
 * Other counts that everything shown allows as well: the cell and as few others as needed changed by one, so that every sum
 * holds. Only `hidden` cells change, and at most `more` that are not hidden yet, `most` in all; undefined = none were found.
 */
function findMove(
  { counts, sumsOf }: System,
  hidden: ReadonlyMap<string, Hiding>,
  cell: string,
  { more, most }: { readonly more: number; readonly most: number },
): Changes | undefined {
  let steps = 0
  const countOf = (name: string): number => counts.get(name) ?? 0
  const changedBy = (changes: Changes, { total, parts }: Sum): number =>
    (changes.get(total) ?? 0) - parts.reduce((sum, part) => sum + (changes.get(part) ?? 0), 0)
  /** What could balance a sum, each with its change. */
  function ways(changes: Changes, left: number, open: Sum): (readonly [name: string, by: 1 | -1])[] {
    const up = changedBy(changes, open) > 0
    return [...open.parts, open.total].flatMap((name) => {
      const by = up === (name !== open.total) ? 1 : -1
      const cost = hidden.has(name) ? 0 : 1
      return changes.has(name) || cost > left || !mayChange(countOf(name), by) ? [] : [[name, by] as const]
    })
  }
  /** The sum that does not hold and that the fewest cells could balance; undefined = all hold. */
  function nextOpen(changes: Changes, left: number) {
    let next: { open: Sum; found: ReturnType<typeof ways> } | undefined
    for (const name of changes.keys())
      for (const open of sumsOf.get(name) ?? []) {
        if (open === next?.open || changedBy(changes, open) === 0) continue
        const found = ways(changes, left, open)
        if (next === undefined || found.length < next.found.length) next = { open, found }
      }
    return next
  }
  function balance(changes: Changes, left: number): boolean {
    if (++steps > MOST_STEPS) return false
    const next = nextOpen(changes, left)
    if (next === undefined) return true
    if (changes.size >= most) return false
    // Hidden cells cost nothing; of the others a small part tells least, the total most.
    const order = (name: string): number =>
      hidden.has(name) ? -1 : name === next.open.total ? Number.MAX_SAFE_INTEGER : countOf(name)
    for (const [name, by] of next.found.toSorted(([x], [y]) => order(x) - order(y))) {
      changes.set(name, by)
      if (balance(changes, left - (hidden.has(name) ? 0 : 1))) return true
      changes.delete(name)
    }
    return false
  }
  for (const by of [1, -1] as const) {
    const changes: Changes = new Map([[cell, by]])
    if (mayChange(countOf(cell), by) && balance(changes, more)) return changes
  }
  return undefined
}

/** Cells that sums tie to each other; of others nothing can be computed. */
function tiedTo({ sumsOf }: System, cell: string): ReadonlySet<string> {
  const tied = new Set([cell])
  for (const name of tied)
    for (const { total, parts } of sumsOf.get(name) ?? [])
      for (const next of [total, ...parts]) tied.add(next)
  return tied
}

export interface Kinds {
  /** Stand nowhere, yet could be computed: those of a total who are not in a part that is shown. */
  readonly unshown?: ReadonlySet<string>
  /** Of everybody, whatever is told of some: stay where all the rest is withheld, unless one of them is small itself. */
  readonly everybody?: ReadonlySet<string>
}

/**
 * Which cells of a report for outside the school are hidden (K-54, H-22): every count from 1 to 4, and as few further ones as
 * it needs so that no hidden one can be computed from totals and the others. For each hidden cell another count is found that
 * fits everything shown as well. Where there is none (four that are "<5" and make "<5" can only be 1 each) all that is tied to
 * it by sums is withheld, noughts too.
 */
export function suppress(
  counts: ReadonlyMap<string, number>,
  sums: readonly Sum[],
  { unshown = new Set(), everybody = new Set() }: Kinds = {},
): ReadonlyMap<string, Hiding> {
  const system = systemOf(counts, sums)
  const hidden = new Map<string, Hiding>()
  for (const [name, count] of counts) {
    if (isSmall(count)) hidden.set(name, 'small')
    else if (count > 0 && unshown.has(name)) hidden.set(name, 'second')
  }
  const safe = new Set([...unshown].filter((name) => !isSmall(counts.get(name) ?? 0)))
  for (;;) {
    const cell = [...hidden.keys()].find((name) => !safe.has(name))
    if (cell === undefined) return hidden
    const move = cheapestMove(system, hidden, cell)
    const changed = move?.keys() ?? withheld(tiedTo(system, cell), hidden, everybody)
    for (const name of changed) {
      if (move === undefined || !hidden.has(name)) hidden.set(name, 'second')
      // What changed with it can be another count as well.
      safe.add(name)
    }
  }
}

function withheld(
  tied: ReadonlySet<string>,
  hidden: ReadonlyMap<string, Hiding>,
  everybody: ReadonlySet<string>,
): readonly string[] {
  const stay = [...tied].filter((name) => everybody.has(name))
  return stay.some((name) => hidden.has(name)) ? [...tied] : [...tied].filter((name) => !everybody.has(name))
}

function cheapestMove(
  system: System,
  hidden: ReadonlyMap<string, Hiding>,
  cell: string,
): Changes | undefined {
  // Few changes first: a search that goes deep at once loses its way.
  for (let more = 0; more <= system.counts.size; more++)
    for (const most of [6, 10, 16, Number.POSITIVE_INFINITY]) {
      const move = findMove(system, hidden, cell, { more, most })
      if (move !== undefined) return move
    }
  return undefined
}

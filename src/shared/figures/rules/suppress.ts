/** A total that is the sum of its parts; both by the names of their cells. */
export interface Sum {
  readonly total: string
  readonly parts: readonly string[]
}

/** `small`: a count from 1 to 4, shown as "<5"; `second`: hidden so that no small one can be computed. */
export type Hiding = 'small' | 'second'

/** Counts under this are hidden outside the school; nought stays, it counts nobody (K-54). */
export const LEAST_SHOWN = 5

/** From so many steps on a table is given up and shown not at all: it never takes long. */
const MOST_STEPS = 20_000

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
 * holds. Only `hidden` cells change, and at most `more` that are not hidden yet; undefined = there are none.
 */
function findMove(
  { counts, sumsOf }: System,
  hidden: ReadonlyMap<string, Hiding>,
  cell: string,
  more: number,
): Changes | undefined {
  let steps = 0
  const countOf = (name: string): number => counts.get(name) ?? 0
  const changedBy = (changes: Changes, { total, parts }: Sum): number =>
    (changes.get(total) ?? 0) - parts.reduce((sum, part) => sum + (changes.get(part) ?? 0), 0)
  function balance(changes: Changes, left: number): boolean {
    if (++steps > MOST_STEPS) return false
    const open = [...changes.keys()]
      .flatMap((name) => sumsOf.get(name) ?? [])
      .find((sum) => changedBy(changes, sum) !== 0)
    if (open === undefined) return true
    const up = changedBy(changes, open) > 0
    // Hidden cells cost nothing; of the others a small part tells least, the total most.
    const order = (name: string): number =>
      hidden.has(name) ? -1 : name === open.total ? Number.MAX_SAFE_INTEGER : countOf(name)
    for (const name of [...open.parts, open.total].toSorted((a, b) => order(a) - order(b))) {
      const by = up === (name !== open.total) ? 1 : -1
      const cost = hidden.has(name) ? 0 : 1
      if (changes.has(name) || cost > left || !mayChange(countOf(name), by)) continue
      changes.set(name, by)
      if (balance(changes, left - cost)) return true
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

/**
 * Which cells of a report for outside the school are hidden (K-54, H-22): every count from 1 to 4, and as few further ones as
 * it needs so that no hidden one can be computed from totals and the others. For each hidden cell another count is found that
 * fits everything shown as well; where none can be found the whole report is withheld. `unshown` cells stand nowhere, yet
 * could be computed (those of a total who are not in a part).
 */
export function suppress(
  counts: ReadonlyMap<string, number>,
  sums: readonly Sum[],
  unshown: ReadonlySet<string> = new Set(),
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
    if (move === undefined) return new Map([...counts.keys()].map((name) => [name, 'second']))
    for (const name of move.keys()) {
      if (!hidden.has(name)) hidden.set(name, 'second')
      // What changed with it can be another count as well.
      safe.add(name)
    }
  }
}

function cheapestMove(
  system: System,
  hidden: ReadonlyMap<string, Hiding>,
  cell: string,
): Changes | undefined {
  for (let more = 0; more <= system.counts.size; more++) {
    const move = findMove(system, hidden, cell, more)
    if (move !== undefined) return move
  }
  return undefined
}

import { createRequire } from 'node:module'
import type Highs from 'highs'
import { NOBODY } from '#shared/pairing/rules/match.ts'
import {
  cheapest,
  costAt,
  costOfChoice,
  greedy,
  linearProgramme,
  type Columns,
  type Table,
} from '#shared/pairing/rules/model.ts'

/** Its types describe the CommonJS build only, so that is the one taken. */
const { default: loadHighs } = createRequire(import.meta.url)('highs') as typeof Highs

type Solver = Awaited<ReturnType<typeof loadHighs>>
/** Compiled once for each thread; every solve is a new solver all the same. */
let loaded: Promise<Solver> | undefined

/** Helpers looked at for each child to begin with; more come in as the prices say that they might be better. */
const FIRST = 12
const MORE = 4
const TINY = 1e-6

export interface Found {
  /** Helper of each child by index, −1 = nobody. */
  readonly chosen: readonly number[]
  /** At most this share above the best possible; 0 = proved best over every allowed pair. */
  readonly gap: number
  readonly rounds: number
}

export interface OptimiseOptions {
  readonly timeLimitMs: number
  readonly onRound?: (round: number, gap: number | null) => void
  readonly now?: () => number
}

/**
 * The best assignment by HiGHS. It begins with a few cheap pairs for each child, and after each round takes in the pairs
 * whose price, at the round's duals, is still below what was paid (column generation). When there is none left, the
 * choice is the best of all allowed pairs; when the time is up, the bound of the duals says how far it may be from it.
 */
export async function optimise(table: Table, options: OptimiseOptions): Promise<Found> {
  const { timeLimitMs, onRound = () => undefined, now = () => performance.now() } = options
  const until = now() + timeLimitMs
  const start = greedy(table)
  let best = { chosen: start, cost: costOfChoice(table, start) }
  if (table.children === 0) return { chosen: [], gap: 0, rounds: 0 }
  let bound = lowestThinkable(table)
  let columns: Columns = cheapest(table, FIRST, start)
  const highs = await (loaded ??= loadHighs())
  for (let round = 1; ; round += 1) {
    const left = (until - now()) / 1000
    if (left <= 0) return { chosen: best.chosen, gap: gapOf(best.cost, bound), rounds: round - 1 }
    const solved = solve(highs, table, columns, left)
    if (!solved) return { chosen: best.chosen, gap: gapOf(best.cost, bound), rounds: round }
    const cost = costOfChoice(table, solved.chosen)
    if (cost <= best.cost) best = { chosen: solved.chosen, cost }
    const priced = price(table, columns, solved)
    bound = Math.max(bound, solved.objective + priced.below)
    onRound(round, gapOf(best.cost, bound))
    if (!priced.added) return { chosen: best.chosen, gap: 0, rounds: round }
    columns = priced.columns
  }
}

const gapOf = (cost: number, bound: number): number =>
  Math.max(0, (cost - bound) / Math.max(1, Math.abs(cost)))

/** Every child with its cheapest helper, as if each had room for all. */
function lowestThinkable(table: Table): number {
  let sum = 0
  for (let child = 0; child < table.children; child += 1) {
    let least = NOBODY
    for (let helper = 0; helper < table.helpers; helper += 1) {
      const cost = costAt(table, child, helper)
      if (cost >= 0) least = Math.min(least, cost + (table.slots[helper]?.[0] ?? NOBODY))
    }
    sum += least
  }
  return sum
}

interface Solved {
  readonly chosen: number[]
  readonly objective: number
  readonly childPrice: Float64Array
  readonly helperPrice: Float64Array
}

function solve(highs: Solver, table: Table, columns: Columns, seconds: number): Solved | undefined {
  const solution = highs.solve(linearProgramme(table, columns), { presolve: 'off', time_limit: seconds })
  if (solution.Status !== 'Optimal') return undefined
  const chosen = Array.from({ length: table.children }, () => -1)
  for (const [name, column] of Object.entries<{ readonly Primal?: number }>(solution.Columns)) {
    if (name[0] !== 'x' || (column.Primal ?? 0) < 0.5) continue
    const [child = '', helper = ''] = name.slice(1).split('_')
    chosen[Number(child)] = Number(helper)
  }
  const childPrice = new Float64Array(table.children)
  // A helper nobody has looked at yet costs the first slot.
  const helperPrice = Float64Array.from(table.slots, (slots) => -(slots[0] ?? NOBODY))
  for (const row of solution.Rows) {
    if (!('Dual' in row)) continue
    const at = Number(row.Name.slice(1))
    if (row.Name[0] === 'c') childPrice[at] = row.Dual
    else helperPrice[at] = row.Dual
  }
  return { chosen, objective: solution.ObjectiveValue, childPrice, helperPrice }
}

/** Pairs that might still be better at these prices, a few for each child, and how far below the found cost the best can lie. */
function price(table: Table, columns: Columns, { childPrice, helperPrice }: Solved) {
  let below = 0
  let added = false
  const next = columns.map((known, child) => {
    const better: { helper: number; reduced: number }[] = []
    for (let helper = 0; helper < table.helpers; helper += 1) {
      const cost = costAt(table, child, helper)
      if (cost < 0 || (table.slots[helper]?.length ?? 0) === 0) continue
      const reduced = cost - (childPrice[child] ?? 0) - (helperPrice[helper] ?? 0)
      if (reduced < -TINY && !known.includes(helper)) better.push({ helper, reduced })
    }
    if (better.length === 0) return known
    added = true
    better.sort((a, b) => a.reduced - b.reduced)
    below += better[0]?.reduced ?? 0
    return [...known, ...better.slice(0, MORE).map(({ helper }) => helper)]
  })
  return { columns: next, added, below }
}

import { blockOf, costOf, NOBODY, slotCost, type MatchProblem } from '#shared/pairing/rules/match.ts'

/** A problem as the solver knows it: what each pair costs (row by row, −1 = barred), and the slots of each helper. */
export interface Table {
  readonly children: number
  readonly helpers: number
  readonly costs: Int16Array
  /** Costs of the first, second … further child of a helper, rising. */
  readonly slots: readonly (readonly number[])[]
}

export function tableOf(problem: MatchProblem): Table {
  const { children, helpers, part, today } = problem
  const costs = new Int16Array(children.length * helpers.length).fill(-1)
  for (const [c, child] of children.entries())
    for (const [h, helper] of helpers.entries())
      if (blockOf(child, helper, part, today) === undefined)
        costs[c * helpers.length + h] = costOf(child, helper)
  const slots = helpers.map((helper) =>
    Array.from({ length: Math.max(0, helper.most - helper.load) }, (_, nth) => slotCost(helper, nth)),
  )
  return { children: children.length, helpers: helpers.length, costs, slots }
}

export const costAt = ({ costs, helpers }: Table, child: number, helper: number): number =>
  costs[child * helpers + helper] ?? -1

/** The best helper that still has room, child after child: quick, and where the solver begins. */
export function greedy(table: Table): number[] {
  const used = Array.from({ length: table.helpers }, () => 0)
  return Array.from({ length: table.children }, (_, child) => {
    let best = -1
    let least = Number.POSITIVE_INFINITY
    for (let helper = 0; helper < table.helpers; helper += 1) {
      const cost = costAt(table, child, helper)
      const slot = table.slots[helper]?.[used[helper] ?? 0]
      if (cost < 0 || slot === undefined || cost + slot >= least) continue
      least = cost + slot
      best = helper
    }
    if (best >= 0) used[best] = (used[best] ?? 0) + 1
    return best
  })
}

/** What a choice costs in all; the same measure as `totalCost`, over the table. */
export function costOfChoice(table: Table, chosen: readonly number[]): number {
  const used = Array.from({ length: table.helpers }, () => 0)
  return chosen.reduce((sum, helper, child) => {
    if (helper < 0) return sum + NOBODY
    const nth = used[helper] ?? 0
    used[helper] = nth + 1
    return sum + costAt(table, child, helper) + (table.slots[helper]?.[nth] ?? NOBODY)
  }, 0)
}

/** Pairs the solver looks at, by child: helpers in rising order of cost. */
export type Columns = readonly (readonly number[])[]

/** The `k` cheapest helpers of each child, and those of the beginning, so that it stays possible. */
export function cheapest(table: Table, k: number, beginning: readonly number[]): number[][] {
  return Array.from({ length: table.children }, (_, child) => {
    const all: number[] = []
    for (let helper = 0; helper < table.helpers; helper += 1)
      if (costAt(table, child, helper) >= 0) all.push(helper)
    all.sort((a, b) => costAt(table, child, a) - costAt(table, child, b) || a - b)
    // Rotated among equals, so that not every child looks at the same few helpers.
    const kept = spread(all, child, k, (helper) => costAt(table, child, helper))
    const first = beginning[child] ?? -1
    return first >= 0 && !kept.includes(first) ? [...kept, first] : kept
  })
}

function spread(
  sorted: readonly number[],
  turn: number,
  k: number,
  cost: (helper: number) => number,
): number[] {
  if (sorted.length <= k) return [...sorted]
  const edge = cost(sorted[k - 1] ?? 0)
  const sure = sorted.filter((helper) => cost(helper) < edge)
  const equal = sorted.filter((helper) => cost(helper) === edge)
  const from = (turn * 7) % equal.length
  return [...sure, ...[...equal.slice(from), ...equal.slice(0, from)].slice(0, k - sure.length)]
}

/**
 * The assignment as a linear programme in LP format. Children and helper slots make a network: every corner of it is whole
 * numbers, so that no branching is needed. x = pair, u = nobody, s = slot.
 */
export function linearProgramme(table: Table, columns: Columns): string {
  const costs: string[] = []
  const byHelper = Array.from({ length: table.helpers }, (): string[] => [])
  const rows: string[] = []
  const bounds: string[] = []
  for (const [child, helpers] of columns.entries()) {
    const terms = helpers.map((helper) => {
      const name = `x${child}_${helper}`
      costs.push(`${costAt(table, child, helper)} ${name}`)
      byHelper[helper]?.push(name)
      return name
    })
    costs.push(`${NOBODY} u${child}`)
    rows.push(`c${child}: ${[...terms, `u${child}`].join(' + ')} = 1`)
  }
  for (const [helper, names] of byHelper.entries()) {
    if (names.length === 0) continue
    const slots = (table.slots[helper] ?? []).map((cost, nth) => {
      const name = `s${helper}_${nth}`
      costs.push(`${cost} ${name}`)
      bounds.push(` ${name} <= 1`)
      return name
    })
    rows.push(`h${helper}: ${names.join(' + ')} - ${slots.join(' - ')} = 0`)
  }
  return `Minimize\n obj: ${costs.join('\n + ')}\nSubject To\n ${rows.map(wrapped).join('\n ')}\nBounds\n${bounds.join('\n')}\nEnd`
}

/** LP format reads lines of bounded length. */
const wrapped = (row: string): string => row.replaceAll(/((?: [+-] \S+){40})/g, '$1\n ')

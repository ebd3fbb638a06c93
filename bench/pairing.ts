import { createRequire } from 'node:module'
import type Highs from 'highs'
import type { MatchChild, MatchHelper, MatchProblem } from '#shared/pairing/rules/match.ts'
import { cheapest, greedy, linearProgramme, tableOf } from '#shared/pairing/rules/model.ts'
import { searchInWorker } from '#server/pairing/parts/run-in-worker.ts'
import { timeLine, type Bench, type Line } from './lib/line.ts'
import { medianTime } from './lib/statistics.ts'

const { default: loadHighs } = createRequire(import.meta.url)('highs') as typeof Highs

const TODAY = '2026-11-23'
const VILLAGES = [
  '上湾',
  '下湾',
  '青石',
  '柳树坪',
  '桥头',
  '石桥',
  '半坡',
  '东岭',
  '西岭',
  '河口',
  '杨家坳',
  '梅子沟',
]
const SIZES = [
  { name: 'pairing.school', children: 300, helpers: 60, limitMs: 3000 },
  { name: 'pairing.large', children: 2000, helpers: 400, limitMs: 20_000 },
] as const

/** Always the same sequence for the same seed (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** Children and volunteers with every hard rule in use: sex, village, language, relatives, checks run out, room nearly used up. */
function invent(children: number, helpers: number): MatchProblem {
  const next = sequence(20_261_123)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)] as T
  const classes = Array.from({ length: Math.ceil(children / 15) }, (_, at) => `c${at}`)
  const sex = (): string => (next() < 0.5 ? 'female' : 'male')
  const anyHelper = (): string => `h${Math.floor(next() * helpers)}`
  return {
    part: 'outside',
    today: TODAY,
    children: Array.from({ length: children }, (_, at): MatchChild => ({
      id: `k${at}`,
      sex: sex(),
      village: pick(VILLAGES),
      classId: pick(classes),
      helperSex: next() < 0.3 ? 'same' : 'any',
      language: next() < 0.1 ? '苗语' : null,
      sameVillage: next() < 0.05,
      relatives: next() < 0.05 ? [anyHelper()] : [],
      conflicts: next() < 0.05 ? [anyHelper()] : [],
      kept: next() < 0.3 ? anyHelper() : null,
      knownBy: [anyHelper(), anyHelper()],
    })),
    helpers: Array.from({ length: helpers }, (_, at): MatchHelper => ({
      id: `h${at}`,
      sex: sex(),
      village: pick(VILLAGES),
      languages: next() < 0.3 ? ['苗语'] : [],
      classId: next() < 0.4 ? pick(classes) : null,
      load: Math.floor(next() * 2),
      most: 6,
      vettedTo: next() < 0.95 ? '2027-06-30' : null,
    })),
  }
}

/** The bare solver on the model a search begins with, in this thread: no rules, no prices, no reasons. */
async function bareSolve(problem: MatchProblem): Promise<() => void> {
  const table = tableOf(problem)
  const text = linearProgramme(table, cheapest(table, 12, greedy(table)))
  const highs = await loadHighs()
  return () => void highs.solve(text, { presolve: 'off' })
}

export const bench: Bench = {
  names: SIZES.map(({ name }) => name),
  async run({ note }) {
    const lines: Line[] = []
    for (const { name, children, helpers, limitMs } of SIZES) {
      note(`${name}: ${children} children, ${helpers} helpers, all hard rules in use`)
      const problem = invent(children, helpers)
      let gap = 0
      let rounds = 0
      let matched = 0
      const value = await medianTime(3, async () => {
        const outcome = await searchInWorker({ problem, timeLimitMs: limitMs })
        if (!outcome.ok) throw new Error('the search failed')
        gap = outcome.found.gap
        rounds = outcome.found.rounds
        matched = outcome.found.chosen.filter((at) => at >= 0).length
      })
      const floor = await medianTime(3, await bareSolve(problem))
      lines.push(timeLine(name, value, floor, { children, helpers, matched, gap, rounds, limitMs }))
    }
    return lines
  },
}

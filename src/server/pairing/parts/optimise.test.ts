import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  blockOf,
  totalCost,
  type MatchChild,
  type MatchHelper,
  type MatchProblem,
} from '#shared/pairing/rules/match.ts'
import { tableOf } from '#shared/pairing/rules/model.ts'
import { optimise } from './optimise.ts'

const TODAY = '2026-11-23'
const sex = fc.constantFrom('male', 'female')
const village = fc.constantFrom('上湾', '下湾', null)

const helpers = (count: number) =>
  fc.array(
    fc.record({
      sex,
      village,
      languages: fc.constantFrom([], ['苗语']),
      classId: fc.constantFrom('c1', 'c2', null),
      load: fc.integer({ min: 0, max: 2 }),
      most: fc.integer({ min: 1, max: 3 }),
      vettedTo: fc.constantFrom('2026-11-22', '2026-11-23', '2027-06-30', null),
    }),
    { minLength: 1, maxLength: count },
  )
const children = (count: number, others: number) =>
  fc.array(
    fc.record({
      sex,
      village,
      classId: fc.constantFrom('c1', 'c2'),
      helperSex: fc.constantFrom('any' as const, 'same' as const, 'female' as const),
      language: fc.constantFrom(null, null, '苗语'),
      sameVillage: fc.boolean(),
      relatives: fc.subarray(
        Array.from({ length: others }, (_, at) => `h${at}`),
        { maxLength: 1 },
      ),
      conflicts: fc.subarray(
        Array.from({ length: others }, (_, at) => `h${at}`),
        { maxLength: 1 },
      ),
      kept: fc.constantFrom(null, null, 'h0', 'h1'),
      knownBy: fc.subarray(Array.from({ length: others }, (_, at) => `h${at}`)),
    }),
    { minLength: 1, maxLength: count },
  )
const problems = (most: number, others: number) =>
  fc
    .tuple(children(most, others), helpers(others), fc.constantFrom('outside' as const, 'teacher' as const))
    .map(([some, people, part]): MatchProblem => ({
      part,
      today: TODAY,
      children: some.map((one, at): MatchChild => ({ ...one, id: `k${at}` })),
      helpers: people.map((one, at): MatchHelper => ({ ...one, id: `h${at}` })),
    }))

const solve = (problem: MatchProblem) => optimise(tableOf(problem), { timeLimitMs: 20_000 })

/** Every way to give each child a helper or nobody, without breaking a rule. */
function bestByHand(problem: MatchProblem): number {
  const { children: all, helpers: people, part } = problem
  const room = people.map(({ load, most }) => most - load)
  const walk = (at: number, chosen: number[]): number => {
    const child = all[at]
    if (!child) return totalCost(problem, chosen)
    let best = walk(at + 1, [...chosen, -1])
    for (const [index, helper] of people.entries()) {
      if (blockOf(child, helper, part, TODAY) !== undefined || (room[index] ?? 0) <= 0) continue
      room[index] = (room[index] ?? 0) - 1
      best = Math.min(best, walk(at + 1, [...chosen, index]))
      room[index] = (room[index] ?? 0) + 1
    }
    return best
  }
  return walk(0, [])
}

function breaks(problem: MatchProblem, chosen: readonly number[]): string[] {
  const used = new Map<number, number>()
  const broken = chosen.flatMap((index, at) => {
    const child = problem.children[at]
    const helper = problem.helpers[index]
    if (!child || !helper) return []
    used.set(index, (used.get(index) ?? 0) + 1)
    const rule = blockOf(child, helper, problem.part, TODAY)
    return rule ? [rule] : []
  })
  const over = [...used].filter(([index, count]) => {
    const helper = problem.helpers[index]
    return helper !== undefined && helper.load + count > helper.most
  })
  return [...broken, ...over.map(() => 'over')]
}

describe('the search for the best pairs', { timeout: 60_000 }, () => {
  it('X-15: no hard rule is ever broken, and no other choice is better (against every choice by hand)', async () => {
    await fc.assert(
      fc.asyncProperty(problems(5, 4), async (problem) => {
        const { chosen, gap } = await solve(problem)
        expect(breaks(problem, chosen)).toEqual([])
        expect(totalCost(problem, chosen)).toBe(bestByHand(problem))
        expect(gap).toBe(0)
      }),
      { numRuns: 80 },
    )
  })

  it('with many more helpers than are looked at first it still finds the best, and keeps to the rules', async () => {
    await fc.assert(
      fc.asyncProperty(problems(40, 60), async (problem) => {
        const found = await solve(problem)
        expect(breaks(problem, found.chosen)).toEqual([])
        // The same model with every pair in it from the beginning.
        const kept = {
          ...problem,
          children: problem.children.map((child, at) => ({
            ...child,
            kept: problem.helpers[found.chosen[at] ?? -1]?.id ?? null,
          })),
        }
        const again = await solve(kept)
        expect(again.chosen).toEqual(found.chosen)
      }),
      { numRuns: 25 },
    )
  })

  it('a second run keeps the pairs of the first when somebody else has come', async () => {
    const child = (at: number): MatchChild => ({
      id: `k${at}`, sex: 'female', village: null, classId: 'c1', helperSex: 'any', language: null, sameVillage: false,
      relatives: [], conflicts: [], kept: null, knownBy: [],
    }) // prettier-ignore
    const helper = (at: number, knows: boolean): MatchHelper => ({
      id: `h${at}`, sex: 'female', village: null, languages: [], classId: knows ? 'c1' : null, load: 0, most: 2, vettedTo: null,
    }) // prettier-ignore
    const problem: MatchProblem = {
      part: 'teacher',
      today: TODAY,
      children: [0, 1, 2, 3].map(child),
      helpers: [helper(0, false), helper(1, false)],
    }
    const first = await solve(problem)
    const kept = problem.children.map((one, at) => ({ ...one, kept: `h${first.chosen[at]}` }))
    const second = await solve({ ...problem, children: kept, helpers: [...problem.helpers, helper(2, true)] })
    expect(second.chosen).toEqual(first.chosen)
  })

  it('without time it answers with the quick choice and says how far it may be from the best', async () => {
    const [problem] = fc.sample(problems(30, 12), { seed: 7, numRuns: 1 })
    if (!problem) throw new Error('no sample')
    const { chosen, gap, rounds } = await optimise(tableOf(problem), { timeLimitMs: 0 })
    expect(breaks(problem, chosen)).toEqual([])
    expect(rounds).toBe(0)
    expect(gap).toBeGreaterThanOrEqual(0)
  })
})

import { evaluate } from '#shared/children/rules/evaluate.ts'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { Absence, ChildFacts } from '#shared/children/schema.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { medianTime } from './lib/statistics.ts'

const CHILDREN = 100_000
const AS_OF = '2026-11-02'
const RESIDENCE = ['rural', 'rural', 'rural', 'urban', 'unknown'] as const

/** Always the same sequence for the same seed, from 0 up to but not including 1 (mulberry32). */
function sequence(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function date(next: () => number, firstYear: number, years: number): string {
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${firstYear + Math.floor(next() * years)}-${two(1 + Math.floor(next() * 12))}-${two(1 + Math.floor(next() * 28))}`
}

/** Two absences with a Spring Festival at home between them for most parents who are away. */
function absences(next: () => number): Absence[] {
  if (next() < 0.5) return []
  const earlier: Absence = { from: date(next, 2023, 2), to: '2026-02-10', kind: 'work' }
  return [earlier, { from: next() < 0.8 ? '2026-02-22' : date(next, 2026, 1), to: null, kind: 'work' }]
}

function child(next: () => number): ChildFacts {
  return {
    birthDate: date(next, 2009, 11),
    residence: RESIDENCE[Math.floor(next() * RESIDENCE.length)] ?? 'unknown',
    grade: Math.floor(next() * 10),
    parents: (['father', 'mother'] as const).map((relation) => ({
      relation,
      state: next() < 0.97 ? 'present' : 'dead',
      incapable: next() < 0.03,
      absences: absences(next),
    })),
  }
}

/** The bare answer without gaps, reasons or doubt: is a living parent away now, since three months? */
function bareAnswer(facts: ChildFacts): boolean {
  return facts.parents.some(
    ({ state, absences: times }) =>
      state === 'present' &&
      times.some(({ from, to }) => from !== null && from <= '2026-08-02' && (to === null || to > AS_OF)),
  )
}

export const bench: Bench = {
  names: ['definitions'],
  async run({ note }) {
    const next = sequence(20_261_102)
    const children = Array.from({ length: CHILDREN }, () => child(next))
    note(`definitions: ${CHILDREN} children, ${DEFINITION_PRESETS.length} definitions`)
    let counted = 0
    const value = await medianTime(3, () => {
      counted = 0
      for (const definition of DEFINITION_PRESETS)
        for (const facts of children)
          if (evaluate(definition, facts, AS_OF).result === 'counted') counted += 1
    })
    let away = 0
    const floor = await medianTime(3, () => {
      away = 0
      for (let i = 0; i < DEFINITION_PRESETS.length; i += 1)
        for (const facts of children) if (bareAnswer(facts)) away += 1
    })
    const extra = { children: CHILDREN, definitions: DEFINITION_PRESETS.length, counted, away }
    return [timeLine('definitions', value, floor, extra)]
  },
}

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays, addMonths, diffDays } from '#shared/calendar/rules/local-date.ts'
import {
  type Absence,
  type ChildFacts,
  type DefinitionParams,
  Outcome,
  type ParentFacts,
} from '#shared/children/schema.ts'
import { getDefinitionPreset } from './definitions.ts'
import { evaluate } from './evaluate.ts'

const base = getDefinitionPreset('ruralUnder16').params

function away(from: string | null, to: string | null = null, kind: Absence['kind'] = 'work'): Absence {
  return { from, to, kind }
}

function parent(
  relation: ParentFacts['relation'],
  absences: readonly Absence[] = [],
  more: Partial<ParentFacts> = {},
) {
  return { relation, state: 'present' as const, incapable: false, absences, ...more }
}

function child(parents: readonly ParentFacts[], more: Partial<ChildFacts> = {}): ChildFacts {
  return { birthDate: '2015-05-05', residence: 'rural', grade: 5, parents, ...more }
}

function on(asOf: string, facts: ChildFacts, params: Partial<DefinitionParams> = {}): Outcome {
  const outcome = evaluate({ key: 'test', version: 1, params: { ...base, ...params } }, facts, asOf)
  expect(Outcome.parse(outcome)).toEqual(outcome)
  return outcome
}

const absences = fc
  .array(fc.tuple(fc.integer({ min: 0, max: 700 }), fc.integer({ min: 1, max: 300 }), fc.boolean()), {
    maxLength: 4,
  })
  .map((list) =>
    list.map(([start, length, open]) =>
      away(addDays('2024-01-01', start), open ? null : addDays('2024-01-01', start + length)),
    ),
  )
const definition = fc.record({
  parentsAway: fc.constantFrom('both' as const, 'oneOrBoth' as const, 'bothOrOneWithUnableOther' as const),
  minMonthsAway: fc.integer({ min: 0, max: 6 }),
  allowedGapDays: fc.integer({ min: 0, max: 20 }),
})

describe('properties of the decision', () => {
  it('since is the first day of the unbroken days that count; every day before it does not', () => {
    fc.assert(
      fc.property(
        absences,
        absences,
        definition,
        fc.integer({ min: 0, max: 900 }),
        (fathers, mothers, params, at) => {
          const facts = child([parent('father', fathers), parent('mother', mothers)])
          const asOf = addDays('2024-01-01', at)
          const { result, since } = on(asOf, facts, params)
          if (result !== 'counted' || since === null) return
          expect(since <= asOf).toBe(true)
          for (let day = since; day <= asOf; day = addDays(day, 7))
            expect(on(day, facts, params).result).toBe('counted')
          expect(on(addDays(since, -1), facts, params).result).not.toBe('counted')
        },
      ),
      { numRuns: 150 },
    )
  })

  it('agrees with a naive count of days away for one parent', () => {
    fc.assert(
      fc.property(absences, definition, fc.integer({ min: 0, max: 900 }), (fathers, params, at) => {
        const asOf = addDays('2024-01-01', at)
        const isAway = (day: string) =>
          fathers.some((a) => a.from !== null && a.from <= day && (a.to ?? '9') > day)
        let start: string | undefined
        let home = 0
        for (let day = '2024-01-01'; day <= asOf; day = addDays(day, 1)) {
          if (isAway(day)) {
            start ??= day
            home = 0
          } else if (++home > params.allowedGapDays) start = undefined
        }
        const expected = start !== undefined && addMonths(start, params.minMonthsAway) <= asOf
        const facts = child([parent('father', fathers), parent('mother')])
        expect(on(asOf, facts, { ...params, parentsAway: 'oneOrBoth' }).result === 'counted').toBe(expected)
      }),
      { numRuns: 200 },
    )
  })

  it('an expected day comes true when nothing changes', () => {
    fc.assert(
      fc.property(
        absences,
        absences,
        definition,
        fc.integer({ min: 0, max: 900 }),
        (fathers, mothers, params, at) => {
          const asOf = addDays('2024-01-01', at)
          const known = (list: readonly Absence[]) => list.filter((a) => a.from !== null && a.from <= asOf)
          const facts = child([parent('father', known(fathers)), parent('mother', known(mothers))])
          const { expectedFrom } = on(asOf, facts, params)
          if (expectedFrom === null) return
          expect(diffDays(asOf, expectedFrom)).toBeGreaterThan(0)
          expect(on(expectedFrom, facts, params)).toMatchObject({ result: 'counted', since: expectedFrom })
        },
      ),
      { numRuns: 150 },
    )
  })

  it('decides 100,000 children within two seconds', () => {
    const families = Array.from({ length: 1000 }, (_, i) => {
      const start = addDays('2024-01-01', i)
      const list = i % 5 === 0 ? [away(start, addDays(start, 200)), away(addDays(start, 210))] : []
      return child([parent('father', list), parent('mother', i % 10 === 0 ? list : [])])
    })
    const rule = getDefinitionPreset('civilAffairs')
    const begun = performance.now()
    let counted = 0
    for (let i = 0; i < 100_000; i++) {
      const facts = families[i % 1000]
      if (facts && evaluate(rule, facts, '2026-09-01').result === 'counted') counted++
    }
    expect(counted).toBeGreaterThan(0)
    expect(performance.now() - begun).toBeLessThan(2000)
  })
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Part, PairingKind } from '#shared/pairing/schema.ts'
import { COMPOSITION, compositionFaults, groupsFor, mostChildren } from './composition.ts'

const kinds = Object.keys(COMPOSITION) as PairingKind[]
const parts: readonly Part[] = ['child', 'teacher', 'pupil', 'outside', 'class']

const composed = fc.record({
  kind: fc.constantFrom(...kinds),
  counts: fc.record(Object.fromEntries(parts.map((part) => [part, fc.integer({ min: 0, max: 4 })]))),
  supervised: fc.boolean(),
  maxChildren: fc.constantFrom(null, 1, 2),
})

describe('who belongs into a pairing (X-15)', () => {
  it('of any choice those without a fault keep to the bounds of their kind, and nobody else passes', () => {
    fc.assert(
      fc.property(composed, ({ kind, counts, supervised, maxChildren }) => {
        const members = parts.flatMap((part) =>
          Array.from({ length: counts[part] ?? 0 }, (_, at) => ({
            part,
            personId: `${part}${at}`,
            inCare: part === 'child',
          })),
        )
        const faults = compositionFaults(
          { kind, members, supervisorId: supervised ? 'somebody' : null },
          maxChildren,
        )
        const fits = parts.every((part) => {
          const { min, max } = COMPOSITION[kind][part] ?? { min: 0, max: 0 }
          const top = part === 'child' && maxChildren !== null ? Math.min(max, maxChildren) : max
          const count = counts[part] ?? 0
          return min <= count && count <= top
        })
        const beside = kind === 'class' || supervised || (counts['teacher'] ?? 0) > 0
        expect(faults.length === 0).toBe(fits && beside)
      }),
    )
  })

  it('H-09, H-24: nobody from outside and no pupil helps without somebody of the school beside', () => {
    const members = [{ part: 'child', personId: 'a' } as const, { part: 'outside', personId: 'b' } as const]
    expect(compositionFaults({ kind: 'volunteer', members, supervisorId: null }, 2)).toEqual([
      { path: 'supervisorId', code: 'required' },
    ])
    expect(compositionFaults({ kind: 'volunteer', members, supervisorId: 't' }, 2)).toEqual([])
  })

  it('nobody is in a pairing twice', () => {
    const members = [{ part: 'child', personId: 'a' } as const, { part: 'pupil', personId: 'a' } as const]
    expect(compositionFaults({ kind: 'pupil', members, supervisorId: 't' }, null)).toEqual([
      { path: 'members', code: 'not-unique' },
    ])
  })
})

it('K-60, F12: 122 children make 61 groups, 31 make 16 of which one has a single child', () => {
  expect(groupsFor(122)).toEqual({ groups: 61, pupils: 183, parents: 61, teachers: 61, single: false })
  // The last group has one child of those in care, and still three others, a parent and a teacher.
  expect(groupsFor(31)).toEqual({ groups: 16, pupils: 48, parents: 16, teachers: 16, single: true })
  expect(groupsFor(0).groups).toBe(0)
})

it('P1-62, P10-51: without a bound in the plan a pupil helps one, a volunteer two', () => {
  expect([mostChildren('pupil', null), mostChildren('outside', null), mostChildren('outside', 1)]).toEqual([
    1, 2, 1,
  ])
})

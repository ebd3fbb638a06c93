import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { PairingKind } from '#shared/pairing/schema.ts'
import { consentFaults, consentsWanted, type Given } from './consent.ts'
import { coverageOf, missingOf, type HelpOf } from './coverage.ts'
import { givenName } from './given-name.ts'

const kinds: PairingKind[] = [
  'teacherAndPupil', 'teacher', 'class', 'agentParent', 'teacherAndOtherParent', 'group3211', 'volunteer', 'pupil',
] // prettier-ignore
const help = fc.record({
  parts: fc.subarray(['teacher', 'pupil', 'outside'] as const),
  kinds: fc.subarray(kinds),
})

describe('F13: a covered child', () => {
  it('of plan 1 has at least one teacher and one pupil; 118 of 122 are 96.7 %', () => {
    expect(missingOf(['teacherAndPupil'], { parts: ['teacher'], kinds: ['teacher'] })).toEqual(['pupil'])
    expect(missingOf(['teacherAndPupil'], { parts: ['teacher', 'pupil'], kinds: [] })).toEqual([])
    const rows = [
      ...Array.from({ length: 118 }, () => []),
      ...Array.from({ length: 4 }, () => ['pupil' as const]),
    ]
    expect(coverageOf(rows)).toEqual({ children: 122, covered: 118, percent: 96.7 })
    expect(coverageOf([]).percent).toBeNull()
  })

  it('more help never uncovers a child, a further model never makes more missing, and nobody is covered by nothing', () => {
    fc.assert(
      fc.property(fc.subarray(kinds, { minLength: 1 }), help, help, (models, one, other) => {
        const both: HelpOf = {
          parts: [...new Set([...one.parts, ...other.parts])],
          kinds: [...new Set([...one.kinds, ...other.kinds])],
        }
        const missing = missingOf(models, one)
        expect(missingOf(models, both).length).toBeLessThanOrEqual(missing.length)
        for (const kind of kinds)
          expect(missingOf([...models, kind], one).length).toBeLessThanOrEqual(missing.length)
        expect(missingOf(models, { parts: [], kinds: [] }).length).toBeGreaterThan(0)
      }),
    )
  })
})

describe('whose yes is wanted', () => {
  const parts = fc.array(
    fc.constantFrom('child' as const, 'teacher' as const, 'pupil' as const, 'outside' as const),
    {
      minLength: 1,
      maxLength: 7,
    },
  )
  it('H-21, H-24: everybody’s own and for each pupil a guardian’s; one missing or one no keeps it from beginning', () => {
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 30 }), fc.boolean(), (chosen, at, refused) => {
        const members = chosen.map((part, index) => ({ id: `m${index}`, part }))
        const wanted = consentsWanted(members)
        const minors = chosen.filter((part) => part === 'child' || part === 'pupil').length
        expect(wanted).toHaveLength(chosen.length + minors)
        const all: Given[] = wanted.map((one) => ({ ...one, agreed: true, guardianId: null }))
        expect(consentFaults(members, all)).toEqual([])
        const index = at % all.length
        const less = refused
          ? all.map((one, place) => (place === index ? { ...one, agreed: false } : one))
          : all.filter((_one, place) => place !== index)
        expect(consentFaults(members, less)).toHaveLength(1)
      }),
    )
  })

  it('H-21: the no of one guardian is not undone by the yes of the other, only by the own', () => {
    const members = [{ id: 'm', part: 'child' as const }]
    const own: Given = { memberId: 'm', party: 'self', agreed: true, guardianId: null }
    const says = (guardianId: string, agreed: boolean): Given => ({
      memberId: 'm',
      party: 'guardian',
      agreed,
      guardianId,
    })
    const refused = [{ path: 'consents.m.guardian', code: 'consent-refused' }]
    expect(consentFaults(members, [own, says('father', false), says('mother', true)])).toEqual(refused)
    expect(consentFaults(members, [own, says('mother', true), says('father', false)])).toEqual(refused)
    expect(
      consentFaults(members, [own, says('father', false), says('mother', true), says('father', true)]),
    ).toEqual([])
  })
})

it('H-09: the given name leaves the surname away, also one of two characters', () => {
  expect(['林小满', '欧阳小满', '陈晨', '欧阳', '吾甫尔·买买提', 'Li Lei'].map(givenName)).toEqual([
    '小满', '小满', '晨', '阳', '吾甫尔·买买提', 'Li Lei',
  ]) // prettier-ignore
})

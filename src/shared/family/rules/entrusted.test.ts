import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { DeclaredBar } from '#shared/kin/schema.ts'
import { entrustedCarerBars, mustBeHeard, recordedBars, type CarerFacts } from './entrusted.ts'

const none = { offence: false, addiction: false, neglect: false, unsuitable: false }
const fit: CarerFacts = {
  bornOn: '1965-04-01',
  barred: false,
  keptAway: false,
  incapable: false,
  isParent: false,
  declaration: none,
}

describe('H-03: who may not be entrusted with a child', () => {
  it('an adult with full capacity, asked about every bar, may', () => {
    expect(entrustedCarerBars(fit, '2026-11-23')).toEqual([])
  })

  it('18 years on the birthday itself', () => {
    expect(entrustedCarerBars({ ...fit, bornOn: '2008-11-24' }, '2026-11-23')).toEqual(['notAdult'])
    expect(entrustedCarerBars({ ...fit, bornOn: '2008-11-23' }, '2026-11-23')).toEqual([])
    expect(entrustedCarerBars({ ...fit, bornOn: null }, '2026-11-23')).toEqual([])
  })

  it('each bar by its name; one nobody asked about is not passed over', () => {
    for (const bar of DeclaredBar.options)
      expect(entrustedCarerBars({ ...fit, declaration: { ...none, [bar]: true } }, '2026-11-23')).toEqual([
        bar,
      ])
    expect(entrustedCarerBars({ ...fit, declaration: { offence: false } }, '2026-11-23')).toEqual([
      'notDeclared',
    ])
    expect(
      entrustedCarerBars({ ...fit, declaration: null, incapable: true, isParent: true }, '2026-11-23'),
    ).toEqual(['incapable', 'isParent', 'notDeclared'])
  })

  it('H-06, H-21: what is on record bars whatever is declared, and a minor too, without a word of why', () => {
    expect(entrustedCarerBars({ ...fit, barred: true }, '2026-11-23')).toEqual(['onRecord'])
    expect(entrustedCarerBars({ ...fit, keptAway: true }, '2026-11-23')).toEqual(['keptAway'])
    expect(recordedBars({ bornOn: '2010-01-01', barred: true }, '2026-11-23')).toEqual([
      'onRecord',
      'notAdult',
    ])
  })

  it('no further fact ever lifts a bar', () => {
    const facts = fc.record({
      bornOn: fc.constantFrom('1950-01-01', '2012-05-05', null),
      barred: fc.boolean(),
      incapable: fc.boolean(),
      keptAway: fc.boolean(),
      isParent: fc.boolean(),
      declaration: fc.record({
        offence: fc.boolean(),
        addiction: fc.boolean(),
        neglect: fc.boolean(),
        unsuitable: fc.boolean(),
      }),
    })
    fc.assert(
      fc.property(facts, fc.constantFrom(...DeclaredBar.options), (carer, bar) => {
        const before = entrustedCarerBars(carer, '2026-11-23')
        const after = entrustedCarerBars(
          { ...carer, declaration: { ...carer.declaration, [bar]: true } },
          '2026-11-23',
        )
        expect(before.every((one) => after.includes(one))).toBe(true)
        expect(after).toContain(bar)
      }),
    )
  })

  it('a child is heard in its own words from the eighth birthday on', () => {
    expect([mustBeHeard('2018-11-24', '2026-11-23'), mustBeHeard('2018-11-23', '2026-11-23')]).toEqual([
      false,
      true,
    ])
  })
})

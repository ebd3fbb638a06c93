import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type CarerFacts, DECLARED_BARS, entrustedCarerBars, mustBeHeard } from './bars.ts'

const none = { crime: false, addiction: false, neglect: false, unfit: false }
const fit: CarerFacts = {
  bornOn: '1965-04-01',
  incapable: false,
  onRecord: false,
  keptAway: false,
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
    for (const bar of DECLARED_BARS)
      expect(entrustedCarerBars({ ...fit, declaration: { ...none, [bar]: true } }, '2026-11-23')).toEqual([
        bar,
      ])
    expect(entrustedCarerBars({ ...fit, declaration: { crime: false } }, '2026-11-23')).toEqual([
      'notDeclared',
    ])
    expect(
      entrustedCarerBars({ ...fit, declaration: null, incapable: true, isParent: true }, '2026-11-23'),
    ).toEqual(['incapable', 'isParent', 'notDeclared'])
  })

  it('H-21: what the file says counts whatever is declared', () => {
    expect(entrustedCarerBars({ ...fit, onRecord: true }, '2026-11-23')).toEqual(['onRecord'])
    expect(entrustedCarerBars({ ...fit, keptAway: true }, '2026-11-23')).toEqual(['keptAway'])
  })

  it('no further fact ever lifts a bar', () => {
    const facts = fc.record({
      bornOn: fc.constantFrom('1950-01-01', '2012-05-05', null),
      incapable: fc.boolean(),
      onRecord: fc.boolean(),
      keptAway: fc.boolean(),
      isParent: fc.boolean(),
      declaration: fc.record({
        crime: fc.boolean(),
        addiction: fc.boolean(),
        neglect: fc.boolean(),
        unfit: fc.boolean(),
      }),
    })
    fc.assert(
      fc.property(facts, fc.constantFrom(...DECLARED_BARS), (carer, bar) => {
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

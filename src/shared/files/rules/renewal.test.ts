import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { goalsNow, type Goal } from './goals.ts'
import { RENEWAL_SECTIONS, renewalOf, renewalRuleOf, roundOn, type RenewalFacts } from './renewal.ts'

const terms = [
  { startsOn: '2026-02-23', endsOn: '2026-07-10' },
  { startsOn: '2026-09-01', endsOn: '2027-01-22' },
]
const all = (day: string): RenewalFacts => ({
  confirmed: Object.fromEntries(RENEWAL_SECTIONS.map((section) => [section, day])),
  changedOn: null,
})

describe('X-21: when files are renewed', () => {
  it('February and September (P2-51/77), each term (P11-17), on change (P3-32), once (P7-06), else September', () => {
    expect(roundOn(renewalRuleOf('plan2'), terms, '2026-03-20')).toEqual({
      from: '2026-02-01',
      to: '2026-02-28',
    })
    expect(roundOn(renewalRuleOf('plan2'), terms, '2026-09-01')).toEqual({
      from: '2026-09-01',
      to: '2026-09-30',
    })
    expect(roundOn(renewalRuleOf('plan2'), terms, '2026-01-31')).toEqual({
      from: '2025-09-01',
      to: '2025-09-30',
    })
    expect(roundOn(renewalRuleOf('plan11'), terms, '2026-11-23')).toEqual({
      from: '2026-09-01',
      to: '2027-01-22',
    })
    expect(renewalRuleOf('plan3').onChange).toBe(true)
    expect(roundOn(renewalRuleOf('plan7'), terms, '2026-11-23')).toBeNull()
    expect(renewalRuleOf(null).windows).toEqual([{ from: '09-01', to: '09-30' }])
  })

  it('a window may reach into the next year', () => {
    const rule = { windows: [{ from: '12-15', to: '01-15' }], eachTerm: false, onChange: false }
    expect(roundOn(rule, [], '2027-01-10')).toEqual({ from: '2026-12-15', to: '2027-01-15' })
  })

  it('K-25: the last day of the round is in time, overdue begins the day after', () => {
    const rule = renewalRuleOf('plan2')
    const round = { from: '2026-09-01', to: '2026-09-30' }
    expect(renewalOf(rule, round, all('2026-08-31'), '2026-09-30').state).toBe('due')
    expect(renewalOf(rule, round, all('2026-08-31'), '2026-10-01').state).toBe('overdue')
    expect(renewalOf(rule, round, all('2026-09-01'), '2026-10-01').state).toBe('renewed')
  })

  it('P3-32, P4-22: after a change of carer or absence family and home are asked for, nothing else', () => {
    const facts = { ...all('2026-09-10'), changedOn: '2026-10-05' }
    const round = { from: '2026-09-01', to: '2026-09-30' }
    expect(renewalOf(renewalRuleOf('plan3'), round, facts, '2026-10-06')).toEqual({
      state: 'due',
      missing: ['family', 'home'],
      afterChange: true,
    })
    expect(renewalOf(renewalRuleOf('plan2'), round, facts, '2026-10-06').state).toBe('renewed')
  })

  it('the round of a day has begun by then, and confirming everything that day renews', () => {
    const day = fc.integer({ min: 0, max: 2000 }).map((days) => addDays('2024-01-01', days))
    const preset = fc.constantFrom('plan1', 'plan2', 'plan3', 'plan7', 'plan11')
    fc.assert(
      fc.property(day, preset, (today, key) => {
        const rule = renewalRuleOf(key)
        const round = roundOn(rule, terms, today)
        expect(round === null || (round.from <= today && round.from <= round.to)).toBe(true)
        expect(renewalOf(rule, round, { ...all(today), changedOn: today }, today).state).toBe('renewed')
      }),
    )
  })
})

describe('five goals', () => {
  it('P11-08: of each goal the latest word holds, of one day the one written last', () => {
    const word = (goal: Goal, statedOn: string, createdAt: string) => ({ goal, statedOn, createdAt })
    const now = goalsNow([
      word('taught', '2026-09-01', '2026-11-01T00:00:00Z'),
      word('taught', '2026-10-01', '2026-10-01T00:00:00Z'),
      word('safe', '2026-10-01', '2026-10-01T00:00:00Z'),
      word('safe', '2026-10-01', '2026-10-01T08:00:00Z'),
    ])
    expect(now.taught?.statedOn).toBe('2026-10-01')
    expect(now.safe?.createdAt).toBe('2026-10-01T08:00:00Z')
    expect(now.helped).toBeNull()
  })
})

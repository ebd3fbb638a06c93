import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import type { Calendar } from '#shared/calendar/schema.ts'
import { type PlanParams, Rule } from '#shared/duties/schema.ts'
import { planChange, rulesAfter } from './plan-change.ts'
import { rulesOf } from './plan-rules.ts'
import { findPlanPreset } from './presets.ts'
import { windowsOfVersions } from './windows.ts'

const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [{ name: '第一学期', from: '2026-09-01', to: '2027-01-22' }],
  days: [],
}
const horizon = '2027-01-22'

function params(key: string): PlanParams {
  const preset = findPlanPreset(key)
  if (!preset) throw new Error(key)
  return preset.params
}

const change = (known: readonly Rule[], to: PlanParams, from: string) =>
  planChange(known, rulesOf(to, from), calendar, { from, to: horizon })

describe('what a change of plan does', () => {
  it('at first everything begins', () => {
    expect(change([], params('plan2'), '2026-11-01')).toMatchObject([
      {
        key: 'talk',
        kind: 'begins',
        before: null,
        firstDay: '2026-11-01',
        lastDay: null,
        begun: 3,
        dropped: 0,
      },
    ])
  })

  it('K-27: monthly talks end the day before the first whole week, and the month under way is cut', () => {
    const known = rulesOf(params('plan2'), '2026-09-01')
    expect(change(known, params('plan9'), '2026-11-25')).toMatchObject([
      {
        key: 'talk',
        kind: 'changes',
        lastDay: '2026-11-29',
        firstDay: '2026-11-30',
        cut: { from: '2026-11-01', to: '2026-11-30', newTo: '2026-11-29' },
        dropped: 2,
        begun: 8,
      },
      { key: 'parentContact', kind: 'begins', before: null },
    ])
  })

  it('what nothing follows ends the day before; the same way goes on unchanged', () => {
    const known = rulesOf(params('plan1'), '2026-09-01')
    expect(change(known, params('plan2'), '2026-12-01')).toMatchObject([
      { key: 'talk', kind: 'stays', dropped: 0, cut: null },
      { key: 'parentContact', kind: 'ends', lastDay: '2026-11-30', firstDay: null, dropped: 2, after: null },
    ])
  })

  it('the order in which settings are stored makes no change', () => {
    const known = rulesOf(params('plan2'), '2026-09-01').map((rule) => Rule.parse(rule))
    expect(change(known, params('plan2'), '2026-12-01')).toMatchObject([{ key: 'talk', kind: 'stays' }])
  })

  it('without a whole window ahead the old way runs on, and it is said', () => {
    const known = rulesOf(params('plan2'), '2026-09-01')
    const visits = params('plan4')
    const [, later] = change(known, visits, '2026-11-25')
    expect(later).toMatchObject({ key: 'homeVisit', kind: 'later', firstDay: null, lastDay: null, begun: 0 })
    const withVisit = rulesOf(visits, '2026-09-01')
    const twice = { ...visits, visit: { ...visits.visit, perTerm: 2 } }
    expect(change(withVisit, twice, '2026-11-25').find(({ key }) => key === 'homeVisit')).toMatchObject({
      kind: 'later',
      lastDay: null,
      dropped: 0,
    })
  })

  it('adopting anew on the same day replaces what had not begun', () => {
    const known = rulesAfter(
      rulesOf(params('plan2'), '2026-09-01'),
      rulesOf(params('plan9'), '2026-12-07'),
      '2026-12-07',
    )
    const again = rulesAfter(known, rulesOf(params('plan2'), '2026-12-07'), '2026-12-07')
    expect(again.filter(({ key }) => key === 'talk').map(({ version }) => version)).toEqual([1, 3])
    expect(again.some(({ key }) => key === 'parentContact')).toBe(false)
  })

  it('counts equal the windows: what was, without the dropped and with the begun, is what will be', () => {
    const plans = fc.constantFrom('plan1', 'plan2', 'plan5', 'plan9', 'plan11')
    const day = fc.integer({ min: 0, max: 130 }).map((offset) => addDays('2026-09-01', offset))
    fc.assert(
      fc.property(plans, plans, day, (one, other, from) => {
        const known = rulesOf(params(one), '2026-09-01')
        const after = rulesAfter(known, rulesOf(params(other), from), from)
        for (const line of change(known, params(other), from)) {
          const windows = (rules: readonly Rule[]) =>
            windowsOfVersions(
              rules.filter(({ key }) => key === line.key),
              calendar,
              addDays(from, -1),
              horizon,
            )
          if (line.kind === 'stays') continue
          expect(windows(after)).toHaveLength(windows(known).length - line.dropped + line.begun)
        }
      }),
    )
  })
})

import { expect, it } from 'vitest'
import { CATALOGUE } from './catalogue.ts'
import { planRules } from './plan-rules.ts'
import { PLAN_PRESETS } from './presets.ts'
import { statedOf } from './stated.ts'
import type { PlanPreset } from '#shared/duties/schema.ts'

const presets: readonly PlanPreset[] = PLAN_PRESETS
const all = (on: boolean) => (preset: PlanPreset) =>
  statedOf({ ...preset.params, rules: planRules(preset.key).map((rule) => ({ ...rule, on })) })

it('C06: with all its duties on a plan says what its preset says, with none it promises nothing', () => {
  for (const preset of presets) {
    const { params, key } = preset
    const full = all(true)(preset)
    expect(full.parentContact.prompts.toSorted(), key).toEqual(params.parentContact.prompts.toSorted())
    for (const month of params.visit.campaignMonths) expect(full.visit.campaignMonths, key).toContain(month)
    expect(new Set(full.meetings.map(({ kind }) => kind)), key).toEqual(
      // January's exchange of experience is a forum that the text of plan 2 does not call one.
      new Set([...params.meetings.map(({ kind }) => kind), ...(key === 'plan2' ? ['forum'] : [])]),
    )
    const none = all(false)(preset)
    expect(
      [none.meetings, none.summaries, none.visit.campaignMonths, none.parentContact.prompts],
      key,
    ).toEqual([[], [], [], []])
    // Contact and visit are settings of their own.
    for (const one of none.ones) expect(['classTeacherContact', 'visit'], key).toContain(one.key)
  }
})

it('X-14: each of the “ones” of plans 2, 5 and 11 is a duty of that plan', () => {
  for (const key of ['plan2', 'plan5', 'plan11']) {
    const preset = presets.find((one) => one.key === key)
    if (!preset) throw new Error(key)
    const said = new Set(all(true)(preset).ones.map((one) => one.key))
    expect([...said].toSorted(), key).toEqual(preset.params.ones.map((one) => one.key).toSorted())
  }
})

it('knows no duty that the catalogue does not have', () => {
  const rules = CATALOGUE.map(({ key, period }) => ({ key, on: true, by: 'school' as const, period }))
  const [first] = presets
  if (!first) throw new Error('no preset')
  const { summaries, meetings } = statedOf({ ...first.params, rules })
  expect(summaries).toHaveLength(5)
  expect(meetings).toHaveLength(6)
})

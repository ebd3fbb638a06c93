import { describe, expect, it } from 'vitest'
import { findDefinitionPreset, getDefinitionPreset } from '#shared/children/rules/definitions.ts'
import { PlanPreset, Rule } from '#shared/duties/schema.ts'
import { rulesOf } from './plan-rules.ts'
import { findPlanPreset, PLAN_PRESETS } from './presets.ts'

function params(key: string) {
  const preset = findPlanPreset(key)
  if (preset === undefined) throw new Error(key)
  return preset.params
}

function yields(key: string): string[] {
  return rulesOf(params(key), '2026-09-01').map((rule) => `${rule.key} ${rule.period} ${rule.performerRole}`)
}

describe('the eleven plans', () => {
  it('are sound presets with a known definition', () => {
    expect(PLAN_PRESETS.map((preset) => preset.key)).toEqual(
      Array.from({ length: 11 }, (_, at) => `plan${at + 1}`),
    )
    for (const preset of PLAN_PRESETS) {
      expect(PlanPreset.parse(preset)).toEqual(preset)
      expect(findDefinitionPreset(preset.params.definition), preset.key).toBeDefined()
      for (const rule of rulesOf(preset.params, '2026-09-01')) expect(Rule.parse(rule)).toEqual(rule)
    }
    expect(new Set(PLAN_PRESETS.map((preset) => preset.name.zh)).size).toBe(11)
  })

  it('X-08, X-10, X-12: each yields its talks, contacts and visits', () => {
    expect(yields('plan1')).toEqual(['talk month classTeacher', 'parentContact month classTeacher'])
    expect(yields('plan2')).toEqual(['talk month classTeacher'])
    expect(yields('plan5')).toContain('parentContact month classTeacher')
    expect(yields('plan9')).toEqual(['talk week classTeacher', 'parentContact twoWeeks classTeacher'])
    expect(yields('plan11')).toContain('homeVisit term helpingTeacher')
    expect(yields('plan8')).toEqual(yields('plan6'))
  })

  it('marks what the school decides: no plan leaves children without talks', () => {
    expect(PLAN_PRESETS.every((preset) => preset.params.talk.on)).toBe(true)
    const silent = PLAN_PRESETS.filter((preset) => preset.params.talk.by === 'school').map(
      (preset) => preset.key,
    )
    expect(silent).toEqual(['plan6', 'plan7', 'plan8', 'plan10', 'plan11'])
  })

  it('X-01…X-03, K-16: definitions say what their plan says', () => {
    expect(getDefinitionPreset('plan1').params).toMatchObject({
      parentsAway: 'both',
      minMonthsAway: 3,
      residence: 'rural',
    })
    expect(getDefinitionPreset('plan6').params).toMatchObject({ parentsAway: 'both', ageBelow: 18 })
    expect(getDefinitionPreset('plan6').params.grades?.[0]).toBe(7)
    expect(getDefinitionPreset('civilAffairs').params).toMatchObject({
      minMonthsAway: 0,
      ageBelow: 16,
      residence: 'rural',
    })
    expect(getDefinitionPreset('education').params).toMatchObject({
      minMonthsAway: 3,
      ageBelow: null,
      residence: 'any',
    })
  })

  it('X-13, X-19, X-20, X-29: priorities, rates, keeper and limits', () => {
    expect(params('plan1').priorities.length).toBe(4)
    expect(params('plan3').emergency).toEqual({ carer: 30, parents: 60, authority: 120 })
    expect(params('plan3').keeperRole).toBe('archiveKeeper')
    expect(params('plan2').targets.map((target) => target.key)).toEqual(['archive', 'enrolment', 'retention'])
    expect(params('plan11').otherTargets.find((one) => one.category === 'singleParent')).toEqual({
      category: 'singleParent',
      survey: true,
      archive: false,
      duties: false,
    })
  })
})

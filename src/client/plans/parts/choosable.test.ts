import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { CarePlan, PlanParams, PlanPreset } from '#shared/duties/schema.ts'
import { messages as chineseBase } from '#client/locales/zh-CN/base.po'
import { messages as chinese } from '#client/locales/zh-CN/plans.po'
import { IN_USE, ofInUse, ofPreset, toCompare } from './choosable.ts'
import { paramLines } from './param-lines.ts'

const inUse = ({ key, name, params }: PlanPreset): CarePlan => ({
  id: '00000000-0000-7000-8000-000000000001',
  preset: key,
  name,
  ownPlanId: null,
  params: { ...params, talk: { ...params.talk, on: true, period: 'week' } },
  definition: { id: '00000000-0000-7000-8000-000000000002', key: 'recording', version: 1 },
  effectiveFrom: '2026-09-01',
  effectiveTo: null,
  rules: [],
})

const wordsOf = (params: PlanParams, wanted: keyof PlanParams): string[] | undefined =>
  paramLines(params).find(({ key }) => key === wanted)?.values

test('the plan in use is compared as the school has set it, not as its preset says', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages: { ...chineseBase, ...chinese } })
  const [first] = PLAN_PRESETS
  const plan = ofInUse(inUse(first))
  const preset = ofPreset(first)
  expect(plan).toMatchObject({ id: IN_USE, name: `现在用的：${first.name.zh}` })
  expect(plan.params.definition).toBe('recording')
  expect(wordsOf(plan.params, 'talk')).not.toEqual(wordsOf(preset.params, 'talk'))
  // Of the catalogue it has every line; what it does not name is off.
  expect(plan.params.rules.map(({ key }) => key)).toEqual(planRules(first.key).map(({ key }) => key))
})

test('a plan says of meetings, rounds of visits and “ones” what its duties are, those of other plans too', () => {
  const five = PLAN_PRESETS.filter(({ key }) => key === 'plan5').map(inUse)
  const [plan] = five.map((one) => {
    const rules = [
      { key: 'familyCall', on: true, by: 'plan', period: 'month' },
      { key: 'visitDrive', on: true, by: 'school', period: 'dates', months: [4, 9] },
      { key: 'meeting', on: true, by: 'school', period: 'term' },
    ] as const
    return ofInUse({ ...one, params: { ...one.params, rules } })
  })
  if (!plan) throw new Error('plan5')
  expect(wordsOf(plan.params, 'ones')).toEqual(['孩子每月一个电话', '父母每月和班主任联系一次'])
  expect(wordsOf(plan.params, 'meetings')).toEqual(['每学期一次工作会'])
  expect(wordsOf(plan.params, 'visit')).toContain('集中走访：4月、9月')
  // Of another plan, and of every line of its own.
  expect(plan.params.rules.filter(({ on }) => on).map(({ key }) => key)).toEqual([
    'familyCall',
    'visitDrive',
    'meeting',
  ])
})

test('a comparison opens on the plan in use and another one', () => {
  const nine = PLAN_PRESETS.filter(({ key }) => key === 'plan9').map(inUse)
  expect(toCompare(null)).toBe('plan1,plan9')
  expect(toCompare(inUse(PLAN_PRESETS[0]))).toBe('inUse,plan9')
  expect(nine.map(toCompare)).toEqual(['inUse,plan1'])
})

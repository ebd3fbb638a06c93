import { i18n } from '@lingui/core'
import { describe, expect, it } from 'vitest'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import { PlanParams } from '#shared/duties/schema.ts'
import { messages as chineseBase } from '#client/locales/zh-CN/base.po'
import { messages as chinese } from '#client/locales/zh-CN/plans.po'
import { messages as englishBase } from '#client/locales/en/base.po'
import { messages as english } from '#client/locales/en/plans.po'
import { paramLines } from './param-lines.ts'

describe.each([
  ['zh-CN', { ...chineseBase, ...chinese }],
  ['en', { ...englishBase, ...english }],
])('a plan in words, in %s', (locale, messages) => {
  it('X-05…X-36: every setting of every plan is said, in whole words', () => {
    i18n.loadAndActivate({ locale, messages })
    for (const { key, params } of PLAN_PRESETS) {
      const lines = paramLines({ ...params, rules: planRules(key) })
      expect(new Set(lines.map((line) => line.key)), key).toEqual(new Set(Object.keys(PlanParams.shape)))
      for (const { label, values } of lines)
        for (const words of [label, ...values]) expect(words, key).not.toMatch(/undefined|null|\{|^$/)
    }
  })

  it('plans that differ are told apart, the same one is not', () => {
    const [one, , , , , six, , eight, nine] = PLAN_PRESETS
    const lines = ({ key, params }: (typeof PLAN_PRESETS)[number]) =>
      paramLines({ ...params, rules: planRules(key) })
    expect(lines(one)).not.toEqual(lines(nine))
    expect(lines(six)).toEqual(lines(eight))
  })
})

import { plural, t } from '@lingui/core/macro'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { Period, PlanParams, Rule, RuleKey } from '#shared/duties/schema.ts'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { planText } from '#client/lib/plan-text.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import { pairingText, unitText } from './param-words.ts'

type Nobody = SchoolLoad['nobody'][number]

export function definitionText(key: string): string {
  const preset = DEFINITION_PRESETS.find((one) => one.key === key)
  return preset === undefined ? key : planText(preset.name)
}

export function periodText(period: Period): string {
  const words: Record<Period, () => string> = {
    week: () => t`每周`,
    twoWeeks: () => t`每两周`,
    month: () => t`每月`,
    term: () => t`每学期`,
    schoolYear: () => t`每学年`,
    civilYear: () => t`每年`,
    once: () => t`一次`,
  }
  return words[period]()
}

/** 谈心, 家长联系, 家访. */
export function ruleText(key: RuleKey): string {
  const words: Record<RuleKey, () => string> = {
    talk: () => t`谈心`,
    parentContact: () => t`联系家长`,
    homeVisit: () => t`家访`,
  }
  return words[key]()
}

/** 每月 1 次，班主任做. */
export function wayText({
  period,
  perPeriod,
  performerRole,
}: Pick<Rule, 'period' | 'perPeriod' | 'performerRole'>): string {
  const when = periodText(period)
  const role = roleText(performerRole)
  return period === 'once'
    ? t`做一次，${role}做`
    : plural(perPeriod, { one: `${when} # 次，${role}做`, other: `${when} # 次，${role}做` })
}

/** 12 个孩子没有帮扶老师: whoever has nobody in a role. */
export function nobodyText({ per, subjects, role }: Pick<Nobody, 'per' | 'subjects' | 'role'>): string {
  const name = roleText(role)
  switch (per) {
    case 'child':
      return plural(subjects, { one: `# 个孩子没有${name}`, other: `# 个孩子没有${name}` })
    case 'class':
      return plural(subjects, { one: `# 个班没有${name}`, other: `# 个班没有${name}` })
    case 'person':
    case 'school':
      return t`学校里没有${name}`
  }
}

/** One demand of a plan in plain words; `own`: the plan leaves it to the school. */
export interface Demand {
  key: string
  text: string
  own: boolean
}

/** What teachers will owe each child. */
export function duties(plan: PlanParams): Demand[] {
  const demands: Demand[] = []
  if (plan.talk.on)
    demands.push({
      key: 'talk',
      text: t`谈心：${periodText(plan.talk.period)}一次`,
      own: plan.talk.by === 'school',
    })
  if (plan.parentContact.on)
    demands.push({
      key: 'parentContact',
      text: t`联系家长：${periodText(plan.parentContact.period)}一次`,
      own: plan.parentContact.by === 'school',
    })
  if (plan.visit.on) {
    const times = plan.visit.perTerm
    demands.push({
      key: 'homeVisit',
      text: plural(times, { one: '家访：每学期 # 次', other: '家访：每学期 # 次' }),
      own: plan.visit.by === 'school',
    })
  }
  return demands
}

/** What else it brings; kept with the plan, parts of it come into use later. */
export function extras(plan: PlanParams): string[] {
  const words = [unitText(plan.unit), ...plan.pairing.models.map(({ kind }) => pairingText(kind))]
  const ones = plan.ones.length
  if (ones > 0) words.push(plural(ones, { one: '“几个一”活动 # 项', other: '“几个一”活动 # 项' }))
  if (plan.emergency !== null) words.push(emergencyText(plan.emergency))
  const archive = plan.targets.find(({ key, percent }) => key === 'archive' && percent === 100)
  if (archive !== undefined) words.push(t`建档率要到 100%`)
  return words
}

export function emergencyText({ carer, parents, authority }: NonNullable<PlanParams['emergency']>): string {
  return t`出事时限：${carer} 分钟告诉照护人，${parents} 分钟告诉父母，${authority} 分钟上报`
}

/** 谈心 5 次、家访 1 次. */
export const countsText = (lines: readonly { key: RuleKey; count: number }[]): string =>
  joinWords(
    lines
      .filter(({ count }) => count > 0)
      .map(({ key, count }) => `${ruleText(key)} ${plural(count, { one: '# 次', other: '# 次' })}`),
  )

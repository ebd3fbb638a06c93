import { plural, t } from '@lingui/core/macro'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { EvidenceKind, PlanParams, RuleKey, RuleParams } from '#shared/duties/schema.ts'
import type { SchoolLoad } from '#shared/plans/schema.ts'
import { planText } from '#client/lib/plan-text.ts'
import { cardKindText, joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import { pairingText, unitText } from './param-words.ts'
import { periodText, type When, whenText } from './rule-words.ts'
import { minutesText, timesText } from './amounts.ts'

/** Periods in which one counts how often. */
const COUNTED: readonly RuleParams['period'][] = [
  'week',
  'twoWeeks',
  'month',
  'term',
  'schoolYear',
  'civilYear',
]

type Nobody = SchoolLoad['nobody'][number]

export function definitionText(key: string): string {
  const preset = DEFINITION_PRESETS.find((one) => one.key === key)
  return preset === undefined ? key : planText(preset.name)
}

type Who = Pick<RuleParams, 'performerRole' | 'allStaff'>

/** 每月 1 次，班主任做. */
export function wayText({ performerRole, allStaff, ...way }: When & Who): string {
  const { period, perPeriod } = way
  const role = allStaff ? t`每位教职工` : roleText(performerRole)
  if (!COUNTED.includes(period)) return t`${whenText(way)}，${role}做`
  const when = periodText(period)
  return plural(perPeriod, { one: `${when} # 次，${role}做`, other: `${when} # 次，${role}做` })
}

/** 12 个孩子没有帮扶老师: whoever has nobody in a role. */
export function nobodyText({ per, subjects, role }: Pick<Nobody, 'per' | 'subjects' | 'role'>): string {
  // Within a sentence; Chinese knows no capitals.
  const name = roleText(role).toLowerCase()
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
  return t`出事时限：${minutesText(carer)}告诉照护人，${minutesText(parents)}告诉父母，${minutesText(authority)}上报`
}

/** Of what kind a record is, as its time is set: 谈心, 家长联系, 家访, 其他事. */
export const recordText = (kind: EvidenceKind): string => (kind === 'work' ? t`其他事` : cardKindText(kind))

/** Named one by one; what is beyond is one sum. */
const few = 4

/** 谈心 5 次、家访 1 次、其他 3 次. */
export function countsText(lines: readonly { key: RuleKey; count: number }[]): string {
  const some = lines.filter(({ count }) => count > 0)
  const others = some.slice(few).reduce((sum, { count }) => sum + count, 0)
  const words = some.slice(0, few).map(({ key, count }) => `${dutyText(key)} ${timesText(count)}`)
  return joinWords(others > 0 ? [...words, t`其他 ${timesText(others)}`] : words)
}

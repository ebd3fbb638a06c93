import { plural, t } from '@lingui/core/macro'
import { DEFINITION_PRESETS } from '#shared/children/rules/definitions.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { currentLocale } from '#client/lib/i18n.ts'
import { periodText } from './rule-words.ts'

/** Names of plans and definitions come in both languages from the presets. */
export const planText = (name: { zh: string; en: string }): string =>
  currentLocale() === 'en' ? name.en : name.zh

export function definitionText(key: string): string {
  const preset = DEFINITION_PRESETS.find((one) => one.key === key)
  return preset === undefined ? key : planText(preset.name)
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

const pairingWords: Record<PlanParams['pairing']['models'][number]['kind'], () => string> = {
  teacherAndPupil: () => t`一位老师和一个同学结对`,
  teacher: () => t`一位老师结对`,
  class: () => t`班级结对`,
  agentParent: () => t`代理家长`,
  teacherAndOtherParent: () => t`老师和别的家长结对`,
  group3211: () => t`3+2+1+1 互助小组`,
  volunteer: () => t`志愿者结对`,
  pupil: () => t`同学结对`,
}

const unitWords: Record<PlanParams['unit'], () => string> = {
  school: () => t`全校一起做`,
  class: () => t`以班级为单位`,
  project: () => t`按项目做`,
}

/** What else it brings; kept with the plan, parts of it come into use later. */
export function extras(plan: PlanParams): string[] {
  const words = [unitWords[plan.unit]()]
  for (const { kind } of plan.pairing.models) words.push(pairingWords[kind]())
  const ones = plan.ones.length
  if (ones > 0) words.push(plural(ones, { one: '“几个一”活动 # 项', other: '“几个一”活动 # 项' }))
  if (plan.emergency !== null) {
    const { carer, parents, authority } = plan.emergency
    words.push(t`出事时限：${carer} 分钟告诉照护人，${parents} 分钟告诉父母，${authority} 分钟上报`)
  }
  const archive = plan.targets.find(({ key, percent }) => key === 'archive' && percent === 100)
  if (archive !== undefined) words.push(t`建档率要到 100%`)
  return words
}

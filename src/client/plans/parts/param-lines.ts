import { t } from '@lingui/core/macro'
import type { PlanParams } from '#shared/duties/schema.ts'
import { joinWords } from '#client/lib/card-words.ts'
import { dutyText } from '#client/lib/duty-words.ts'
import { roleText } from '#client/lib/role-text.ts'
import * as words from './param-words.ts'
import { definitionText, emergencyText, wayText } from './plan-words.ts'
import { catalogueText, monthText, periodText } from './rule-words.ts'

/** One setting of a plan in words; no values = the plan says nothing of it. */
export interface ParamLine {
  key: keyof PlanParams
  label: string
  values: string[]
}

function dutyValues({
  talk,
  parentContact,
  visit,
}: PlanParams): Record<'talk' | 'parentContact' | 'visit', string[]> {
  const byPlan = (by: 'plan' | 'school'): string => (by === 'plan' ? t`方案里写明的` : t`由学校定`)
  return {
    talk: talk.on
      ? [wayText({ ...talk, perPeriod: 1 }), byPlan(talk.by), ...(talk.cardRequired ? [t`写谈心记录卡`] : [])]
      : [],
    parentContact: [
      ...(parentContact.on ? [wayText({ ...parentContact, perPeriod: 1 }), byPlan(parentContact.by)] : []),
      ...parentContact.prompts.map(words.promptText),
    ],
    visit: [
      ...(visit.on ? [wayText({ ...visit, perPeriod: visit.perTerm }), byPlan(visit.by)] : []),
      ...(visit.campaignMonths.length > 0
        ? [t`集中走访：${joinWords(visit.campaignMonths.map((month) => monthText(month)))}`]
        : []),
    ],
  }
}

const pairingValues = ({ pairing }: PlanParams): string[] =>
  pairing.models.length === 0
    ? []
    : [
        words.scopeText(pairing.scope),
        ...pairing.models.map(({ kind, maxChildren }) =>
          maxChildren === null
            ? words.pairingText(kind)
            : t`${words.pairingText(kind)}，每人最多帮 ${maxChildren} 个`,
        ),
      ]

/** Every setting of a plan in words, in the order in which a school thinks of them. */
export function paramLines(plan: PlanParams): ParamLine[] {
  const { talk, parentContact, visit } = dutyValues(plan)
  return [
    { key: 'definition', label: t`名单上是谁`, values: [definitionText(plan.definition)] },
    {
      key: 'otherTargets',
      label: t`还照顾谁`,
      values: plan.otherTargets.map(({ category, ...parts }) => {
        const kept = (['survey', 'archive', 'duties'] as const).filter((part) => parts[part])
        return t`${words.categoryText(category)}：${joinWords(kept.map(words.partText))}`
      }),
    },
    { key: 'talk', label: t`谈心`, values: talk },
    { key: 'parentContact', label: t`联系家长`, values: parentContact },
    { key: 'visit', label: t`家访`, values: visit },
    {
      key: 'rules',
      label: t`方案里的其他事`,
      values: plan.rules
        .filter(({ on }) => on)
        .map((rule) => t`${dutyText(rule.key)}：${catalogueText(rule)}`),
    },
    { key: 'unit', label: t`谁来做`, values: [words.unitText(plan.unit)] },
    { key: 'pairing', label: t`结对`, values: pairingValues(plan) },
    {
      key: 'keeperRole',
      label: t`谁管档案`,
      values: [plan.keeperRole === null ? t`由学校指定` : roleText(plan.keeperRole)],
    },
    { key: 'priorities', label: t`优先`, values: plan.priorities.map(words.priorityText) },
    { key: 'planCriteria', label: t`什么情况做个别方案`, values: plan.planCriteria.map(words.criterionText) },
    {
      key: 'ones',
      label: t`“几个一”`,
      values: plan.ones.map(({ key, period, actor }) => {
        const [who, when, what] = [words.actorText(actor), periodText(period), words.oneText(key)]
        return t`${who}${when}${what}`
      }),
    },
    {
      key: 'targets',
      label: t`目标`,
      values: plan.targets.map(({ key, percent }) =>
        percent === null ? words.targetText(key) : `${words.targetText(key)} ${percent}%`,
      ),
    },
    {
      key: 'emergency',
      label: t`出事怎么报`,
      values: plan.emergency === null ? [] : [emergencyText(plan.emergency)],
    },
    {
      key: 'meetings',
      label: t`开会`,
      values: plan.meetings.map(({ kind, period }) => {
        const [when, what] = [period === null ? t`不定期` : periodText(period), words.meetingText(kind)]
        return t`${when}一次${what}`
      }),
    },
    {
      key: 'summaries',
      label: t`总结`,
      values: plan.summaries.map(({ level, period }) => {
        const [when, what] = [periodText(period), words.levelText(level)]
        return t`${when}一份${what}`
      }),
    },
    {
      key: 'appraisal',
      label: t`考核`,
      values: plan.appraisal === null ? [] : [words.appraisalText(plan.appraisal)],
    },
    { key: 'agreements', label: t`签什么`, values: plan.agreements.map(words.agreementText) },
  ]
}

import { t } from '@lingui/core/macro'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { statedOf } from '#shared/duties/rules/stated.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { CarePlan, PlanParams, PlanPreset } from '#shared/duties/schema.ts'
import type { OwnPlan } from '#shared/plans/schema.ts'
import { planText } from '#client/lib/plan-text.ts'

/** A plan to look at, copy or adopt: one of the eleven, one of the school's own, or (to compare) the one in use. */
export interface Choosable {
  /** Key of the preset, id of the own plan, or `IN_USE`. */
  id: string
  preset: string
  own: OwnPlan | null
  name: string
  params: PlanParams
}

const presets: readonly PlanPreset[] = PLAN_PRESETS

export const ofPreset = ({ key, name, params }: PlanPreset): Choosable => ({
  id: key,
  preset: key,
  own: null,
  name: planText(name),
  params: { ...params, rules: planRules(key) },
})

export const ofOwn = (own: OwnPlan): Choosable => ({
  id: own.id,
  preset: own.preset,
  own,
  name: own.name,
  params: statedOf({ ...own.params, rules: rulesOf(own) }),
})

export const IN_USE = 'inUse'

/** The plan in use as the school has set it: what it has changed of the preset is in it. */
export const ofInUse = (plan: CarePlan): Choosable => ({
  id: IN_USE,
  preset: plan.preset,
  own: null,
  name: t`现在用的：${planText(plan.name)}`,
  params: statedOf({ ...plan.params, definition: plan.definition.key, rules: rulesOf(plan) }),
})

/** What a comparison opens on: the plan in use and another one. */
export const toCompare = (inUse: CarePlan | null): string =>
  inUse === null ? 'plan1,plan9' : `${IN_USE},${inUse.preset === 'plan9' ? 'plan1' : 'plan9'}`

/** Everything the preset asks for besides, as the plan has it, and what was taken of other plans; what it does not name is off. */
function rulesOf({ preset, params }: Pick<OwnPlan, 'preset' | 'params'>): PlanParams['rules'] {
  const asked = planRules(preset)
  const others = params.rules.filter(({ key, on }) => on && asked.every((rule) => rule.key !== key))
  return [
    ...asked.map((rule) => params.rules.find(({ key }) => key === rule.key) ?? { ...rule, on: false }),
    ...others,
  ]
}

/** The eleven, in the language in use. */
export const allPresets = (): Choosable[] => presets.map(ofPreset)

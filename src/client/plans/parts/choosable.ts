import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { PlanParams, PlanPreset } from '#shared/duties/schema.ts'
import type { OwnPlan } from '#shared/plans/schema.ts'
import { planText } from '#client/lib/plan-text.ts'

/** A plan to look at, copy or adopt: one of the eleven, or one of the school's own. */
export interface Choosable {
  /** Key of the preset, or id of the own plan. */
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
  params: { ...own.params, rules: rulesOf(own) },
})

/** Everything the preset asks for besides, as the own plan has it; what it does not name is off. */
const rulesOf = ({ preset, params }: OwnPlan): PlanParams['rules'] =>
  planRules(preset).map((rule) => params.rules.find(({ key }) => key === rule.key) ?? { ...rule, on: false })

/** The eleven, in the language in use. */
export const allPresets = (): Choosable[] => presets.map(ofPreset)

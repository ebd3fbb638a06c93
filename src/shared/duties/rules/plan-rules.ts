import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import { CATALOGUE, findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import type { CatalogueDuty } from '#shared/duties/rules/catalogue-duty.ts'
import type { PlanParams, PlanRule, PlanSettings, Rule, RuleKey, RuleParams } from '#shared/duties/schema.ts'
import type { Period } from '#shared/periods/schema.ts'
import type { FieldError } from '#shared/errors.ts'

const ORDINARY = { perPeriod: 1, minSchoolDays: 1, graceDays: 0 } as const
const CARE = { ...ORDINARY, per: 'child', inTermOnly: true } as const

/** Periods a school may choose from; dated, fixed and event-driven duties keep theirs. */
const CHOICES: readonly Period[] = ['week', 'twoWeeks', 'month', 'term', 'schoolYear']

/** What a school may set a further duty to: its own period first, where that is one of a kind. */
export function periodChoices(key: RuleKey): readonly Period[] {
  const duty = findCatalogueDuty(key)
  if (!duty) return []
  const named = Object.values(duty.periods ?? {}).filter((period) => !CHOICES.includes(period))
  return CHOICES.includes(duty.period) ? [...CHOICES, ...new Set(named)] : [duty.period]
}

function askedBy(duty: CatalogueDuty, preset: string): PlanRule['by'] | undefined {
  return duty.plans === 'every' ? 'school' : duty.plans[preset]
}

/**
 * The further duties a plan asks for, as it would be proposed (Part 4): on where the plan itself gives a number, off and
 * with a default period where it leaves it open.
 */
export const planRules = (preset: string): readonly PlanRule[] =>
  CATALOGUE.flatMap((duty) => {
    const by = askedBy(duty, preset)
    if (by === undefined) return []
    return [{ key: duty.key, on: by === 'plan', by, period: duty.periods?.[preset] ?? duty.period }]
  })

/** The rule a duty of the catalogue makes; another period than its own leaves the details of its own aside. */
export function ruleParams(duty: CatalogueDuty, period: Period, days?: number): RuleParams {
  const { key: _, duties: _duties, sources: _sources, plans: _plans, periods: _periods, ...params } = duty
  const { per, paired, allStaff, cardKinds, performerRole, inTermOnly } = params
  if (period === duty.period) return { ...ORDINARY, ...params, ...(days !== undefined && { days }) }
  return {
    ...ORDINARY,
    per,
    cardKinds,
    performerRole,
    inTermOnly,
    period,
    ...(paired !== undefined && { paired }),
    ...(allStaff !== undefined && { allStaff }),
  }
}

/** The duty rules a plan yields from a day on: talks, contact, visits and the further duties that are switched on (K-20). */
export function rulesOf(plan: PlanParams, effectiveFrom: LocalDate): readonly Rule[] {
  const made = (key: RuleKey, params: RuleParams): Rule => ({
    ...params,
    key,
    version: 1,
    effectiveFrom,
    effectiveTo: null,
  })
  const care = (
    key: 'talk' | 'parentContact' | 'homeVisit',
    { period, performerRole }: Pick<RuleParams, 'period' | 'performerRole'>,
    perPeriod = 1,
  ): Rule => made(key, { ...CARE, period, perPeriod, performerRole, cardKinds: [key] })
  const rules: Rule[] = []
  if (plan.talk.on) rules.push(care('talk', plan.talk))
  if (plan.parentContact.on) rules.push(care('parentContact', plan.parentContact))
  if (plan.visit.on) rules.push(care('homeVisit', plan.visit, plan.visit.perTerm))
  for (const { key, on, period, days } of plan.rules) {
    const duty = on ? findCatalogueDuty(key) : undefined
    if (duty) rules.push(made(key, ruleParams(duty, period, days)))
  }
  return rules
}

type Taken = NonNullable<PlanSettings['rules']>

/** The plan's further duties with what a school takes of them; what it does not name is off. */
export const takenRules = (preset: string, taken: Taken): readonly PlanRule[] =>
  planRules(preset).map((rule) => {
    const own = taken.find(({ key }) => key === rule.key)
    const days = own?.days
    const chosen = { on: own?.on ?? false, period: own?.period ?? rule.period }
    return { ...rule, ...chosen, ...(days !== undefined && { days }) }
  })

/** A duty that the plan does not ask for, or a period that it cannot have. */
export function takenFaults(preset: string, taken: Taken): readonly FieldError[] {
  const asked = planRules(preset)
  return taken.flatMap(({ key, period, days }, at): FieldError[] => {
    const rule = asked.find((one) => one.key === key)
    if (!rule) return [{ path: `settings.rules.${at}.key`, code: 'unknown-reference' }]
    const fits = period === undefined || period === rule.period || periodChoices(key).includes(period)
    if (!fits) return [{ path: `settings.rules.${at}.period`, code: 'invalid' }]
    return days === undefined || rule.period === 'event'
      ? []
      : [{ path: `settings.rules.${at}.days`, code: 'invalid' }]
  })
}

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

type Own = Pick<PlanRule, 'days' | 'months'>

/** The rule a duty of the catalogue makes; another period than its own leaves the details of its own aside. */
export function ruleParams(duty: CatalogueDuty, period: Period, own: Own = {}): RuleParams {
  const { key: _, duties: _duties, sources: _sources, plans: _plans, periods: _periods, ...all } = duty
  const { monthsBySchool: _months, ...params } = all
  const { per, paired, inPairing, allStaff, cardKinds, performerRole, inTermOnly } = params
  if (period === duty.period) return { ...ORDINARY, ...params, ...ownOf(own) }
  return {
    ...ORDINARY,
    per,
    cardKinds,
    performerRole,
    inTermOnly,
    period,
    ...(paired !== undefined && { paired }),
    ...(inPairing !== undefined && { inPairing }),
    ...(allStaff !== undefined && { allStaff }),
  }
}

/** What the school has set itself of when a duty falls due. */
const ownOf = ({ days, months }: Own): Own => ({
  ...(days !== undefined && { days }),
  ...(months !== undefined && { months }),
})

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
  for (const { key, on, period, ...own } of plan.rules) {
    const duty = on ? findCatalogueDuty(key) : undefined
    if (duty) rules.push(made(key, ruleParams(duty, period, own)))
  }
  return rules
}

type Taken = readonly NonNullable<PlanSettings['rules']>[number][]

/** A duty that another plan asks for, or one of the same with what the school has set: off until it is taken. */
function otherRule({ key, period, periods, plans }: CatalogueDuty): PlanRule {
  const [preset] = plans === 'every' ? [] : Object.keys(plans)
  return { key, on: false, by: 'school', period: periods?.[preset ?? ''] ?? period }
}

/** The plan's further duties with what a school takes of them and of other plans; what it does not name is off. */
export function takenRules(preset: string, taken: Taken): readonly PlanRule[] {
  const asked = planRules(preset)
  const others = taken.flatMap(({ key, on }) => {
    const duty = on && asked.every((rule) => rule.key !== key) ? findCatalogueDuty(key) : undefined
    return duty ? [otherRule(duty)] : []
  })
  return [...asked, ...others].map((rule) => {
    const own = taken.find(({ key }) => key === rule.key)
    return { ...rule, on: own?.on ?? false, period: own?.period ?? rule.period, ...ownOf(own ?? {}) }
  })
}

/** A duty that no plan knows or named twice, a period that it cannot have, days or months where it has none to choose. */
export function takenFaults(taken: Taken, path: string): readonly FieldError[] {
  return taken.flatMap(({ key, period, days, months }, at): FieldError[] => {
    const duty = findCatalogueDuty(key)
    if (!duty) return [{ path: `${path}.${at}.key`, code: 'unknown-reference' }]
    if (taken.findIndex((one) => one.key === key) < at)
      return [{ path: `${path}.${at}.key`, code: 'not-unique' }]
    const fits = period === undefined || period === duty.period || periodChoices(key).includes(period)
    if (!fits) return [{ path: `${path}.${at}.period`, code: 'invalid' }]
    if (days !== undefined && duty.period !== 'event')
      return [{ path: `${path}.${at}.days`, code: 'invalid' }]
    return months === undefined || duty.monthsBySchool === true
      ? []
      : [{ path: `${path}.${at}.months`, code: 'invalid' }]
  })
}

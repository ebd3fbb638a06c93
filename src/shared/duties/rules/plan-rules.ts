import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { PlanParams, Rule, RuleParams } from '#shared/duties/schema.ts'

const ORDINARY = { perPeriod: 1, per: 'child', inTermOnly: true, minSchoolDays: 1, graceDays: 0 } as const

/** The duty rules a plan yields from a day on: talks, contact with parents, visits that are switched on (K-20). */
export function rulesOf(plan: PlanParams, effectiveFrom: LocalDate): readonly Rule[] {
  const rule = (
    key: Rule['key'],
    params: Pick<RuleParams, 'period' | 'performerRole'>,
    perPeriod = 1,
  ): Rule => ({
    ...ORDINARY,
    key,
    version: 1,
    effectiveFrom,
    effectiveTo: null,
    period: params.period,
    perPeriod,
    performerRole: params.performerRole,
    cardKinds: [key],
  })
  const rules: Rule[] = []
  if (plan.talk.on) rules.push(rule('talk', plan.talk))
  if (plan.parentContact.on) rules.push(rule('parentContact', plan.parentContact))
  if (plan.visit.on) rules.push(rule('homeVisit', plan.visit, plan.visit.perTerm))
  return rules
}

import type { Calendar } from '#shared/calendar/schema.ts'
import { CATALOGUE } from '#shared/duties/rules/catalogue.ts'
import { ruleParams } from '#shared/duties/rules/plan-rules.ts'
import { knownRules } from '#server/duties/parts/owed-duties.ts'

/** A school year of two terms. */
export const calendar: Calendar = {
  years: [{ name: '2026-2027', from: '2026-09-01', to: '2027-08-31' }],
  terms: [
    { name: '第一学期', from: '2026-09-01', to: '2027-01-22' },
    { name: '第二学期', from: '2027-02-22', to: '2027-07-09' },
  ],
  days: [{ day: '2026-10-01', kind: 'holiday', name: '国庆节' }],
}
export const year = { from: '2026-09-01', to: '2027-08-31' }

/** Every duty of the catalogue as a rule in force from the first day of the year on. */
export const known = knownRules(
  CATALOGUE.map((duty) => ({
    id: duty.key,
    key: duty.key,
    version: 1,
    params: ruleParams(duty, duty.period),
    effectiveFrom: '2026-09-01',
    effectiveTo: null,
    definitionKey: 'recording',
    otherTargets: ['orphan'],
  })),
)

import type { DefinitionKey } from '#shared/children/rules/definitions.ts'
import type { PlanParams } from '#shared/duties/schema.ts'

/** What a school gets where a plan is silent (the defaults of X-05…X-36). */
export const SILENT: PlanParams = {
  unit: 'school',
  definition: 'recording' satisfies DefinitionKey,
  otherTargets: [],
  // A plan without talks would leave children unseen: the monthly talk is on, marked as the school's choice.
  talk: { on: true, by: 'school', period: 'month', performerRole: 'classTeacher', cardRequired: true },
  parentContact: { on: false, by: 'school', period: 'month', performerRole: 'classTeacher', prompts: [] },
  visit: {
    on: false,
    by: 'school',
    period: 'term',
    performerRole: 'classTeacher',
    perTerm: 1,
    campaignMonths: [],
  },
  priorities: [],
  pairing: { scope: 'all', models: [] },
  keeperRole: null,
  planCriteria: [],
  ones: [],
  targets: [],
  emergency: null,
  meetings: [],
  summaries: [],
  appraisal: null,
  agreements: [],
  rules: [],
}

/** Set by the plan itself. */
export const MONTHLY_TALK = { ...SILENT.talk, by: 'plan' } as const satisfies PlanParams['talk']
/** Asked for without a number (定期): on, with the default period. */
export const OPEN_CONTACT = {
  ...SILENT.parentContact,
  on: true,
} as const satisfies PlanParams['parentContact']
export const OPEN_VISIT = { ...SILENT.visit, on: true } as const satisfies PlanParams['visit']

/** P1-71/72, P5-64/65. */
export const FOUR_CRITERIA: PlanParams['planCriteria'] = [
  'studyDecline',
  'personality',
  'conduct',
  'suspectedOffence',
]
/** P2-06/07, P5-05/06. */
export const ALL_RATES: PlanParams['targets'] = [
  { key: 'archive', percent: 100 },
  { key: 'enrolment', percent: 100 },
  { key: 'retention', percent: 100 },
]

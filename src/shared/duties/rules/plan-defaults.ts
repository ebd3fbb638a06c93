import type { DefinitionKey } from '#shared/children/rules/definitions.ts'
import type { PlanParams } from '#shared/duties/schema.ts'

/** What a school gets where a plan is silent (bold defaults of requirements.md Part B). */
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
}

/** Set by the plan itself. */
export const MONTHLY_TALK = { ...SILENT.talk, by: 'plan' } as const satisfies PlanParams['talk']
/** Asked for without a number (定期): on, with the default period. */
export const OPEN_CONTACT = {
  ...SILENT.parentContact,
  on: true,
} as const satisfies PlanParams['parentContact']
export const OPEN_VISIT = { ...SILENT.visit, on: true } as const satisfies PlanParams['visit']

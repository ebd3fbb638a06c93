import { z } from 'zod'
import { endpoint, roles } from '#shared/contract.ts'
import {
  CarePlan,
  Duty,
  ExcuseInput,
  MyChildren,
  MyDay,
  MyWeek,
  PlanInput,
  PlanLoad,
  PlanPreset,
} from '#shared/duties/schema.ts'

const everyone = roles(
  'administrator',
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
)

export const listPlanPresets = endpoint({
  method: 'GET',
  path: '/api/plans/presets',
  summary: 'The eleven care plans with what they set',
  access: everyone,
  response: z.object({ presets: z.array(PlanPreset) }),
})

export const getPlan = endpoint({
  method: 'GET',
  path: '/api/plan',
  summary: "The school's current care plan with its rules, and one that begins later",
  access: everyone,
  response: z.object({
    plan: CarePlan.nullable(),
    next: CarePlan.nullable(),
    /** First day to offer for a plan: of this month at first, today for a change. */
    suggestedFrom: z.iso.date(),
  }),
})

export const adoptPlan = endpoint({
  method: 'POST',
  path: '/api/plan',
  summary: 'Adopts or changes the care plan and opens its duties; what was done stays (K-27)',
  access: roles('principal', 'administrator'),
  body: PlanInput,
  response: z.object({ plan: CarePlan, opened: z.int(), withdrawn: z.int() }),
})

export const getPlanLoad = endpoint({
  method: 'GET',
  path: '/api/plans/:preset/load',
  summary: 'What a plan would ask of each class this term, before it is adopted',
  access: roles('principal', 'administrator'),
  params: z.object({ preset: z.string().max(40) }),
  query: z.object({ definition: z.string().max(40).optional() }),
  response: PlanLoad,
})

export const getMyDay = endpoint({
  method: 'GET',
  path: '/api/my-day',
  summary: 'The open duties of a person, the most urgent first',
  access: everyone,
  response: MyDay,
})

export const getMyWeek = endpoint({
  method: 'GET',
  path: '/api/my-week',
  summary: 'The open duties of a person for seven days, by the day they fall due',
  access: everyone,
  response: MyWeek,
})

export const getMyChildren = endpoint({
  method: 'GET',
  path: '/api/my-children',
  summary: "A teacher's own children with the last contact and the next duty, the most urgent first",
  access: everyone,
  response: MyChildren,
})

export const excuseDuty = endpoint({
  method: 'POST',
  path: '/api/duties/:id/excuse',
  summary: 'Excuses a duty with a reason; counted apart from missed',
  access: roles('principal', 'classTeacher', 'helpingTeacher', 'counsellor'),
  params: z.object({ id: z.uuid() }),
  body: ExcuseInput,
  response: z.object({ duty: Duty }),
})

export const withdrawExcuse = endpoint({
  method: 'POST',
  path: '/api/duties/:id/excuse/withdraw',
  summary: 'Takes an excuse back',
  access: roles('principal', 'classTeacher', 'helpingTeacher', 'counsellor'),
  params: z.object({ id: z.uuid() }),
  response: z.object({ duty: Duty }),
})

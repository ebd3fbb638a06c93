import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import { CarePlan, Duty, OpenWindow, PlanInput, PlanOutcome, PlanPreset } from '#shared/duties/schema.ts'
import { AskedExcuse, ExcuseAnswer, ExcuseInput } from '#shared/excuses/schema.ts'

export const listPlanPresets = endpoint({
  method: 'GET',
  path: '/api/plans/presets',
  summary: 'The eleven care plans with what they set',
  access: carers,
  response: z.object({ presets: z.array(PlanPreset) }),
})

export const getPlan = endpoint({
  method: 'GET',
  path: '/api/plan',
  summary: "The school's current care plan with its rules, and one that begins later",
  access: carers,
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
  takesLong: true,
  body: PlanInput,
  response: PlanOutcome.extend({ plan: CarePlan }),
})

export const listDutyWindows = endpoint({
  method: 'GET',
  path: '/api/duties/:id/windows',
  summary:
    'The begun windows of a duty of this kind, of the same child, class or person, still to do; the oldest first',
  access: carers,
  params: z.object({ id: z.uuid() }),
  response: z.object({ windows: z.array(OpenWindow) }),
})

export const excuseDuty = endpoint({
  method: 'POST',
  path: '/api/duties/:id/excuse',
  summary: 'Excuses a duty with a reason; counted apart from missed',
  access: roles('principal', 'classTeacher', 'helpingTeacher', 'counsellor'),
  params: z.object({ id: z.uuid() }),
  body: ExcuseInput,
  response: z.object({ duty: Duty, asked: z.boolean(), windows: z.int() }),
})

export const withdrawExcuse = endpoint({
  method: 'POST',
  path: '/api/duties/:id/excuse/withdraw',
  summary: 'Takes an excuse back',
  access: roles('principal', 'classTeacher', 'helpingTeacher', 'counsellor'),
  params: z.object({ id: z.uuid() }),
  response: z.object({ duty: Duty }),
})

const deciders = roles('principal', 'counsellor')

export const listAskedExcuses = endpoint({
  method: 'GET',
  path: '/api/excuses',
  summary: 'Excuses beyond what one person may give alone, waiting for a second one',
  access: deciders,
  response: z.object({ excuses: z.array(AskedExcuse) }),
})

export const decideExcuse = endpoint({
  method: 'POST',
  path: '/api/excuses/:id/decide',
  summary: 'Agrees to an asked excuse or refuses it; never the person who asked',
  access: deciders,
  params: z.object({ id: z.uuid() }),
  body: ExcuseAnswer,
  response: z.object({ windows: z.int() }),
})

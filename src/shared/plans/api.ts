import { z } from 'zod'
import { carers, endpoint, roles } from '#shared/contract.ts'
import {
  CapacityInput,
  LoadCapacity,
  LoadView,
  OwnPlan,
  OwnPlanChange,
  OwnPlanInput,
  PlanPreview,
  PlanVersion,
  PreviewInput,
  SchoolLoad,
} from '#shared/plans/schema.ts'

const managers = roles('principal', 'administrator')
const byId = z.object({ id: z.uuid() })

export const getPlanLoad = endpoint({
  method: 'GET',
  path: '/api/plans/:plan/load',
  summary:
    'What a plan (a preset or one of the own) would ask of each person this term, before it is adopted',
  access: managers,
  params: z.object({ plan: z.string().max(40) }),
  query: z.object({ definition: z.string().max(40).optional() }),
  response: SchoolLoad,
})

export const previewPlan = endpoint({
  method: 'POST',
  path: '/api/plan/preview',
  summary: 'What adopting a plan on a day would do and cost, and what is wrong with it; changes nothing',
  access: managers,
  takesLong: true,
  body: PreviewInput,
  response: PlanPreview,
})

export const listPlanHistory = endpoint({
  method: 'GET',
  path: '/api/plan/history',
  summary: 'The plans the school has had, with their time and who adopted them, newest first',
  access: carers,
  response: z.object({ versions: z.array(PlanVersion) }),
})

export const listOwnPlans = endpoint({
  method: 'GET',
  path: '/api/plans/own',
  summary: "The school's own plans",
  access: managers,
  response: z.object({ plans: z.array(OwnPlan) }),
})

export const createOwnPlan = endpoint({
  method: 'POST',
  path: '/api/plans/own',
  summary: 'Keeps a copy of a preset under an own name, with the settings changed',
  access: managers,
  body: OwnPlanInput,
  response: z.object({ plan: OwnPlan }),
})

export const changeOwnPlan = endpoint({
  method: 'PATCH',
  path: '/api/plans/own/:id',
  summary: 'Changes an own plan; what was adopted from it stays as it was until it is adopted anew',
  access: managers,
  params: byId,
  body: OwnPlanChange,
  response: z.object({ plan: OwnPlan }),
})

export const removeOwnPlan = endpoint({
  method: 'DELETE',
  path: '/api/plans/own/:id',
  summary: 'Takes an own plan off the list; what was adopted from it stays',
  access: managers,
  params: byId,
  response: z.object({ done: z.literal(true) }),
})

export const getLoad = endpoint({
  method: 'GET',
  path: '/api/load',
  summary: 'What the plan in force asks of the person this term; of everybody for leaders',
  access: carers,
  response: LoadView,
})

export const setCapacity = endpoint({
  method: 'PUT',
  path: '/api/load/capacity',
  summary: 'Sets minutes for a card of each kind and the hours one person can give in a week',
  access: managers,
  body: CapacityInput,
  response: z.object({ capacity: LoadCapacity }),
})

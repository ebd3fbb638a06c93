import * as api from '#shared/plans/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as ownPlans from '#server/plans/parts/own-plans.ts'
import { previewPlan } from '#server/plans/parts/preview.ts'
import * as service from '#server/plans/service.ts'

export function addPlanRoutes(router: Router, deps: Deps): void {
  router.add(api.getPlanLoad, (context, { params, query }) =>
    service.planLoad(deps, context, params.plan, query.definition),
  )
  router.add(api.previewPlan, (context, { body }) => previewPlan(deps, context, body))
  router.add(api.listPlanHistory, (context) => service.planHistory(deps, context))
  router.add(api.listOwnPlans, (context) => ownPlans.listOwnPlans(deps, context))
  router.add(api.createOwnPlan, (context, { body }) => ownPlans.createOwnPlan(deps, context, body))
  router.add(api.changeOwnPlan, (context, { params, body }) =>
    ownPlans.changeOwnPlan(deps, context, params.id, body),
  )
  router.add(api.removeOwnPlan, (context, { params }) => ownPlans.removeOwnPlan(deps, context, params.id))
  router.add(api.getLoad, (context) => service.getLoad(deps, context))
  router.add(api.setCapacity, (context, { body }) => service.setCapacity(deps, context, body))
}

import * as api from '#shared/duties/api.ts'
import type { Deps } from '#server/deps.ts'
import { setExcuse } from '#server/duties/parts/excuse.ts'
import { myDay } from '#server/duties/parts/my-day.ts'
import { planLoad } from '#server/duties/parts/plan-load.ts'
import { adoptPlan, getPlan, listPresets } from '#server/duties/parts/plan.ts'
import type { Router } from '#server/http/route.ts'

export function addDutyRoutes(router: Router, deps: Deps): void {
  router.add(api.listPlanPresets, async (context) => listPresets(context))
  router.add(api.getPlan, (context) => getPlan(deps, context))
  router.add(api.adoptPlan, (context, { body }) => adoptPlan(deps, context, body))
  router.add(api.getPlanLoad, (context, { params, query }) =>
    planLoad(deps, context, params.preset, query.definition),
  )
  router.add(api.getMyDay, (context) => myDay(deps, context))
  router.add(api.excuseDuty, (context, { params, body }) => setExcuse(deps, context, params.id, body))
  router.add(api.withdrawExcuse, (context, { params }) => setExcuse(deps, context, params.id, null))
}

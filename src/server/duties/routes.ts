import { chooseDefinition, evaluateChildren } from '#shared/children/api.ts'
import * as api from '#shared/duties/api.ts'
import * as children from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { withDuties } from '#server/duties/parts/after-decision.ts'
import { setExcuse } from '#server/duties/parts/excuse.ts'
import { myDay } from '#server/duties/parts/my-day.ts'
import { myChildren, myWeek } from '#server/duties/parts/my-week.ts'
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
  router.add(api.getMyWeek, (context) => myWeek(deps, context))
  router.add(api.getMyChildren, (context) => myChildren(deps, context))
  router.add(api.excuseDuty, (context, { params, body }) => setExcuse(deps, context, params.id, body))
  router.add(api.withdrawExcuse, (context, { params }) => setExcuse(deps, context, params.id, null))
  // Decisions about the list are the children's; they are answered here because the duties follow them.
  router.add(evaluateChildren, async (context, { body }) =>
    withDuties(deps, context, await children.evaluateNow(deps, context, body.asOf)),
  )
  router.add(chooseDefinition, async (context, { body }) =>
    withDuties(deps, context, await children.chooseDefinition(deps, context, body)),
  )
}

import { chooseDefinition, evaluateChildren } from '#shared/children/api.ts'
import { getMyDay, listMyRing } from '#shared/day/api.ts'
import * as api from '#shared/duties/api.ts'
import { getMyChildren, getMyWeek } from '#shared/week/api.ts'
import * as children from '#server/children/service.ts'
import type { Deps } from '#server/deps.ts'
import { withDuties } from '#server/duties/parts/after-decision.ts'
import { decideExcuse, excuseDuty, listAskedExcuses, withdrawExcuse } from '#server/duties/parts/excuse.ts'
import { myDay, myRing } from '#server/duties/parts/my-day.ts'
import { myChildren, myWeek } from '#server/duties/parts/my-week.ts'
import { adoptPlan, getPlan, listPresets } from '#server/duties/parts/plan.ts'
import { listDutyWindows } from '#server/duties/parts/windows.ts'
import type { Router } from '#server/http/route.ts'

export function addDutyRoutes(router: Router, deps: Deps): void {
  router.add(api.listPlanPresets, async (context) => listPresets(context))
  router.add(api.getPlan, (context) => getPlan(deps, context))
  router.add(api.adoptPlan, (context, { body }) => adoptPlan(deps, context, body))
  router.add(getMyDay, (context) => myDay(deps, context))
  router.add(listMyRing, (context) => myRing(deps, context))
  router.add(getMyWeek, (context) => myWeek(deps, context))
  router.add(getMyChildren, (context) => myChildren(deps, context))
  router.add(api.listDutyWindows, (context, { params }) => listDutyWindows(deps, context, params.id))
  router.add(api.excuseDuty, (context, { params, body }) => excuseDuty(deps, context, params.id, body))
  router.add(api.withdrawExcuse, (context, { params }) => withdrawExcuse(deps, context, params.id))
  router.add(api.listAskedExcuses, (context) => listAskedExcuses(deps, context))
  router.add(api.decideExcuse, (context, { params, body }) => decideExcuse(deps, context, params.id, body))
  // Decisions about the list are the children's; they are answered here because the duties follow them.
  router.add(evaluateChildren, async (context, { body }) =>
    withDuties(deps, context, await children.evaluateNow(deps, context, body.asOf)),
  )
  router.add(chooseDefinition, async (context, { body }) =>
    withDuties(deps, context, await children.chooseDefinition(deps, context, body)),
  )
}

import * as api from '#shared/family/api.ts'
import type { Deps } from '#server/deps.ts'
import { getChildAlerts, listAlerts } from '#server/family/parts/alerts.ts'
import { addCarer, changeCarer } from '#server/family/parts/carers.ts'
import { addNamed, changeNamed } from '#server/family/parts/named.ts'
import { answerSibling, getSiblings } from '#server/family/parts/siblings.ts'
import * as service from '#server/family/service.ts'
import type { Router } from '#server/http/route.ts'

export function addFamilyRoutes(router: Router, deps: Deps): void {
  router.add(api.addMember, (context, { params, body }) => service.addMember(deps, context, params.id, body))
  router.add(api.changeMember, (context, { params, body }) =>
    service.changeMember(deps, context, params, body),
  )
  router.add(api.addAbsence, (context, { params, body }) => service.addAbsence(deps, context, params, body))
  router.add(api.changeAbsence, (context, { params, body }) =>
    service.changeAbsence(deps, context, params, body),
  )
  router.add(api.addCarer, (context, { params, body }) => addCarer(deps, context, params.id, body))
  router.add(api.addNamed, (context, { params, body }) => addNamed(deps, context, params.id, body))
  router.add(api.changeNamed, (context, { params, body }) => changeNamed(deps, context, params, body))
  router.add(api.listAlerts, (context, { query }) => listAlerts(deps, context, query))
  router.add(api.getChildAlerts, (context, { params }) => getChildAlerts(deps, context, params.id))
  router.add(api.getSiblings, (context, { params }) => getSiblings(deps, context, params.id))
  router.add(api.answerSibling, (context, { params, body }) => answerSibling(deps, context, params.id, body))
  router.add(api.changeCarer, (context, { params, body }) => changeCarer(deps, context, params, body))
}

import * as api from '#shared/incidents/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/incidents/service.ts'

export function addIncidentRoutes(router: Router, deps: Deps): void {
  router.add(api.listIncidents, (context) => service.listIncidents(deps, context))
  router.add(api.getIncidentForm, (context, { query }) => service.getForm(deps, context, query.childId))
  router.add(api.getIncidentFigures, (context) => service.getFigures(deps, context))
  router.add(api.recordIncident, (context, { body }) => service.recordIncident(deps, context, body))
  router.add(api.getIncident, (context, { params }) => service.getIncident(deps, context, params.id))
  router.add(api.addIncidentStep, (context, { params, body }) =>
    service.addStep(deps, context, params.id, body),
  )
  router.add(api.withholdNotice, (context, { params, body }) =>
    service.withhold(deps, context, params.id, body),
  )
  router.add(api.closeIncident, (context, { params, body }) => service.close(deps, context, params.id, body))
}

import * as api from '#shared/appraisal/api.ts'
import * as service from '#server/appraisal/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addAppraisalRoutes(router: Router, deps: Deps): void {
  router.add(api.getAppraisal, (context, { query }) => service.getAppraisal(deps, context, query.yearId))
  router.add(api.turnOnAppraisal, (context, { body }) => service.turnOn(deps, context, body))
  router.add(api.approveAppraisal, (context, { params, body }) =>
    service.approve(deps, context, { ...params, ...body }),
  )
  router.add(api.endAppraisal, (context, { params, body }) =>
    service.end(deps, context, { ...params, ...body }),
  )
  router.add(api.listRanks, (context, { params, query }) =>
    service.listRanks(deps, context, params.id, query),
  )
  router.add(api.enterRanks, (context, { params, body }) =>
    service.enterRanks(deps, context, params.id, body),
  )
  router.add(api.listMarks, (context, { params }) => service.listMarks(deps, context, params.id))
  router.add(api.giveMark, (context, { params, body }) => service.giveMark(deps, context, params.id, body))
  router.add(api.getAppraisalResults, (context, { params }) => service.getResults(deps, context, params.id))
  router.add(api.printAwardLetter, (context, { params, body }) =>
    service.printLetter(deps, context, params.id, body.pupilId),
  )
}

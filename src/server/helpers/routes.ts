import * as api from '#shared/helpers/api.ts'
import type { Deps } from '#server/deps.ts'
import * as service from '#server/helpers/service.ts'
import type { Router } from '#server/http/route.ts'

export function addHelperRoutes(router: Router, deps: Deps): void {
  router.add(api.listHelpers, (context) => service.listHelpers(deps, context))
  router.add(api.addHelper, (context, { body }) => service.addHelper(deps, context, body))
  router.add(api.changeHelper, (context, { params, body }) =>
    service.changeHelper(deps, context, params.id, body),
  )
  router.add(api.addHelperCheck, (context, { params, body }) =>
    service.addCheck(deps, context, params.id, body),
  )
  router.add(api.giveHelperAccount, (context, { params, body }) =>
    service.giveAccount(deps, context, params.id, body),
  )
  router.add(api.leaveHelper, (context, { params }) => service.leave(deps, context, params.id))
  router.add(api.getOwnCard, (context) => service.ownCard(deps, context))
  router.add(api.recordOwnHelp, (context, { params, body }) =>
    service.recordOwnHelp(deps, context, params.id, body),
  )
}

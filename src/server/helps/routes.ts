import * as api from '#shared/helps/api.ts'
import type { Deps } from '#server/deps.ts'
import * as service from '#server/helps/service.ts'
import type { Router } from '#server/http/route.ts'

export function addHelpRoutes(router: Router, deps: Deps): void {
  router.add(api.listHelps, (context, { params }) => service.listHelps(deps, context, params.id))
  router.add(api.recordHelp, (context, { params, body }) =>
    service.recordHelp(deps, context, params.id, body),
  )
  router.add(api.withdrawHelp, (context, { params }) => service.withdrawHelp(deps, context, params))
}

import * as api from '#shared/work/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/work/service.ts'

export function addWorkRoutes(router: Router, deps: Deps): void {
  router.add(api.getDutyWork, (context, { params }) => service.getDutyWork(deps, context, params.id))
  router.add(api.fileWork, (context, { params, body }) => service.fileWork(deps, context, params.id, body))
  router.add(api.correctWork, (context, { params, body }) =>
    service.correctWork(deps, context, params.id, body),
  )
}

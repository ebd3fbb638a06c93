import { listAudit } from '#shared/audit/api.ts'
import * as service from '#server/audit/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addAuditRoutes(router: Router, deps: Deps): void {
  router.add(listAudit, (context, { query }) => service.listAudit(deps, context, query))
}

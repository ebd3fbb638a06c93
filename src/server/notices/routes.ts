import * as api from '#shared/notices/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/notices/service.ts'

export function addNoticeRoutes(router: Router, deps: Deps): void {
  router.add(api.listNotices, (context) => service.listNotices(deps, context))
  router.add(api.readNotices, (context, { body }) => service.readNotices(deps, context, body))
}

import * as api from '#shared/timeline/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import { listTimeline } from '#server/timeline/service.ts'

export function addTimelineRoutes(router: Router, deps: Deps): void {
  router.add(api.listTimeline, (context, { params, query }) =>
    listTimeline(deps, context, params.id, query.before),
  )
}

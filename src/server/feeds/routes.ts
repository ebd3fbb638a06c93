import * as api from '#shared/feeds/api.ts'
import type { Deps } from '#server/deps.ts'
import * as service from '#server/feeds/service.ts'
import type { Router } from '#server/http/route.ts'

export function addFeedRoutes(router: Router, deps: Deps): void {
  router.add(api.getFeed, (context) => service.getFeed(deps, context))
  router.add(api.makeFeed, (context, { body }) => service.makeFeed(deps, context, body.id))
  router.add(api.revokeFeed, (context) => service.revokeFeed(deps, context))
}

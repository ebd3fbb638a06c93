import * as api from '#shared/cover/api.ts'
import * as service from '#server/cover/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addCoverRoutes(router: Router, deps: Deps): void {
  router.add(api.listCovers, (context) => service.listCovers(deps, context))
  router.add(api.listCoverPeople, (context) => service.listPeople(deps, context))
  router.add(api.previewCover, (context, { body }) => service.previewCover(deps, context, body))
  router.add(api.arrangeCover, (context, { body }) => service.arrangeCover(deps, context, body))
  router.add(api.endCover, (context, { params }) => service.endCover(deps, context, params.id))
  router.add(api.fillPost, (context, { body }) => service.fillPost(deps, context, body))
}

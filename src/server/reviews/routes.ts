import * as api from '#shared/reviews/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/reviews/service.ts'

export function addReviewRoutes(router: Router, deps: Deps): void {
  router.add(api.listReviews, (context) => service.listReviews(deps, context))
  router.add(api.lookAtReview, (context, { body }) => service.lookAtReview(deps, context, body))
}

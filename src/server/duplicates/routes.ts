import * as api from '#shared/duplicates/api.ts'
import type { Deps } from '#server/deps.ts'
import { merge } from '#server/duplicates/parts/merging.ts'
import { undo } from '#server/duplicates/parts/undo.ts'
import * as service from '#server/duplicates/service.ts'
import type { Router } from '#server/http/route.ts'

export function addDuplicateRoutes(router: Router, deps: Deps): void {
  router.add(api.listDuplicates, (context) => service.listDuplicates(deps, context))
  router.add(api.compareDuplicates, (context, { params }) => service.compare(deps, context, params))
  router.add(api.dismissDuplicate, (context, { params }) => service.dismiss(deps, context, params))
  router.add(api.mergeDuplicates, (context, { body }) => merge(deps, context, body))
  router.add(api.undoMerge, (context, { params }) => undo(deps, context, params.id))
}

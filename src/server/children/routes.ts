import * as api from '#shared/children/api.ts'
import { getCareFile } from '#server/children/parts/care-file.ts'
import * as changes from '#server/children/parts/changes.ts'
import { listDefinitions } from '#server/children/parts/definitions.ts'
import { getSummary, listChildren } from '#server/children/parts/listing.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addChildrenRoutes(router: Router, deps: Deps): void {
  router.add(api.listChildren, (context, { query }) => listChildren(deps, context, query))
  router.add(api.searchChildren, (context, { body }) => listChildren(deps, context, body))
  router.add(api.getChildrenSummary, (context) => getSummary(deps, context))
  router.add(api.getCareFile, (context, { params }) => getCareFile(deps, context, params.id))
  router.add(api.changeBasics, (context, { params, body }) =>
    changes.changeBasics(deps, context, params.id, body),
  )
  router.add(api.reveal, (context, { params, body }) => changes.reveal(deps, context, params.id, body))
  router.add(api.listDefinitions, (context, { query }) => listDefinitions(deps, context, query.asOf))
}

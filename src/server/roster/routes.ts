import * as api from '#shared/roster/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/roster/service.ts'

export function addRosterRoutes(router: Router, deps: Deps): void {
  router.add(api.startImport, (context, { query }, upload) =>
    service.startImport(deps, context, query, upload),
  )
  router.add(api.listImports, (context) => service.listImports(deps, context))
  router.add(api.getImport, (context, { params }) => service.getImport(deps, context, params.id))
  router.add(api.listImportRows, (context, { params, query }) =>
    service.listImportRows(deps, context, params.id, query),
  )
  router.add(api.mapColumns, (context, { params, body }) =>
    service.mapColumns(deps, context, params.id, body),
  )
  router.add(api.commitImport, (context, { params, body }) =>
    service.commitImport(deps, context, params.id, body.createClasses),
  )
  router.add(api.undoImport, (context, { params }) => service.undoImport(deps, context, params.id))
  router.add(api.cancelImport, (context, { params }) => service.cancelImport(deps, context, params.id))
}

import * as api from '#shared/organisation/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as classes from '#server/organisation/parts/classes.ts'
import * as years from '#server/organisation/parts/years.ts'
import * as service from '#server/organisation/service.ts'

export function addOrganisationRoutes(router: Router, deps: Deps): void {
  router.add(api.getOrganisation, (context) => service.getOrganisation(deps, context))
  router.add(api.changeSchool, (context, { body }) => service.changeSchool(deps, context, body))
  router.add(api.createYear, (context, { body }) => years.createYear(deps, context, body))
  router.add(api.changeYear, (context, { params, body }) => years.changeYear(deps, context, params.id, body))
  router.add(api.removeYear, (context, { params }) => years.removeYear(deps, context, params.id))
  router.add(api.createTerm, (context, { params, body }) => years.createTerm(deps, context, params.id, body))
  router.add(api.changeTerm, (context, { params, body }) => years.changeTerm(deps, context, params.id, body))
  router.add(api.removeTerm, (context, { params }) => years.removeTerm(deps, context, params.id))
  router.add(api.putClasses, (context, { body }) => classes.putClasses(deps, context, body))
  router.add(api.renameClass, (context, { params, body }) =>
    classes.renameClass(deps, context, params.id, body),
  )
  router.add(api.removeClass, (context, { params }) => classes.removeClass(deps, context, params.id))
}

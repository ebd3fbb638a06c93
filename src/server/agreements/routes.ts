import * as api from '#shared/agreements/api.ts'
import * as service from '#server/agreements/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addAgreementRoutes(router: Router, deps: Deps): void {
  router.add(api.listAgreements, (context, { query }) => service.getRound(deps, context, query))
  router.add(api.listChildAgreements, (context, { params }) => service.listOfChild(deps, context, params.id))
  router.add(api.getAgreementForm, (context, { query }) => service.getForm(deps, context, query))
  router.add(api.createAgreement, (context, { body }) => service.createAgreement(deps, context, body))
  router.add(api.getAgreement, (context, { params }) => service.getAgreement(deps, context, params.id))
  router.add(api.signAgreement, (context, { params, body }) =>
    service.signAgreement(deps, context, params.id, body),
  )
  router.add(api.endAgreement, (context, { params, body }) =>
    service.endAgreement(deps, context, params.id, body),
  )
  router.add(api.listAgreementTexts, (context) => service.listTexts(deps, context))
  router.add(api.writeAgreementText, (context, { body }) => service.writeText(deps, context, body))
}

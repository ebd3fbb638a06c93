import * as api from '#shared/pairing/api.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'
import * as service from '#server/pairing/service.ts'

export function addPairingRoutes(router: Router, deps: Deps): void {
  router.add(api.getPairings, (context, { query }) => service.overview(deps, context, query.ended === 'yes'))
  router.add(api.getPairingSummary, (context) => service.summary(deps, context))
  router.add(api.getPairingChoices, (context) => service.choices(deps, context))
  router.add(api.proposePairings, (context, { body }) => service.propose(deps, context, body.pairings))
  router.add(api.startSuggestion, (context, { body }) => service.startSuggestion(deps, context, body))
  router.add(api.getSuggestion, (context, { params }) => service.getSuggestion(deps, context, params.id))
  router.add(api.cancelSuggestion, (context, { params }) =>
    service.cancelSuggestion(deps, context, params.id),
  )
  router.add(api.getPairing, (context, { params }) => service.getPairing(deps, context, params.id))
  router.add(api.changeAgreed, (context, { params, body }) =>
    service.changeAgreed(deps, context, params.id, body),
  )
  router.add(api.recordConsents, (context, { params, body }) =>
    service.recordConsents(deps, context, params.id, body),
  )
  router.add(api.recordConsent, (context, { params, body }) =>
    service.recordConsent(deps, context, params.id, body),
  )
  router.add(api.startPairing, (context, { params, body }) => service.start(deps, context, params.id, body))
  router.add(api.reviewPairing, (context, { params, body }) => service.review(deps, context, params.id, body))
  router.add(api.endPairing, (context, { params, body }) => service.end(deps, context, params.id, body))
  router.add(api.getSlip, (context, { params }) => service.slip(deps, context, params.id))
  router.add(api.getChildPairings, (context, { params }) => service.childPairings(deps, context, params.id))
  router.add(api.setPairingNeed, (context, { params, body }) =>
    service.setNeed(deps, context, params.id, body),
  )
}

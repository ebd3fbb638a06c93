import * as api from '#shared/contacts/api.ts'
import { getContactCard, printContactCard } from '#server/contacts/parts/card.ts'
import { checkContacts, decideProposal, makeContactLink } from '#server/contacts/parts/check.ts'
import { getOwnNumbers, saveOwnNumbers } from '#server/contacts/parts/numbers.ts'
import { getRounds, startRound } from '#server/contacts/parts/rounds.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addContactRoutes(router: Router, deps: Deps): void {
  router.add(api.getContactCard, (context, { params }) => getContactCard(deps, context, params.id))
  router.add(api.printContactCard, (context, { params }) => printContactCard(deps, context, params.id))
  router.add(api.checkContacts, (context, { params, body }) => checkContacts(deps, context, params.id, body))
  router.add(api.makeContactLink, (context, { params, body }) =>
    makeContactLink(deps, context, params.id, body.memberId),
  )
  router.add(api.decideProposal, (context, { params, body }) =>
    decideProposal(deps, context, params, body.accept),
  )
  router.add(api.getRounds, (context, { query }) => getRounds(deps, context, query.classId))
  router.add(api.startRound, (context, { body }) => startRound(deps, context, body))
  router.add(api.getOwnNumbers, (context) => getOwnNumbers(deps, context))
  router.add(api.saveOwnNumbers, (context, { body }) => saveOwnNumbers(deps, context, body))
}

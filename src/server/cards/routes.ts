import * as api from '#shared/cards/api.ts'
import { getCard, listChildCards } from '#server/cards/parts/reading.ts'
import { fileTogether, getHousehold } from '#server/cards/parts/together.ts'
import * as service from '#server/cards/service.ts'
import type { Deps } from '#server/deps.ts'
import type { Router } from '#server/http/route.ts'

export function addCardRoutes(router: Router, deps: Deps): void {
  router.add(api.fileCard, (context, { body }) => service.fileCard(deps, context, body))
  router.add(api.fileTogether, (context, { body }) => fileTogether(deps, context, body.cards))
  router.add(api.getHousehold, (context, { params }) => getHousehold(deps, context, params.id))
  router.add(api.correctCard, (context, { params, body }) =>
    service.correctCard(deps, context, params.id, body),
  )
  router.add(api.getCard, (context, { params }) => getCard(deps, context, params.id))
  router.add(api.listChildCards, (context, { params, query }) =>
    listChildCards(deps, context, params.id, query),
  )
}

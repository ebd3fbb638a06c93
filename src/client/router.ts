import { createRouter } from '@tanstack/react-router'
import { accountsRoutes } from './accounts/routes.tsx'
import { agreementsRoutes } from './agreements/routes.tsx'
import { appraisalRoutes } from './appraisal/routes.tsx'
import { auditRoutes } from './audit/routes.tsx'
import { cardsRoutes } from './cards/routes.tsx'
import { childrenRoutes } from './children/routes.tsx'
import { contactsRoutes } from './contacts/routes.tsx'
import { coverRoutes } from './cover/routes.tsx'
import { duplicatesRoutes } from './duplicates/routes.tsx'
import { dutiesRoutes } from './duties/routes.tsx'
import { filesRoutes } from './files/routes.tsx'
import { familyRoutes } from './family/routes.tsx'
import { figuresRoutes } from './figures/routes.tsx'
import { handbookRoutes } from './handbook/routes.tsx'
import { helpersRoutes } from './helpers/routes.tsx'
import { helpsRoutes } from './helps/routes.tsx'
import { incidentsRoutes } from './incidents/routes.tsx'
import { noticesRoutes } from './notices/routes.tsx'
import { organisationRoutes } from './organisation/routes.tsx'
import { pairingRoutes } from './pairing/routes.tsx'
import { plansRoutes } from './plans/routes.tsx'
import { reviewsRoutes } from './reviews/routes.tsx'
import { rosterRoutes } from './roster/routes.tsx'
import { setupRoutes, startRoutes } from './setup/routes.tsx'
import { NotFound, ScreenError, ScreenPending } from './shell/fallbacks.tsx'
import { appRoute, rootRoute } from './shell/root.tsx'
import { shellRoutes } from './shell/routes.tsx'
import { tasksRoutes } from './tasks/routes.tsx'
import { showcaseRoutes } from './showcase/routes.tsx'
import { transfersRoutes } from './transfers/routes.tsx'
import { workRoutes } from './work/routes.tsx'

const routeTree = rootRoute.addChildren([
  appRoute.addChildren([
    ...dutiesRoutes,
    ...childrenRoutes,
    ...filesRoutes,
    ...cardsRoutes,
    ...contactsRoutes,
    ...familyRoutes,
    ...workRoutes,
    ...rosterRoutes,
    ...duplicatesRoutes,
    ...transfersRoutes,
    ...reviewsRoutes,
    ...appraisalRoutes,
    ...figuresRoutes,
    ...noticesRoutes,
    ...incidentsRoutes,
    ...accountsRoutes,
    ...coverRoutes,
    ...pairingRoutes,
    ...helpersRoutes,
    ...helpsRoutes,
    ...organisationRoutes,
    ...auditRoutes,
    ...handbookRoutes,
    ...tasksRoutes,
    ...agreementsRoutes,
    ...startRoutes,
    ...plansRoutes,
    ...shellRoutes,
  ]),
  ...setupRoutes,
  ...showcaseRoutes,
])

export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingComponent: ScreenPending,
  defaultErrorComponent: ScreenError,
  defaultNotFoundComponent: NotFound,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}

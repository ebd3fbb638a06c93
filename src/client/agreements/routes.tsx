import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { newSearch, roundSearch } from './parts/search.ts'

const roundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/agreements',
  validateSearch: roundSearch,
  component: screen('agreements', () => import('./list.tsx'), 'AgreementsPage'),
})

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/agreements/new',
  validateSearch: newSearch,
  component: screen('agreements', () => import('./form.tsx'), 'NewAgreementPage'),
})

const textsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/agreements/texts',
  component: screen('agreements', () => import('./parts/texts-page.tsx'), 'TextsPage'),
})

const agreementRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/agreements/$id',
  component: screen('agreements', () => import('./detail.tsx'), 'AgreementPage'),
})

export const agreementsRoutes = [roundRoute, newRoute, textsRoute, agreementRoute] as const

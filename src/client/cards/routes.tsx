import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { readCardSearch } from './parts/card-search.ts'

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cards/new',
  validateSearch: readCardSearch,
  component: screen('cards', () => import('./list.tsx'), 'NewCardPage'),
})

const cardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cards/$id',
  component: screen('cards', () => import('./detail.tsx'), 'CardPage'),
})

const correctRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cards/$id/correct',
  component: screen('cards', () => import('./form.tsx'), 'CorrectCardPage'),
})

export const cardsRoutes = [newRoute, cardRoute, correctRoute] as const

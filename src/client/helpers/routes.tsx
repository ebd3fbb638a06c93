import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/helpers',
  component: screen('helpers', () => import('./list.tsx'), 'HelpersPage'),
})

const cardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/my-card',
  component: screen('helpers', () => import('./parts/own-card.tsx'), 'OwnCardPage'),
})

export const helpersRoutes = [listRoute, cardRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/duplicates',
  component: screen('duplicates', () => import('./list.tsx'), 'DuplicatesPage'),
})

const compareRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/duplicates/$keptId/$goneId',
  component: screen('duplicates', () => import('./detail.tsx'), 'ComparePage'),
})

export const duplicatesRoutes = [listRoute, compareRoute] as const

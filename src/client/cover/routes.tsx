import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cover',
  component: screen('cover', () => import('./list.tsx'), 'CoversPage'),
})

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cover/new',
  component: screen('cover', () => import('./form.tsx'), 'NewCoverPage'),
})

export const coverRoutes = [listRoute, newRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const rosterRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/roster',
  component: screen('roster', () => import('./list.tsx'), 'RosterPage'),
})

const oneChildRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/roster/one',
  component: screen('roster', () => import('./form.tsx'), 'OneChildPage'),
})

const importRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/roster/$id',
  component: screen('roster', () => import('./detail.tsx'), 'ImportPage'),
})

export const rosterRoutes = [rosterRoute, oneChildRoute, importRoute] as const

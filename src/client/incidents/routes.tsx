import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/incidents',
  component: screen('incidents', () => import('./list.tsx'), 'IncidentsPage'),
})

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/incidents/new',
  // An id of a child and nothing else: a name stands in no address.
  validateSearch: ({ child }: Record<string, unknown>): { child?: string } =>
    typeof child === 'string' ? { child } : {},
  component: screen('incidents', () => import('./form.tsx'), 'NewIncidentPage'),
})

const detailRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/incidents/$id',
  component: screen('incidents', () => import('./detail.tsx'), 'IncidentPage'),
})

export const incidentsRoutes = [listRoute, newRoute, detailRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { readAlertSearch } from './parts/search.ts'

const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/alerts',
  validateSearch: readAlertSearch,
  component: screen('family', () => import('./list.tsx'), 'AlertsPage'),
})

export const familyRoutes = [alertsRoute] as const

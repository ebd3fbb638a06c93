import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const organisationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation',
  component: screen('organisation', () => import('./list.tsx'), 'OrganisationPage'),
})

export const organisationRoutes = [organisationRoute] as const

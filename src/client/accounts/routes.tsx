import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const accountsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/accounts',
  component: screen('accounts', () => import('./list.tsx'), 'AccountsPage'),
})

export const accountsRoutes = [accountsRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/accounts',
  component: screen('accounts', () => import('./list.tsx'), 'AccountsPage'),
})

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/accounts/new',
  component: screen('accounts', () => import('./form.tsx'), 'NewAccountPage'),
})

const loadRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/accounts/load',
  component: screen('accounts', () => import('./parts/load.tsx'), 'LoadTeachersPage'),
})

const accountRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/accounts/$id',
  component: screen('accounts', () => import('./detail.tsx'), 'AccountPage'),
})

export const accountsRoutes = [listRoute, newRoute, loadRoute, accountRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/transfers',
  component: screen('transfers', () => import('./list.tsx'), 'TransfersPage'),
})

const moveRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id/move',
  component: screen('transfers', () => import('./form.tsx'), 'MovePage'),
})

export const transfersRoutes = [listRoute, moveRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { rootRoute } from '#client/shell/root.tsx'

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup',
  component: screen('setup', () => import('./list.tsx'), 'SetupPage'),
})

export const setupRoutes = [setupRoute] as const

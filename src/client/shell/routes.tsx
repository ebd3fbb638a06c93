import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from './root.tsx'

const meRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/me',
  component: screen('base', () => import('./me.tsx'), 'MePage'),
})

export const shellRoutes = [meRoute] as const

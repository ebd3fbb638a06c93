import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const noticesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/notices',
  component: screen('notices', () => import('./list.tsx'), 'NoticesPage'),
})

export const noticesRoutes = [noticesRoute] as const

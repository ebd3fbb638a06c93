import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const dutiesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  component: screen('duties', () => import('./list.tsx'), 'TodayPage'),
})

export const dutiesRoutes = [dutiesRoute] as const

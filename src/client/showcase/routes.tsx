import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { rootRoute } from '#client/shell/root.tsx'

const showcaseRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/ui',
  component: screen('showcase', () => import('./list.tsx'), 'ShowcasePage'),
})

export const showcaseRoutes = [showcaseRoute] as const

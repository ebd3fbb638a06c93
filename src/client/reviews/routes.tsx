import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const reviewsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/reviews',
  component: screen('reviews', () => import('./list.tsx'), 'ReviewsPage'),
})

export const reviewsRoutes = [reviewsRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const workRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/work/$id',
  component: screen('work', () => import('./detail.tsx'), 'WorkPage'),
})

const correctRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/work/$id/correct',
  component: screen('work', () => import('./form.tsx'), 'CorrectWorkPage'),
})

export const workRoutes = [workRoute, correctRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const childrenRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children',
  component: screen('children', () => import('./list.tsx'), 'ChildrenPage'),
})

export const childrenRoutes = [childrenRoute] as const

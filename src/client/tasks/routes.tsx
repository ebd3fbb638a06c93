import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { tasksSearch } from './parts/search.ts'

const tasksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/tasks',
  validateSearch: tasksSearch,
  component: screen('tasks', () => import('./list.tsx'), 'TasksPage'),
})

export const tasksRoutes = [tasksRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { readListSearch } from './parts/list-search.ts'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children',
  validateSearch: readListSearch,
  component: screen('children', () => import('./list.tsx'), 'ChildrenPage'),
})

const childRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id',
  component: screen('children', () => import('./detail.tsx'), 'ChildPage'),
})

const editRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id/edit',
  component: screen('children', () => import('./form.tsx'), 'ChildFormPage'),
})

export const childrenRoutes = [listRoute, childRoute, editRoute] as const

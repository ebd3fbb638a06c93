import { createRoute } from '@tanstack/react-router'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { readListSearch } from './parts/list-search.ts'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children',
  validateSearch: readListSearch,
  component: screen('children', () => import('./list.tsx'), 'ChildrenPage'),
})

const definitionsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/definitions',
  validateSearch: (search): { asOf?: string } =>
    typeof search['asOf'] === 'string' && isLocalDate(search['asOf']) ? { asOf: search['asOf'] } : {},
  component: screen('children', () => import('./parts/definition-list.tsx'), 'DefinitionsPage'),
})

const marksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/marks',
  component: screen('children', () => import('./parts/marks-page.tsx'), 'MarksPage'),
})

const childRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id',
  component: screen('children', () => import('./detail.tsx'), 'ChildPage'),
})

export const childrenRoutes = [listRoute, definitionsRoute, marksRoute, childRoute] as const

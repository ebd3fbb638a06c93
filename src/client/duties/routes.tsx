import { createRoute } from '@tanstack/react-router'
import { isDayKnownMissing } from '#client/lib/first-list.ts'
import { queryClient } from '#client/lib/query-client.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { myDayQuery } from './queries.ts'

const dutiesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  // Asked beside the session, not after it: the first list is there one round trip earlier.
  loader: () => {
    if (!isDayKnownMissing()) void queryClient.prefetchQuery(myDayQuery)
  },
  component: screen('duties', () => import('./list.tsx'), 'TodayPage'),
})

const weekRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/week',
  component: screen('duties', () => import('./parts/week-page.tsx'), 'WeekPage'),
})

const myChildrenRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/my-children',
  component: screen('duties', () => import('./parts/children-page.tsx'), 'MyChildrenPage'),
})

export const dutiesRoutes = [dutiesRoute, weekRoute, myChildrenRoute] as const

import { createRoute } from '@tanstack/react-router'
import { queryClient } from '#client/lib/query-client.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'
import { myDayQuery } from './queries.ts'

const dutiesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/',
  // Asked beside the session, not after it: the first list is there one round trip earlier.
  loader: () => {
    void queryClient.prefetchQuery(myDayQuery)
  },
  component: screen('duties', () => import('./list.tsx'), 'TodayPage'),
})

export const dutiesRoutes = [dutiesRoute] as const

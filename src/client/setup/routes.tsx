import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute, rootRoute } from '#client/shell/root.tsx'

const setupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/setup/$token',
  component: screen('setup', () => import('./form.tsx'), 'SetupPage'),
})

const startRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start',
  component: screen('setup', () => import('./list.tsx'), 'StartPage'),
})

/** Before anybody can sign in. */
export const setupRoutes = [setupRoute] as const
/** The rest of the way, signed in. */
export const startRoutes = [startRoute] as const

import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { Toaster } from '#client/ui/toaster.tsx'
import { AppLayout } from './layout.tsx'
import { NotFound, ScreenError, ScreenPending } from './fallbacks.tsx'

export const rootRoute = createRootRoute({
  component: () => (
    <>
      <Outlet />
      <Toaster />
    </>
  ),
  notFoundComponent: NotFound,
  errorComponent: ScreenError,
})

/** Everything for which one must be signed in: with the navigation around it. Features hang their routes here. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  component: AppLayout,
  pendingComponent: ScreenPending,
  errorComponent: ScreenError,
})

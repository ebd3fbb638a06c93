import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const formRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pairing/$id/help',
  component: screen('helps', () => import('./form.tsx'), 'HelpPage'),
})

const ownRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/my-card/$id',
  component: screen('helps', () => import('./parts/own-page.tsx'), 'OwnHelpPage'),
})

export const helpsRoutes = [formRoute, ownRoute] as const

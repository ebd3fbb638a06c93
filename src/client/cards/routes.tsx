import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const cardsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/cards/new',
  component: screen('cards', () => import('./list.tsx'), 'NewCardPage'),
})

export const cardsRoutes = [cardsRoute] as const

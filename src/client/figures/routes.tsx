import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const figuresRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures',
  component: screen('figures', () => import('./list.tsx'), 'FiguresPage'),
})

export const figuresRoutes = [figuresRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const figuresRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures',
  validateSearch: ({ month }: Record<string, unknown>): { month?: string } =>
    typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {},
  component: screen('figures', () => import('./list.tsx'), 'FiguresPage'),
})

export const figuresRoutes = [figuresRoute] as const

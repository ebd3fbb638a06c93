import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const plansRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start/plan',
  component: screen('plans', () => import('./list.tsx'), 'PlanPage'),
})

const compareRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start/plan/compare',
  /** Keys of presets or ids of own plans, joined by commas. */
  validateSearch: ({ plans }: Record<string, unknown>): { plans?: string } =>
    typeof plans === 'string' && /^[\w,-]{1,200}$/.test(plans) ? { plans } : {},
  component: screen('plans', () => import('./parts/compare-page.tsx'), 'ComparePage'),
})

const newOwnRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start/plan/own',
  /** The plan to copy. */
  validateSearch: ({ from }: Record<string, unknown>): { from?: string } =>
    typeof from === 'string' && /^[\w-]{1,40}$/.test(from) ? { from } : {},
  component: screen('plans', () => import('./form.tsx'), 'NewOwnPlanPage'),
})

const ownRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/start/plan/own/$id',
  component: screen('plans', () => import('./form.tsx'), 'OwnPlanPage'),
})

const loadRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/load',
  component: screen('plans', () => import('./detail.tsx'), 'LoadPage'),
})

export const plansRoutes = [plansRoute, compareRoute, newOwnRoute, ownRoute, loadRoute] as const

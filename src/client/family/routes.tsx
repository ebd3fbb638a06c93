import { createRoute } from '@tanstack/react-router'
import { ALERT_KINDS, type AlertKind } from '#shared/family/rules/alerts.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

export interface AlertSearch {
  kind?: AlertKind | 'urgent'
  class?: string
  page?: number
}

const isFilter = (value: unknown): value is AlertKind | 'urgent' =>
  value === 'urgent' || ALERT_KINDS.some((kind) => kind === value)

const alertsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/alerts',
  validateSearch: ({ kind, class: of, page }): AlertSearch => ({
    ...(isFilter(kind) && { kind }),
    ...(typeof of === 'string' && { class: of }),
    ...(typeof page === 'number' && page > 1 && { page }),
  }),
  component: screen('family', () => import('./list.tsx'), 'AlertsPage'),
})

export const familyRoutes = [alertsRoute] as const

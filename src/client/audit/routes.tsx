import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  component: screen('audit', () => import('./list.tsx'), 'AuditPage'),
})

export const auditRoutes = [auditRoute] as const

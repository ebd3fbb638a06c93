import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

export interface AuditSearch {
  /** Only what concerns one child. */
  pupilId?: string
  kind?: 'read' | 'change' | 'attempt'
}

function readSearch(search: Record<string, unknown>): AuditSearch {
  const { pupilId, kind } = search
  return {
    ...(typeof pupilId === 'string' && { pupilId }),
    ...((kind === 'read' || kind === 'change' || kind === 'attempt') && { kind }),
  }
}

const auditRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/audit',
  validateSearch: readSearch,
  component: screen('audit', () => import('./list.tsx'), 'AuditPage'),
})

export const auditRoutes = [auditRoute] as const

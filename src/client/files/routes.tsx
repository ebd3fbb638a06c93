import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const fileRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id/file',
  component: screen('files', () => import('./detail.tsx'), 'FilePage'),
})

const editRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id/edit',
  component: screen('files', () => import('./form.tsx'), 'FileFormPage'),
})

const renewalsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/renewals',
  component: screen('files', () => import('./list.tsx'), 'RenewalsPage'),
})

const ownFieldsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/own-fields',
  component: screen('files', () => import('./parts/own-fields.tsx'), 'OwnFieldsPage'),
})

export const filesRoutes = [fileRoute, editRoute, renewalsRoute, ownFieldsRoute] as const

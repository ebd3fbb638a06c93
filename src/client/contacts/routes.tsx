import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const cardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/children/$id/contact',
  component: screen('contacts', () => import('./detail.tsx'), 'ContactCardPage'),
})

const roundRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/contact-rounds',
  validateSearch: (search): { class?: string } =>
    typeof search['class'] === 'string' ? { class: search['class'] } : {},
  component: screen('contacts', () => import('./list.tsx'), 'RoundPage'),
})

const numbersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/own-numbers',
  component: screen('contacts', () => import('./form.tsx'), 'OwnNumbersPage'),
})

export const contactsRoutes = [cardRoute, roundRoute, numbersRoute] as const

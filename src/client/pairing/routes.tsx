import { createRoute } from '@tanstack/react-router'
import type { PairingKind } from '#shared/pairing/schema.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

export type PairingTab = 'unpaired' | 'children' | 'helpers' | 'groups'

const listRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pairing',
  validateSearch: ({ tab }: Record<string, unknown>): { tab?: PairingTab } =>
    tab === 'children' || tab === 'helpers' || tab === 'groups' ? { tab } : {},
  component: screen('pairing', () => import('./list.tsx'), 'PairingsPage'),
})

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pairing/new',
  validateSearch: (
    search: Record<string, unknown>,
  ): { child?: string; kind?: PairingKind; follows?: string } => {
    const [child, kind, follows] = [text(search['child']), text(search['kind']), text(search['follows'])]
    return {
      ...(child && { child }),
      ...(kind && { kind: kind as PairingKind }),
      ...(follows && { follows }),
    }
  },
  component: screen('pairing', () => import('./form.tsx'), 'NewPairingPage'),
})

const suggestRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pairing/suggestions',
  component: screen('pairing', () => import('./parts/suggestion-page.tsx'), 'SuggestionPage'),
})

const detailRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/pairing/$id',
  component: screen('pairing', () => import('./detail.tsx'), 'PairingPage'),
})

export const pairingRoutes = [listRoute, newRoute, suggestRoute, detailRoute] as const

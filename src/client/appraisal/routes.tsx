import { createRoute } from '@tanstack/react-router'
import { RANK_ATS } from '#shared/appraisal/rules/ranks.ts'
import type { RankAt } from '#shared/appraisal/schema.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const uuid = /^[0-9a-f-]{36}$/

const ofYear = ({ yearId }: Record<string, unknown>): { yearId?: string } =>
  typeof yearId === 'string' && uuid.test(yearId) ? { yearId } : {}

const appraisalRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/appraisal',
  validateSearch: ofYear,
  component: screen('appraisal', () => import('./list.tsx'), 'AppraisalPage'),
})

const newRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/appraisal/new',
  validateSearch: ofYear,
  component: screen('appraisal', () => import('./form.tsx'), 'TurnOnPage'),
})

const resultsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/appraisal/$id/results',
  component: screen('appraisal', () => import('./detail.tsx'), 'ResultsPage'),
})

const ranksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/appraisal/$id/ranks/$classId',
  validateSearch: ({ at }: Record<string, unknown>): { at?: RankAt } => {
    const found = RANK_ATS.find((one) => one === at)
    return found ? { at: found } : {}
  },
  component: screen('appraisal', () => import('./parts/ranks-page.tsx'), 'RanksPage'),
})

const marksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/appraisal/$id/marks',
  component: screen('appraisal', () => import('./parts/marks-page.tsx'), 'MarksPage'),
})

export const appraisalRoutes = [appraisalRoute, newRoute, resultsRoute, ranksRoute, marksRoute] as const

import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const handbooksRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/handbook',
  component: screen('handbook', () => import('./list.tsx'), 'HandbooksPage'),
})

const classRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/handbook/$classId',
  component: screen('handbook', () => import('./parts/class-page.tsx'), 'ClassHandbookPage'),
})

const weekRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/handbook/$classId/week/$on',
  component: screen('handbook', () => import('./detail.tsx'), 'WeekPage'),
})

const termRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/handbook/$classId/term/$termId',
  component: screen('handbook', () => import('./parts/term-page.tsx'), 'TermPage'),
})

const diariesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/diary',
  component: screen('handbook', () => import('./parts/diary-list.tsx'), 'DiariesPage'),
})

const diaryRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/diary/$childId',
  component: screen('handbook', () => import('./parts/diary-page.tsx'), 'DiaryPage'),
})

export const handbookRoutes = [
  handbooksRoute,
  classRoute,
  weekRoute,
  termRoute,
  diariesRoute,
  diaryRoute,
] as const

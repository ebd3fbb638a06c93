import { createRoute } from '@tanstack/react-router'
import { isLocalDate } from '#shared/calendar/rules/local-date.ts'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const monthOf = (month: unknown): { month?: string } =>
  typeof month === 'string' && /^\d{4}-(0[1-9]|1[0-2])$/.test(month) ? { month } : {}

const gradeOf = (grade: unknown): { grade?: number } => {
  const value = Number(grade)
  return grade !== undefined && Number.isInteger(value) && value >= 0 && value <= 12 ? { grade: value } : {}
}

const figuresRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures',
  validateSearch: (search: Record<string, unknown>): { month?: string; grade?: number } => ({
    ...monthOf(search['month']),
    ...gradeOf(search['grade']),
  }),
  component: screen('figures', () => import('./list.tsx'), 'FiguresPage'),
})

const classBoardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures/classes/$id',
  validateSearch: (search: Record<string, unknown>): { month?: string } => monthOf(search['month']),
  component: screen('figures', () => import('./detail.tsx'), 'ClassBoardPage'),
})

const departmentBoardRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures/departments',
  validateSearch: (search: Record<string, unknown>): { month?: string } => monthOf(search['month']),
  component: screen('figures', () => import('./parts/departments.tsx'), 'DepartmentBoardPage'),
})

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const termOf = (term: unknown): { term?: string } =>
  typeof term === 'string' && uuid.test(term) ? { term } : {}

const dayOf = (day: unknown): { day?: string } => (typeof day === 'string' && isLocalDate(day) ? { day } : {})

const schoolingRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures/schooling',
  validateSearch: (search: Record<string, unknown>): { day?: string; term?: string } => ({
    ...dayOf(search['day']),
    ...termOf(search['term']),
  }),
  component: screen('figures', () => import('./parts/schooling.tsx'), 'SchoolingPage'),
})

const outsideRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/figures/outside',
  validateSearch: (search: Record<string, unknown>): { term?: string } => termOf(search['term']),
  component: screen('figures', () => import('./parts/outside.tsx'), 'OutsidePage'),
})

export const figuresRoutes = [
  figuresRoute,
  classBoardRoute,
  departmentBoardRoute,
  schoolingRoute,
  outsideRoute,
] as const

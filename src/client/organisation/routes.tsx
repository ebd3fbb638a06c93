import { createRoute } from '@tanstack/react-router'
import { screen } from '#client/lib/screen.ts'
import { appRoute } from '#client/shell/root.tsx'

const organisationRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation',
  component: screen('organisation', () => import('./list.tsx'), 'OrganisationPage'),
})

const yearRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/year',
  component: screen('organisation', () => import('./form.tsx'), 'YearPage'),
})

const holidaysRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/holidays',
  component: screen('organisation', () => import('./detail.tsx'), 'HolidaysPage'),
})

const classesRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/classes',
  component: screen('organisation', () => import('./parts/classes.tsx'), 'ClassesPage'),
})

const departmentsRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/departments',
  component: screen('organisation', () => import('./parts/departments.tsx'), 'DepartmentsPage'),
})

const remindersRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/reminders',
  component: screen('organisation', () => import('./parts/reminders.tsx'), 'RemindersPage'),
})

const emergencyRoute = createRoute({
  getParentRoute: () => appRoute,
  path: '/organisation/emergency',
  component: screen('organisation', () => import('./parts/emergency.tsx'), 'EmergencyPage'),
})

export const organisationRoutes = [
  organisationRoute,
  yearRoute,
  holidaysRoute,
  classesRoute,
  departmentsRoute,
  remindersRoute,
  emergencyRoute,
] as const

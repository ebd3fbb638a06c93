import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const yearQuery = (scope: Scope, id: string) =>
  qb
    .selectFrom('school_year')
    .select(['starts_on as from', 'ends_on as to'])
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .compile()

export const daysOfYearQuery = (scope: Scope, yearId: string) =>
  qb
    .selectFrom('calendar_day as d')
    .innerJoin('school_year as y', (join) =>
      join
        .onRef('y.school_id', '=', 'd.school_id')
        .onRef('d.day', '>=', 'y.starts_on')
        .onRef('d.day', '<=', 'y.ends_on'),
    )
    .select(['d.day', 'd.kind', 'd.name'])
    .where('d.school_id', '=', scope.schoolId)
    .where('y.id', '=', yearId)
    .orderBy('d.day')
    .compile()

export const allYearsQuery = (scope: Scope) =>
  qb
    .selectFrom('school_year')
    .select(['name', 'starts_on as from', 'ends_on as to'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('starts_on')
    .compile()

export const allTermsQuery = (scope: Scope) =>
  qb
    .selectFrom('term')
    .select(['name', 'starts_on as from', 'ends_on as to'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('starts_on')
    .compile()

export const allDaysQuery = (scope: Scope) =>
  qb
    .selectFrom('calendar_day')
    .select(['day', 'kind', 'name'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('day')
    .compile()

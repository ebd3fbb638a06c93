import { sql } from 'kysely'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const schoolQuery = (scope: Scope) =>
  qb
    .selectFrom('unit')
    .select([
      'id',
      'name',
      'code',
      'data_officer as dataOfficer',
      'time_zone as timeZone',
      'settings',
      'version',
    ])
    .where('id', '=', scope.schoolId)
    .compile()

export const yearsQuery = (scope: Scope) =>
  qb
    .selectFrom('school_year')
    .select(['id', 'name', 'starts_on as startsOn', 'ends_on as endsOn', 'version'])
    .where('school_id', '=', scope.schoolId)
    .orderBy('starts_on', 'desc')
    .compile()

export const termsQuery = (scope: Scope) =>
  qb
    .selectFrom('term')
    .select([
      'id',
      'school_year_id as yearId',
      'name',
      'starts_on as startsOn',
      'ends_on as endsOn',
      'version',
    ])
    .where('school_id', '=', scope.schoolId)
    .orderBy('starts_on')
    .compile()

/** Classes with today's class teachers and pupils. */
export const classesQuery = (scope: Scope) =>
  qb
    .selectFrom('class as c')
    .select((eb) => [
      'c.id',
      'c.name',
      'c.grade',
      'c.number',
      'c.school_year_id as yearId',
      'c.version',
      eb
        .selectFrom('role_assignment as r')
        .innerJoin('auth_user as u', 'u.id', 'r.user_id')
        .select(sql<string[]>`array_agg(distinct u.name order by u.name)`.as('names'))
        .where('r.school_id', '=', scope.schoolId)
        .whereRef('r.class_id', '=', 'c.id')
        .where('r.role', '=', 'classTeacher')
        .where('r.from_on', '<=', scope.today)
        .where((or) => or.or([or('r.to_on', 'is', null), or('r.to_on', '>=', scope.today)]))
        .as('teacherNames'),
      eb
        .selectFrom('pupil as p')
        .select(sql<number>`count(*)::int`.as('count'))
        .where('p.school_id', '=', scope.schoolId)
        .whereRef('p.class_id', '=', 'c.id')
        .where('p.left_on', 'is', null)
        .as('pupils'),
    ])
    .where('c.school_id', '=', scope.schoolId)
    .orderBy('c.grade')
    .orderBy('c.number')
    .compile()

/** Whether a plan has been chosen and a roster loaded. */
export const readyQuery = (scope: Scope) =>
  qb
    .selectNoFrom((eb) => [
      eb.exists(eb.selectFrom('care_plan').select('id').where('school_id', '=', scope.schoolId)).as('plan'),
      eb.exists(eb.selectFrom('pupil').select('id').where('school_id', '=', scope.schoolId)).as('pupils'),
    ])
    .compile()

import { sql } from 'kysely'
import type { ClassInput, SchoolChange, TermInput, YearInput } from '#shared/organisation/schema.ts'
import { qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

/** No row = the version was another one. */
export const changeSchoolQuery = (scope: Scope, { version, settings, ...change }: SchoolChange) =>
  qb
    .updateTable('unit')
    .set({
      ...(change.name !== undefined ? { name: change.name } : {}),
      ...(change.code !== undefined ? { code: change.code } : {}),
      ...(change.dataOfficer !== undefined ? { data_officer: change.dataOfficer } : {}),
      ...(change.timeZone !== undefined ? { time_zone: change.timeZone } : {}),
      ...(settings !== undefined
        ? { settings: sql`settings || ${JSON.stringify(settings)}::text::jsonb` }
        : {}),
      version: version + 1,
    })
    .where('id', '=', scope.schoolId)
    .where('version', '=', version)
    .returning('version')
    .compile()

/** Serialises changes of one school's years, terms and classes: two at once cannot overlap or take the same name. */
export const lockOrganisationQuery = (scope: Scope) =>
  qb.selectFrom('unit').select('id').where('id', '=', scope.schoolId).forUpdate().compile()

export const insertYearQuery = (scope: Scope, { id, name, startsOn, endsOn }: Omit<YearInput, 'terms'>) =>
  qb
    .insertInto('school_year')
    .values({ school_id: scope.schoolId, id, name, starts_on: startsOn, ends_on: endsOn })
    .compile()

export const insertTermQuery = (scope: Scope, yearId: string, { id, name, startsOn, endsOn }: TermInput) =>
  qb
    .insertInto('term')
    .values({
      school_id: scope.schoolId,
      id,
      school_year_id: yearId,
      name,
      starts_on: startsOn,
      ends_on: endsOn,
    })
    .compile()

interface Span {
  readonly id: string
  readonly name: string
  readonly startsOn: string
  readonly endsOn: string
  readonly version: number
}

/** No row = the version was another one. */
export const updateSpanQuery = (scope: Scope, table: 'school_year' | 'term', span: Span) =>
  qb
    .updateTable(table)
    .set({ name: span.name, starts_on: span.startsOn, ends_on: span.endsOn, version: span.version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', span.id)
    .where('version', '=', span.version)
    .returning('id')
    .compile()

/** What hangs on a year (its id names classes and tasks) or a term: duties whose window touches its days. */
export const spanUsesQuery = (scope: Scope, { id, startsOn, endsOn }: Omit<Span, 'name' | 'version'>) =>
  qb
    .selectNoFrom((eb) => [
      eb
        .exists(
          eb
            .selectFrom('class')
            .select('id')
            .where('school_id', '=', scope.schoolId)
            .where('school_year_id', '=', id),
        )
        .as('classes'),
      eb
        .exists(
          eb
            .selectFrom('duty')
            .select('id')
            .where('school_id', '=', scope.schoolId)
            .where('window_from', '<=', endsOn)
            .where('window_to', '>=', startsOn),
        )
        .as('duties'),
      eb
        .exists(
          eb
            .selectFrom('task')
            .select('id')
            .where('school_id', '=', scope.schoolId)
            .where('school_year_id', '=', id),
        )
        .as('tasks'),
    ])
    .compile()

export const deleteSpansQuery = (scope: Scope, table: 'school_year' | 'term', ids: readonly string[]) =>
  qb
    .deleteFrom(table)
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .compile()

/** Creates what does not exist yet; a class is known by year, grade and number. */
export const insertClassesQuery = (
  scope: Scope,
  yearId: string,
  classes: readonly (ClassInput & { name: string })[],
) =>
  qb
    .insertInto('class')
    .values(
      classes.map(({ id, grade, number, name }) => ({
        school_id: scope.schoolId,
        id,
        school_year_id: yearId,
        grade,
        number,
        name,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export const renameClassQuery = (scope: Scope, id: string, version: number, name: string) =>
  qb
    .updateTable('class')
    .set({ name, version: version + 1 })
    .where('school_id', '=', scope.schoolId)
    .where('id', '=', id)
    .where('version', '=', version)
    .returning('id')
    .compile()

/** Names and places of all classes, to keep two of a year from being called the same. */
export const classKeysQuery = (scope: Scope) =>
  qb
    .selectFrom('class')
    .select(['id', 'school_year_id as yearId', 'grade', 'number', 'name'])
    .where('school_id', '=', scope.schoolId)
    .compile()

/** Pupils, memberships and roles that name the class, past ones included. */
export const classUsesQuery = (scope: Scope, id: string) =>
  qb
    .selectNoFrom((eb) =>
      eb
        .or(
          (['pupil', 'class_membership', 'role_assignment', 'handbook_week', 'handbook_entry'] as const).map(
            (table) =>
              eb.exists(
                eb
                  .selectFrom(table)
                  .select('class_id')
                  .where('school_id', '=', scope.schoolId)
                  .where('class_id', '=', id),
              ),
          ),
        )
        .as('used'),
    )
    .compile()

export const deleteClassQuery = (scope: Scope, id: string) =>
  qb.deleteFrom('class').where('school_id', '=', scope.schoolId).where('id', '=', id).compile()

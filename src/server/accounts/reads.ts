import { sql } from 'kysely'
import { qb } from '#server/db/query.ts'
import { LATE_ENTRY_DAYS_SQL } from '#server/db/school-settings.ts'
import type { Scope } from '#server/db/scope.ts'

/** Everyone with a role in the school, now or before, with the roles and the names of their classes and children. */
export const accountsQuery = (scope: Scope) =>
  qb
    .selectFrom('role_assignment as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .leftJoin('class as c', (join) =>
      join.onRef('c.id', '=', 'r.class_id').onRef('c.school_id', '=', 'r.school_id'),
    )
    .leftJoin('school_year as y', (join) =>
      join.onRef('y.id', '=', 'c.school_year_id').onRef('y.school_id', '=', 'c.school_id'),
    )
    .leftJoin('pupil as p', (join) =>
      join.onRef('p.id', '=', 'r.pupil_id').onRef('p.school_id', '=', 'r.school_id'),
    )
    .select([
      'u.id as userId',
      'u.name',
      'u.username',
      'u.disabled',
      'u.mustChangePassword',
      'u.twoFactorEnabled as twoFactor',
      'u.lockedUntil',
      'r.id as roleId',
      'r.role',
      'r.class_id as classId',
      'c.name as className',
      sql<
        string | null
      >`case when ${scope.today}::date not between y.starts_on and y.ends_on then y.name end`.as('classYear'),
      'r.pupil_id as pupilId',
      'p.name as pupilName',
      'r.from_on as from',
      'r.to_on as to',
    ])
    .where('r.school_id', '=', scope.schoolId)
    .orderBy('u.name')
    .orderBy('u.id')
    .orderBy('r.from_on')
    .compile()

/** The classes of all school years, each with its year; of a year without any one row that names none. */
export const classesQuery = (scope: Scope) =>
  qb
    .selectFrom('school_year as y')
    .leftJoin('class as c', (join) =>
      join.onRef('c.school_id', '=', 'y.school_id').onRef('c.school_year_id', '=', 'y.id'),
    )
    .select([
      'y.id as yearId',
      'y.name as year',
      'y.starts_on as startsOn',
      'y.ends_on as endsOn',
      'c.id',
      'c.name',
    ])
    .where('y.school_id', '=', scope.schoolId)
    .compile()

export const pupilQuery = (scope: Scope, id: string) =>
  qb.selectFrom('pupil').select('id').where('school_id', '=', scope.schoolId).where('id', '=', id).compile()

/** Whether a person has (or had) a role in the school: accounts of other schools do not exist for its administrator. */
export const memberQuery = (scope: Scope, userId: string) =>
  qb
    .selectFrom('role_assignment as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .select(['u.id', 'u.name', 'u.username'])
    .where('r.school_id', '=', scope.schoolId)
    .where('r.user_id', '=', userId)
    .limit(1)
    .compile()

/**
 * A person who works in the school or is to: only of these an administrator changes how they sign in. Whoever has left may
 * work in another school by now.
 */
export const colleagueQuery = (scope: Scope, userId: string) =>
  qb
    .selectFrom('role_assignment as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .select(['u.id', 'u.name', 'u.username'])
    .where('r.school_id', '=', scope.schoolId)
    .where('r.user_id', '=', userId)
    .where((eb) => eb.or([eb('r.to_on', 'is', null), eb('r.to_on', '>=', scope.today)]))
    .limit(1)
    .compile()

export const userByNameQuery = (username: string) =>
  qb.selectFrom('auth_user').select('id').where('username', '=', username).compile()

/** As the library keeps it, under seal; at most one of them is proved. */
export const secondFactorKeysQuery = (userId: string) =>
  qb
    .selectFrom('auth_two_factor')
    .select(['id', 'secret as sealed', 'verified'])
    .where('userId', '=', userId)
    .compile()

export const takenUsernamesQuery = (usernames: readonly string[]) =>
  qb
    .selectFrom('auth_user')
    .select('username')
    .where('username', '=', sql<string>`any(${[...usernames]}::text[])`)
    .compile()

/** Administrators of today who may sign in; `to`: the last day, null when there is none. */
export const administratorsQuery = (scope: Scope) =>
  qb
    .selectFrom('role_assignment as r')
    .innerJoin('auth_user as u', 'u.id', 'r.user_id')
    .select(['r.user_id as userId', 'r.to_on as to'])
    .where('r.school_id', '=', scope.schoolId)
    .where('r.role', '=', 'administrator')
    .where('u.disabled', '=', false)
    .where('r.from_on', '<=', scope.today)
    .where((eb) => eb.or([eb('r.to_on', 'is', null), eb('r.to_on', '>=', scope.today)]))
    .compile()

export const unitQuery = (schoolId: string) =>
  qb
    .selectFrom('unit')
    .select([
      'id',
      'name',
      'time_zone as timeZone',
      sql<number>`${sql.raw(LATE_ENTRY_DAYS_SQL)}`.as('lateEntryDays'),
    ])
    .where('id', '=', schoolId)
    .compile()

const passwords = () =>
  qb
    .selectFrom('auth_account as a')
    .select(['a.userId', 'a.password as hash'])
    .where('a.providerId', '=', 'credential')

/** A password in its hashed form, by the person. */
export const passwordOfQuery = (userId: string) => passwords().where('a.userId', '=', userId).compile()

/** The same until the end of the transaction: nobody changes it meanwhile. */
export const heldPasswordHashQuery = (userId: string) =>
  passwords().where('a.userId', '=', userId).forShare().compile()

export const passwordOfNameQuery = (username: string) =>
  passwords().innerJoin('auth_user as u', 'u.id', 'a.userId').where('u.username', '=', username).compile()

/** Of whoever gave the password and is asked for the code. */
export const passwordOfChallengeQuery = (challenge: string) =>
  passwords()
    .innerJoin('auth_verification as v', (join) => join.on(sql<boolean>`v.value = a."userId"::text`))
    .where('v.identifier', '=', challenge)
    .compile()

export const anyAccountQuery = () => qb.selectFrom('auth_user').select('id').limit(1).compile()

export const setupTokenQuery = (hash: Buffer, now: string) =>
  qb
    .selectFrom('setup_token')
    .select(['id', 'expires_at as expiresAt'])
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .compile()

export const schoolsQuery = () =>
  qb.selectFrom('unit').select(['id', 'name']).where('kind', '=', 'school').orderBy('name').compile()

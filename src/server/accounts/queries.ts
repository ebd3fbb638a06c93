import { sql } from 'kysely'
import { lockQuery, qb } from '#server/db/query.ts'
import type { Scope } from '#server/db/scope.ts'

export const lockedUntilQuery = (username: string, now: string) =>
  qb
    .selectFrom('auth_user')
    .select('lockedUntil as until')
    .where('username', '=', username)
    .where('lockedUntil', '>', now)
    .compile()

/** Counts a try; the fifth in a row sets the end of the lock, an expired lock starts a new count. */
export const countTryQuery = (username: string, now: string, until: string, limit: number) =>
  qb
    .updateTable('auth_user')
    .set({
      failedSignIns: sql<number>`case when "lockedUntil" <= ${now}::timestamptz then 1 else "failedSignIns" + 1 end`,
      lockedUntil: sql<string>`case when "lockedUntil" is null and "failedSignIns" + 1 >= ${limit}::int then ${until}::timestamptz
        when "lockedUntil" > ${now}::timestamptz then "lockedUntil" end`,
    })
    .where('username', '=', username)
    .returning(['lockedUntil as until', 'failedSignIns as tries'])
    .compile()

export const signInSucceededQuery = (username: string) =>
  qb
    .updateTable('auth_user')
    .set({ failedSignIns: 0, lockedUntil: null })
    .where('username', '=', username)
    .where((eb) => eb.or([eb('failedSignIns', '>', 0), eb('lockedUntil', 'is not', null)]))
    .compile()

export const secondFactorLockQuery = (userId: string, now: string) =>
  qb
    .selectFrom('auth_two_factor')
    .select('lockedUntil as until')
    .where('userId', '=', userId)
    .where('lockedUntil', '>', now)
    .compile()

/** Counts a code as `countTryQuery` does a password; one that is being set up opens nothing and is not counted. */
export const countCodeQuery = (userId: string, now: string, until: string, limit: number) =>
  qb
    .updateTable('auth_two_factor')
    .set({
      failedVerificationCount: sql<number>`case when "lockedUntil" <= ${now}::timestamptz then 1 else "failedVerificationCount" + 1 end`,
      lockedUntil: sql<string>`case when "lockedUntil" is null and "failedVerificationCount" + 1 >= ${limit}::int
        then ${until}::timestamptz when "lockedUntil" > ${now}::timestamptz then "lockedUntil" end`,
    })
    .where('userId', '=', userId)
    .where('verified', '=', true)
    .returning(['lockedUntil as until', 'failedVerificationCount as tries'])
    .compile()

export const unlockSecondFactorQuery = (userId: string) =>
  qb
    .updateTable('auth_two_factor')
    .set({ failedVerificationCount: 0, lockedUntil: null })
    .where('userId', '=', userId)
    .compile()

/** No row when this half minute or a later one was taken before, or is by another request in this moment. */
export const takeStepQuery = (id: string, step: number) =>
  qb
    .updateTable('auth_two_factor')
    .set({ lastStep: step })
    .where('id', '=', id)
    .where((eb) => eb.or([eb('lastStep', 'is', null), eb('lastStep', '<', step)]))
    .returning('id')
    .compile()

/** A code of the old set that is tried in this moment finds the row changed and opens nothing. */
export const setBackupCodesQuery = (userId: string, sealed: string) =>
  qb
    .updateTable('auth_two_factor')
    .set({ backupCodes: sealed })
    .where('userId', '=', userId)
    .where('verified', '=', true)
    .returning('id')
    .compile()

/** Takes the second factor away; a row when there was one. */
export const dropSecondFactorQuery = (userId: string) =>
  qb
    .updateTable('auth_user')
    .set({ twoFactorEnabled: false })
    .where('id', '=', userId)
    .where('twoFactorEnabled', '=', true)
    .returning('id')
    .compile()

/** The key with its backup codes, also of one that was only begun. */
export const deleteSecondFactorKeyQuery = (userId: string) =>
  qb.deleteFrom('auth_two_factor').where('userId', '=', userId).compile()

export interface NewAccount {
  readonly id: string
  readonly name: string
  readonly username: string
  readonly passwordHash: string
  readonly credentialId: string
  readonly mustChangePassword: boolean
}

/** Sign-in is by name; the library wants an address, so each account has one that leads nowhere (RFC 2606);
 * authenticator apps show it. */
const placeholderAddress = (username: string): string => `${username}@shouwang.invalid`

export const insertUserQuery = ({ id, name, username, mustChangePassword }: NewAccount) =>
  qb
    .insertInto('auth_user')
    .values({
      id,
      name,
      username,
      displayUsername: username,
      email: placeholderAddress(username),
      mustChangePassword,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export const insertCredentialQuery = ({ id, credentialId, passwordHash }: NewAccount) =>
  qb
    .insertInto('auth_account')
    .values({ id: credentialId, accountId: id, providerId: 'credential', userId: id, password: passwordHash })
    .compile()

/** `proved`: the one that was proved to be known, hashed; no row when it was changed since. */
export const setPasswordQuery = (userId: string, hash: string, now: string, proved?: string) =>
  qb
    .updateTable('auth_account')
    .set({ password: hash, updatedAt: now })
    .where('userId', '=', userId)
    .where('providerId', '=', 'credential')
    .$if(proved !== undefined, (q) => q.where('password', '=', proved ?? ''))
    .returning('id')
    .compile()

export const setMustChangeQuery = (userId: string, mustChangePassword: boolean) =>
  qb
    .updateTable('auth_user')
    .set({ mustChangePassword, failedSignIns: 0, lockedUntil: null })
    .where('id', '=', userId)
    .compile()

/** Ends the sessions of a person, all but one if `keep` is given. */
export const endSessionsQuery = (userId: string, keep?: string) =>
  qb
    .deleteFrom('auth_session')
    .where('userId', '=', userId)
    .$if(keep !== undefined, (q) => q.where('id', '<>', keep ?? ''))
    .returning('id')
    .compile()

/** Who gave the password and is asked for the code: with another password that was for nothing. */
export const endChallengesQuery = (userId: string) =>
  qb.deleteFrom('auth_verification').where('value', '=', userId).compile()

export const endSessionQuery = (id: string) => qb.deleteFrom('auth_session').where('id', '=', id).compile()

/**
 * Of two changes of one school's accounts at once the second sees what the first has done: of two administrators who take
 * each other's right one stays, and nobody gets two roles that exclude each other.
 */
export const lockAccountsQuery = (scope: Scope) => lockQuery('accounts', scope.schoolId)

export const setDisabledQuery = (userId: string, disabled: boolean) =>
  qb.updateTable('auth_user').set({ disabled }).where('id', '=', userId).compile()

export const setLocaleQuery = (userId: string, locale: string) =>
  qb.updateTable('auth_user').set({ locale }).where('id', '=', userId).compile()

export interface NewRole {
  readonly id: string
  readonly userId: string
  readonly role: string
  readonly classId: string | null
  readonly pupilId: string | null
  readonly from: string
  readonly to: string | null
}

/** `class_id` and `pupil_id` are checked by the service; the same id twice changes nothing. */
export const insertRoleQuery = (schoolId: string, createdBy: string | null, role: NewRole) =>
  qb
    .insertInto('role_assignment')
    .values({
      school_id: schoolId,
      id: role.id,
      user_id: role.userId,
      role: role.role,
      class_id: role.classId,
      pupil_id: role.pupilId,
      from_on: role.from,
      to_on: role.to,
      created_by: createdBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .compile()

export const endRoleQuery = (schoolId: string, userId: string, roleId: string, on: string, reason: string) =>
  qb
    .updateTable('role_assignment')
    .set({
      from_on: sql<string>`least(from_on, ${on}::date - 1)`,
      to_on: sql<string>`${on}::date - 1`,
      ended_reason: reason,
    })
    .where('school_id', '=', schoolId)
    .where('user_id', '=', userId)
    .where('id', '=', roleId)
    .where((eb) => eb.or([eb('to_on', 'is', null), eb('to_on', '>=', on)]))
    .returning(['id', 'role'])
    .compile()

export const insertUnitQuery = (school: { id: string; name: string; dataOfficer: string }) =>
  qb
    .insertInto('unit')
    .values({
      id: school.id,
      kind: 'school',
      name: school.name,
      path: `/${school.id}/`,
      data_officer: school.dataOfficer,
    })
    .compile()

export const insertSetupTokenQuery = (id: string, hash: Buffer, expiresAt: string) =>
  qb.insertInto('setup_token').values({ id, token_hash: hash, expires_at: expiresAt }).compile()

/** Uses the token up; no row means it was used meanwhile, has run out or never was. */
export const useSetupTokenQuery = (hash: Buffer, now: string) =>
  qb
    .updateTable('setup_token')
    .set({ used_at: now })
    .where('token_hash', '=', hash)
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .returning('id')
    .compile()

/** Older links die when a new one is given out. */
export const expireSetupTokensQuery = (now: string) =>
  qb
    .updateTable('setup_token')
    .set({ expires_at: now })
    .where('used_at', 'is', null)
    .where('expires_at', '>', now)
    .compile()

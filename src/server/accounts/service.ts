import { randomInt } from 'node:crypto'
import { exclusiveRoles, firstPassword } from '#shared/accounts/rules.ts'
import { mayManageAccounts } from '#shared/accounts/policy.ts'
import {
  PersonName,
  Username,
  type AccountInput,
  type AddedRole,
  type FirstPassword,
  type RoleInput,
} from '#shared/accounts/schema.ts'
import type { Role } from '#shared/access/schema.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { classFault } from '#server/accounts/parts/classes.ts'
import {
  endChallengesQuery,
  endRoleQuery,
  endSessionsQuery,
  insertCredentialQuery,
  insertRoleQuery,
  insertUserQuery,
  lockAccountsQuery,
  setDisabledQuery,
  setMustChangeQuery,
  setPasswordQuery,
  unlockSecondFactorQuery,
} from '#server/accounts/queries.ts'
import {
  accountsQuery,
  administratorsQuery,
  classesQuery,
  colleagueQuery,
  memberQuery,
  pupilQuery,
  schoolsQuery,
} from '#server/accounts/reads.ts'
import { newId } from '#server/db/id.ts'
import type { RowOf } from '#server/db/query.ts'
import type { Transaction } from '#server/db/database.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import { followRoles } from '#server/duties/service.ts'
import type { Context } from '#server/http/context.ts'

type Done = Result<{ done: true }>

export async function createAccount(
  deps: Deps,
  context: Context,
  input: AccountInput,
): Promise<Result<FirstPassword>> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const exclusive = exclusiveRoles(input.roles.map(({ role }) => role))
  if (exclusive)
    return invalid({ path: 'roles', code: 'invalid', params: { one: exclusive[0], other: exclusive[1] } })
  return deps.db.write<Result<FirstPassword>>(scope, async (tx) => {
    const known = await checkRoles(tx, scope, input.roles)
    if (!known.ok) return known
    return insertAccount(deps, tx, scope, input)
  })
}

export interface Secret {
  readonly password: string
  readonly passwordHash: string
}

/** A first password with its hash, which takes a moment on purpose: for many accounts make them before the transaction. */
export async function newSecret({ auth }: Deps): Promise<Secret> {
  const password = firstPassword(randomInt)
  return { password, passwordHash: await auth.hashPassword(password) }
}

/** One account with its roles, inside the caller's transaction. */
export async function insertAccount(
  deps: Deps,
  tx: Transaction,
  scope: Scope,
  input: AccountInput,
  made?: Secret,
): Promise<Result<FirstPassword>> {
  const { password, passwordHash } = made ?? (await newSecret(deps))
  const { id, name, username } = input
  const account = { id, name, username, passwordHash, credentialId: newId(), mustChangePassword: true }
  const created = await tx.rows(insertUserQuery(account))
  if (created.length === 0) return invalid({ path: 'username', code: 'not-unique', params: { username } })
  await tx.run(insertCredentialQuery(account))
  for (const role of input.roles) {
    const row = { ...role, userId: id, from: role.from ?? scope.today }
    const [given] = await tx.rows(insertRoleQuery(scope.schoolId, scope.userId, row))
    if (!given) return fail('already-exists')
  }
  tx.audit({
    action: 'create',
    entity: 'account',
    entityId: id,
    detail: { roles: input.roles.map(({ role }) => role) },
  })
  return ok({ accountId: id, username, name, password })
}

/** A role names the class or child it is for; one of another school does not exist. */
async function checkRoles(
  tx: Transaction,
  scope: Scope,
  given: readonly RoleInput[],
  prefixOf = (index: number): string => `roles.${index}.`,
): Promise<Result<null>> {
  const classes = await tx.rows(classesQuery(scope))
  for (const [index, role] of given.entries()) {
    const path = (field: string): string => `${prefixOf(index)}${field}`
    if (role.role === 'classTeacher' && !role.classId)
      return invalid({ path: path('classId'), code: 'required' })
    if (role.role === 'helpingTeacher' && !role.pupilId)
      return invalid({ path: path('pupilId'), code: 'required' })
    if (role.pupilId && (await tx.rows(pupilQuery(scope, role.pupilId))).length === 0)
      return invalid({ path: path('pupilId'), code: 'unknown-reference' })
    const fault = role.classId
      ? classFault(classes, { ...role, classId: role.classId }, scope.today)
      : undefined
    if (fault) return invalid({ ...fault, path: path(fault.path) })
    if (role.to && role.to < (role.from ?? scope.today))
      return invalid({ path: path('to'), code: 'before-start' })
  }
  return ok(null)
}

export async function resetPassword(
  deps: Deps,
  context: Context,
  userId: string,
): Promise<Result<FirstPassword>> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const password = firstPassword(randomInt)
  const hash = await deps.auth.hashPassword(password)
  return deps.db.write<Result<FirstPassword>>(scope, async (tx) => {
    const [colleague] = await tx.rows(colleagueQuery(scope, userId))
    if (!colleague) return fail('not-found')
    const now = new Date(deps.now()).toISOString()
    await tx.run(
      setPasswordQuery(userId, hash, now),
      setMustChangeQuery(userId, true),
      unlockSecondFactorQuery(userId),
      endSessionsQuery(userId),
      endChallengesQuery(userId),
    )
    tx.audit({ action: 'resetPassword', entity: 'account', entityId: userId })
    return ok({ accountId: userId, username: colleague.username ?? '', name: colleague.name, password })
  })
}

/** Of the administrators one always stays whose role has no last day: a deputy's ends by itself. */
const stays = ({ to }: RowOf<ReturnType<typeof administratorsQuery>>): boolean => to === null

export async function setDisabled(
  deps: Deps,
  context: Context,
  userId: string,
  disabled: boolean,
): Promise<Done> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  if (userId === context.user.userId) return fail('not-allowed-now')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.rows(lockAccountsQuery(scope))
    const [colleague] = await tx.rows(colleagueQuery(scope, userId))
    if (!colleague) return fail('not-found')
    const administrators = await tx.rows(administratorsQuery(scope))
    const others = administrators.filter((one) => one.userId !== userId)
    if (disabled && others.length < administrators.length && !others.some(stays))
      return fail('not-allowed-now')
    await tx.run(setDisabledQuery(userId, disabled))
    if (disabled) await tx.run(endSessionsQuery(userId))
    tx.audit({ action: disabled ? 'disable' : 'enable', entity: 'account', entityId: userId })
    return ok({ done: true })
  })
}

const isSameRole = (
  sent: RowOf<ReturnType<typeof accountsQuery>>,
  userId: string,
  role: RoleInput,
): boolean =>
  sent.userId === userId &&
  sent.role === role.role &&
  sent.classId === role.classId &&
  sent.pupilId === role.pupilId

export async function addRole(deps: Deps, context: Context, userId: string, role: AddedRole): Promise<Done> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.rows(lockAccountsQuery(scope))
    const [member] = await tx.rows(memberQuery(scope, userId))
    if (!member) return fail('not-found')
    const known = await checkRoles(tx, scope, [role], () => '')
    if (!known.ok) return known
    const all = await tx.rows(accountsQuery(scope))
    const sent = all.find(({ roleId }) => roleId === role.id)
    if (sent) return isSameRole(sent, userId, role) ? ok({ done: true }) : fail('already-exists')
    const current = all.filter((row) => row.userId === userId && (row.to === null || row.to >= scope.today))
    const returns = current.length === 0
    if (returns && !role.returns) return invalid({ path: 'returns', code: 'has-left' })
    const exclusive = exclusiveRoles([role.role, ...current.map((row) => row.role as Role)])
    if (exclusive)
      return invalid({ path: 'role', code: 'invalid', params: { one: exclusive[0], other: exclusive[1] } })
    await tx.run(
      insertRoleQuery(scope.schoolId, scope.userId, { ...role, userId, from: role.from ?? scope.today }),
    )
    await followRoles(deps, tx, scope)
    tx.audit({
      action: 'addRole',
      entity: 'account',
      entityId: userId,
      detail: { role: role.role, classId: role.classId, ...(returns && { returns }) },
    })
    return ok({ done: true })
  })
}

/** Ends a role: its last day was yesterday, so it gives nothing more from this moment on. */
export async function endRole(
  deps: Deps,
  context: Context,
  { id: userId, roleId }: { id: string; roleId: string },
  reason: string,
): Promise<Done> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  // Nobody takes his own roles away: a school always keeps an administrator.
  if (userId === context.user.userId) return fail('not-allowed-now')
  return deps.db.write<Done>(scope, async (tx) => {
    await tx.rows(lockAccountsQuery(scope))
    const [ended] = await tx.rows(endRoleQuery(scope.schoolId, userId, roleId, scope.today, reason))
    if (!ended) return fail('not-found')
    const left = ended.role === 'administrator' ? await tx.rows(administratorsQuery(scope)) : undefined
    if (left && !left.some(stays)) return fail('not-allowed-now')
    await followRoles(deps, tx, scope)
    tx.audit({ action: 'endRole', entity: 'account', entityId: userId, detail: { role: ended.role } })
    return ok({ done: true })
  })
}

export const listSchools = ({ db }: Deps) => db.rows(schoolsQuery())

/** An administrator made on the server itself: for a school whose own can no longer sign in. */
export async function createAdministrator(
  deps: Deps,
  schoolId: string,
  given: { username: string; name: string },
): Promise<Result<FirstPassword>> {
  const name = PersonName.safeParse(given.name)
  if (!name.success) return invalid({ path: 'name', code: 'invalid' })
  const username = Username.safeParse(given.username)
  if (!username.success) return invalid({ path: 'username', code: 'invalid' })
  const scope = mintJobScope(schoolId, todayIn('Asia/Shanghai', new Date(deps.now())))
  const role = { id: newId(), role: 'administrator', classId: null, pupilId: null, to: null } as const
  return deps.db.write(scope, (tx) =>
    insertAccount(deps, tx, scope, { id: newId(), name: name.data, username: username.data, roles: [role] }),
  )
}

export { oneTimeCode } from '#server/accounts/parts/one-time-code.ts'
export { resetSecondFactorHere } from '#server/accounts/parts/second-factor.ts'
export { hasAccounts, offerSetup } from '#server/accounts/parts/setup.ts'

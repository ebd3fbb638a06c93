import { createHash, randomBytes } from 'node:crypto'
import { passwordFault } from '#shared/accounts/rules.ts'
import type { SetupInput } from '#shared/accounts/schema.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import {
  expireSetupTokensQuery,
  insertCredentialQuery,
  insertRoleQuery,
  insertSetupTokenQuery,
  insertUnitQuery,
  insertUserQuery,
  useSetupTokenQuery,
} from '#server/accounts/queries.ts'
import { anyAccountQuery, setupTokenQuery } from '#server/accounts/reads.ts'
import { auditQuery } from '#server/db/audit-entry.ts'
import { newId } from '#server/db/id.ts'
import { lockQuery } from '#server/db/query.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { setScope } from '#server/db/set-scope.ts'
import type { Deps } from '#server/deps.ts'

const LINK_HOURS = 24

const hashOf = (token: string): Buffer => createHash('sha256').update(token).digest()
const nowIso = (deps: Deps): string => new Date(deps.now()).toISOString()

/** A new one-time link's token while no account exists, else undefined; earlier links stop working. */
export async function offerSetup(deps: Deps): Promise<string | undefined> {
  if (await hasAccounts(deps)) return undefined
  const token = randomBytes(24).toString('base64url')
  const expires = new Date(deps.now() + LINK_HOURS * 3_600_000).toISOString()
  await deps.db.atomic((tx) =>
    tx.run(expireSetupTokensQuery(nowIso(deps)), insertSetupTokenQuery(newId(), hashOf(token), expires)),
  )
  return token
}

export async function setupState(
  deps: Deps,
  token: string,
): Promise<Result<{ usable: true; expiresAt: string }>> {
  if (await hasAccounts(deps)) return fail('setup-done')
  const [row] = await deps.db.rows(setupTokenQuery(hashOf(token), nowIso(deps)))
  return row ? ok({ usable: true, expiresAt: row.expiresAt }) : fail('setup-link-invalid')
}

/** Creates school, administrator and role in one transaction and uses the link up. */
export async function setUp(deps: Deps, input: SetupInput): Promise<Result<{ done: true }>> {
  const fault = passwordFault(input.password, input)
  if (fault) return invalid({ path: 'password', code: 'weak-password', params: { fault } })
  const passwordHash = await deps.auth.hashPassword(input.password)
  const today = todayIn('Asia/Shanghai', new Date(deps.now()))
  const scope = mintJobScope(input.schoolId, today)
  const account = {
    id: input.accountId,
    name: input.name,
    username: input.username,
    passwordHash,
    credentialId: newId(),
    mustChangePassword: false,
  }
  return deps.db.atomic<Result<{ done: true }>>(async (tx) => {
    await tx.run(lockQuery('setup'))
    const [existing] = await tx.rows(anyAccountQuery())
    if (existing) return fail('setup-done')
    const [used] = await tx.rows(useSetupTokenQuery(hashOf(input.token), nowIso(deps)))
    if (!used) return fail('setup-link-invalid')
    await setScope(tx, scope)
    await tx.run(
      insertUnitQuery({ id: input.schoolId, name: input.schoolName, dataOfficer: input.dataOfficer }),
      insertUserQuery(account),
      insertCredentialQuery(account),
      insertRoleQuery(input.schoolId, null, {
        id: newId(),
        userId: account.id,
        role: 'administrator',
        classId: null,
        pupilId: null,
        from: today,
        to: null,
      }),
      auditQuery(scope, { action: 'create', entity: 'unit', entityId: input.schoolId }),
      auditQuery(scope, {
        action: 'create',
        entity: 'account',
        entityId: account.id,
        detail: { role: 'administrator' },
      }),
    )
    return ok({ done: true })
  })
}

/** Whether the school has been set up. */
export const hasAccounts = async (deps: Deps): Promise<boolean> =>
  (await deps.db.rows(anyAccountQuery())).length > 0

import { mayKeepOwnAccount } from '#shared/accounts/policy.ts'
import { passwordFault } from '#shared/accounts/rules.ts'
import { Locale, type PasswordChange, type SessionInfo } from '#shared/accounts/schema.ts'
import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import {
  endChallengesQuery,
  endSessionsQuery,
  setBackupCodesQuery,
  setLocaleQuery,
  setMustChangeQuery,
  setPasswordQuery,
} from '#server/accounts/queries.ts'
import { newBackupCodes } from '#server/accounts/parts/backup-codes.ts'
import { putOwnOnRecord } from '#server/accounts/parts/on-record.ts'
import { passwordRefusal, provePassword } from '#server/accounts/parts/proof.ts'
import { unitQuery } from '#server/accounts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { Context, SignedIn } from '#server/http/context.ts'

/** Who is signed in, for the app's frame. */
export async function sessionInfo(
  deps: Deps,
  user: SignedIn,
  schoolId: string | undefined,
): Promise<SessionInfo> {
  const here = user.grants.find((grant) => schoolId === undefined || grant.schoolId === schoolId)
  const [unit] = here ? await deps.db.rows(unitQuery(here.schoolId)) : []
  const isAdministrator = user.grants.some((grant) => grant.role === 'administrator')
  const locale = Locale.safeParse(user.locale)
  return {
    user: {
      id: user.userId,
      name: user.name,
      username: user.username,
      locale: locale.success ? locale.data : null,
    },
    mustChangePassword: user.mustChangePassword,
    twoFactor: user.twoFactor,
    gate: user.mustChangePassword ? 'password' : isAdministrator && !user.twoFactor ? 'secondFactor' : null,
    school: unit
      ? {
          ...unit,
          today: todayIn(unit.timeZone, new Date(deps.now())),
        }
      : null,
    roles: user.grants
      .filter((grant) => grant.schoolId === here?.schoolId)
      .map(({ role, classId, pupilId, coverFor }) => ({ role, classId, pupilId, covering: !!coverFor })),
    draftKey: deps.vault.secret(`draft:${user.userId}`),
  }
}

/** Changes the own password; all other sessions end. */
export async function changePassword(
  deps: Deps,
  user: SignedIn,
  input: PasswordChange,
): Promise<Result<{ done: true }>> {
  const proved = await provePassword(deps, user, input.current, 'current')
  if (!proved.ok) return proved
  const fault =
    input.next === input.current
      ? 'same'
      : passwordFault(input.next, { username: user.username ?? '', name: user.name })
  if (fault) return invalid({ path: 'next', code: 'weak-password', params: { fault } })
  const hash = await deps.auth.hashPassword(input.next)
  return deps.db.atomic<Result<{ done: true }>>(async (tx) => {
    const now = new Date(deps.now()).toISOString()
    const [set] = await tx.rows(setPasswordQuery(user.userId, hash, now, proved.value.hash))
    // An administrator has given a new one meanwhile.
    if (!set) return invalid({ path: 'current', code: 'wrong-password' })
    const [, ended] = await tx.run(
      setMustChangeQuery(user.userId, false),
      endSessionsQuery(user.userId, user.sessionId),
      endChallengesQuery(user.userId),
    )
    await putOwnOnRecord(deps, tx, user, { action: 'changePassword', detail: { sessions: ended.length } })
    return ok({ done: true })
  })
}

export async function setLocale(deps: Deps, user: SignedIn, locale: Locale): Promise<Result<{ done: true }>> {
  await deps.db.rows(setLocaleQuery(user.userId, locale))
  return ok({ done: true })
}

/** New backup codes for whoever has a second factor and knows the password; from this moment the old ones open nothing. */
export async function renewBackupCodes(
  deps: Deps,
  context: Context,
  password: string,
): Promise<Result<{ codes: string[] }>> {
  const { user } = context
  const { userId, twoFactor } = user
  const scope = context.scope(mayKeepOwnAccount(context.actor))
  if (!scope) return fail('forbidden')
  if (!twoFactor) return fail('not-allowed-now')
  const refusal = await passwordRefusal(deps, user, password, 'password')
  if (refusal) return refusal
  const { codes, sealed } = await newBackupCodes(deps.auth.secret)
  return deps.db.write<Result<{ codes: string[] }>>(scope, async (tx) => {
    const changed = await tx.rows(setBackupCodesQuery(userId, sealed))
    if (changed.length === 0) return fail('not-allowed-now')
    tx.audit({ action: 'renewBackupCodes', entity: 'account', entityId: userId })
    return ok({ codes })
  })
}

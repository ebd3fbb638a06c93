import { mayManageAccounts } from '#shared/accounts/policy.ts'
import { Username, type ResetProof } from '#shared/accounts/schema.ts'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { fail, ok, type Result } from '#shared/errors.ts'
import {
  deleteSecondFactorKeyQuery,
  dropSecondFactorQuery,
  endSessionsQuery,
} from '#server/accounts/queries.ts'
import { colleagueQuery, memberQuery, schoolsQuery, userByNameQuery } from '#server/accounts/reads.ts'
import { putOnRecord } from '#server/accounts/parts/on-record.ts'
import { codeRefusal, passwordRefusal } from '#server/accounts/parts/proof.ts'
import type { Transaction } from '#server/db/database.ts'
import { mintJobScope, type Scope } from '#server/db/scope.ts'
import type { Deps } from '#server/deps.ts'
import type { Context } from '#server/http/context.ts'

/** Number of sessions ended; undefined when there was no second factor, so that the same sent twice is done once. */
async function drop(tx: Pick<Transaction, 'rows' | 'run'>, userId: string): Promise<number | undefined> {
  const [had] = await tx.rows(dropSecondFactorQuery(userId))
  if (!had) return undefined
  const [, ended] = await tx.run(deleteSecondFactorKeyQuery(userId), endSessionsQuery(userId))
  return ended.length
}

/**
 * For a colleague whose phone and backup codes are gone. Who asks proves himself with password and code, so that a screen
 * left open is not enough; never for oneself, or whoever sits at it would be rid of the code.
 */
export async function resetSecondFactor(
  deps: Deps,
  context: Context,
  userId: string,
  proof: ResetProof,
): Promise<Result<{ done: true }>> {
  const scope = context.scope(mayManageAccounts(context.actor))
  if (!scope) return fail('forbidden')
  const { user } = context
  if (userId === user.userId) return fail('not-allowed-now')
  const [colleagues] = await deps.db.read(scope, [colleagueQuery(scope, userId)])
  if (colleagues.length === 0) return fail('not-found')
  const refusal =
    (await passwordRefusal(deps, user, proof.password, 'password')) ??
    (await codeRefusal(deps, user, proof.code, 'code'))
  if (refusal) return refusal
  return deps.db.write<Result<{ done: true }>>(scope, async (tx) => {
    const sessions = await drop(tx, userId)
    if (sessions !== undefined)
      tx.audit({ action: 'resetSecondFactor', entity: 'account', entityId: userId, detail: { sessions } })
    return ok({ done: true })
  })
}

/** The schools in whose log a person's account belongs, as the server itself sees them. */
async function schoolsOf(deps: Deps, userId: string): Promise<Scope[]> {
  const today = todayIn('Asia/Shanghai', new Date(deps.now()))
  const scopes: Scope[] = []
  for (const { id } of await deps.db.rows(schoolsQuery())) {
    const scope = mintJobScope(id, today)
    const [members] = await deps.db.read(scope, [memberQuery(scope, userId)])
    if (members.length > 0) scopes.push(scope)
  }
  return scopes
}

/** The same on the server itself: for a school that has no other administrator. */
export async function resetSecondFactorHere(deps: Deps, username: string): Promise<Result<{ had: boolean }>> {
  const name = Username.safeParse(username)
  const [user] = name.success ? await deps.db.rows(userByNameQuery(name.data)) : []
  if (!user) return fail('not-found')
  const scopes = await schoolsOf(deps, user.id)
  const sessions = await deps.db.atomic(async (tx) => {
    const ended = await drop(tx, user.id)
    if (ended === undefined) return undefined
    const detail = { sessions: ended }
    await putOnRecord(tx, scopes, {
      action: 'resetSecondFactor',
      entity: 'account',
      entityId: user.id,
      detail,
    })
    return ended
  })
  return ok({ had: sessions !== undefined })
}

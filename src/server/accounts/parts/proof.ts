import { fail, invalid, ok, type Result } from '#shared/errors.ts'
import { passwordOfQuery } from '#server/accounts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/context.ts'

type Refusal = ReturnType<typeof fail>

/** The password in its hashed form when it is the right one, else why it does not do. Wrong ones count as at sign-in. */
export async function provePassword(
  { auth, db }: Deps,
  user: SignedIn,
  password: string,
  path: string,
): Promise<Result<{ hash: string }>> {
  const name = user.username ?? ''
  const locked = await auth.lockout.begin(name)
  if (locked) return fail('account-locked', { until: locked })
  const [row] = await db.rows(passwordOfQuery(user.userId))
  if (row?.hash && (await auth.verifyPassword(row.hash, password))) {
    await auth.lockout.succeeded(name)
    return ok({ hash: row.hash })
  }
  const until = await auth.lockout.lockedUntil(name)
  return until ? fail('account-locked', { until }) : invalid({ path, code: 'wrong-password' })
}

/** Why a password does not do; undefined when it is the right one. */
export async function passwordRefusal(
  deps: Deps,
  user: SignedIn,
  password: string,
  path: string,
): Promise<Refusal | undefined> {
  const proved = await provePassword(deps, user, password, path)
  return proved.ok ? undefined : proved
}

/** The same for the digits of the own second factor. */
export async function codeRefusal(
  { auth }: Deps,
  { userId }: SignedIn,
  code: string,
  path: string,
): Promise<Refusal | undefined> {
  const locked = await auth.lockout.beginCode(userId)
  if (locked) return fail('account-locked', { until: locked })
  const worth = await auth.takeCode(userId, code, 'proved')
  if (worth === 'right') return void (await auth.lockout.codeSucceeded(userId))
  const until = await auth.lockout.codesLockedUntil(userId)
  if (until) return fail('account-locked', { until })
  return invalid({ path, code: worth === 'used' ? 'used-code' : 'wrong-code' })
}

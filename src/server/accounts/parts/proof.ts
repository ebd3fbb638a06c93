import { fail, invalid } from '#shared/errors.ts'
import { passwordHashQuery } from '#server/accounts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/context.ts'

type Refusal = ReturnType<typeof fail>

/** Why a password does not do; undefined when it is the right one. Wrong ones count as at sign-in. */
export async function passwordRefusal(
  { auth, db }: Deps,
  user: SignedIn,
  password: string,
  path: string,
): Promise<Refusal | undefined> {
  const name = user.username ?? ''
  const locked = await auth.lockout.begin(name)
  if (locked) return fail('account-locked', { until: locked })
  const [row] = await db.rows(passwordHashQuery(user.userId))
  if (row?.password && (await auth.verifyPassword(row.password, password)))
    return void (await auth.lockout.succeeded(name))
  const until = await auth.lockout.lockedUntil(name)
  return until ? fail('account-locked', { until }) : invalid({ path, code: 'wrong-password' })
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

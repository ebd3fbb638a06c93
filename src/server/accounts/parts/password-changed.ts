import type { IncomingHttpHeaders } from 'node:http'
import { endChallengesQuery, endSessionQuery } from '#server/accounts/queries.ts'
import {
  heldPasswordHashQuery,
  passwordOfChallengeQuery,
  passwordOfNameQuery,
  passwordOfQuery,
} from '#server/accounts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/context.ts'
import { signedCookie } from '#server/http/session.ts'

/** A password in its hashed form, and whose it is. */
interface Password {
  readonly userId: string
  readonly hash: string | null
}

/**
 * The password there is before what was sent is looked at: of the name given, or, of a code, of whoever is signed in or has
 * given the password before.
 */
export async function passwordBefore(
  { db, auth }: Deps,
  { body, headers }: { readonly body: unknown; readonly headers: IncomingHttpHeaders },
  isSignIn: boolean,
  signedIn: SignedIn | undefined,
): Promise<Password | undefined> {
  const name = typeof body === 'object' && body !== null && 'username' in body ? body.username : undefined
  const challenge = signedCookie(headers.cookie, auth.challengeCookieName, auth.secret)
  const query = isSignIn
    ? typeof name === 'string' && passwordOfNameQuery(name.toLowerCase())
    : signedIn
      ? passwordOfQuery(signedIn.userId)
      : challenge !== undefined && passwordOfChallengeQuery(challenge)
  const [row] = query ? await db.rows(query) : []
  return row
}

/**
 * Ends what was just begun, a session or the question for the code, when the password was changed while it was looked at.
 * The row is held: either a change that is under way is waited for, or one that comes later ends it with the others.
 */
export async function endIfChanged(
  { db }: Deps,
  before: Password | undefined,
  begun: SignedIn | undefined,
): Promise<boolean> {
  const userId = begun?.userId ?? before?.userId
  if (userId === undefined) return false
  return db.atomic(async (tx) => {
    const [now] = await tx.rows(heldPasswordHashQuery(userId))
    if (now !== undefined && before?.userId === userId && now.hash === before.hash) return false
    await tx.rows(endChallengesQuery(userId))
    if (begun) await tx.rows(endSessionQuery(begun.sessionId))
    return true
  })
}

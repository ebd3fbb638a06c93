import { endSessionQuery } from '#server/accounts/queries.ts'
import { heldPasswordHashQuery, passwordHashOfNameQuery } from '#server/accounts/reads.ts'
import type { Deps } from '#server/deps.ts'
import type { SignedIn } from '#server/http/context.ts'

/** The password there is before one is tried, in its hashed form. */
export async function passwordBefore({ db }: Deps, body: unknown): Promise<string | undefined> {
  const name = typeof body === 'object' && body !== null && 'username' in body ? body.username : undefined
  if (typeof name !== 'string') return undefined
  const [row] = await db.rows(passwordHashOfNameQuery(name.toLowerCase()))
  return row?.password ?? undefined
}

/**
 * Ends the session just begun when the password was changed while it was looked at. The row is held: either a change that
 * is under way is waited for, or one that comes later finds the session and ends it with the others.
 */
export const endIfChanged = (
  { db }: Deps,
  { userId, sessionId }: SignedIn,
  before: string | undefined,
): Promise<boolean> =>
  db.atomic(async (tx) => {
    const [row] = await tx.rows(heldPasswordHashQuery(userId))
    if (before !== undefined && row?.password === before) return false
    await tx.rows(endSessionQuery(sessionId))
    return true
  })

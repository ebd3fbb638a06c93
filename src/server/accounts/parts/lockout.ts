import {
  countCodeQuery,
  countTryQuery,
  lockedUntilQuery,
  secondFactorLockQuery,
  signInSucceededQuery,
  unlockSecondFactorQuery,
} from '#server/accounts/queries.ts'
import type { Database } from '#server/db/database.ts'

/** Wrong passwords, or wrong codes of the second factor, in a row; each is counted for itself. */
const FAILURES = 5
const LOCK_MS = 15 * 60_000
const MOST_STRANGERS = 10_000

export interface Lockout {
  /**
   * Counts a try before its password is looked at, so that of many sent at once no more are looked at than of many sent one
   * after the other; the answer is the end of the lock when this one is not.
   */
  begin(username: string): Promise<string | undefined>
  /** ISO instant until which the account is locked, if it is. */
  lockedUntil(username: string): Promise<string | undefined>
  /** The password was right: the count begins anew. */
  succeeded(username: string): Promise<void>
  /** The same for the codes of a person's second factor. */
  beginCode(userId: string): Promise<string | undefined>
  codesLockedUntil(userId: string): Promise<string | undefined>
  codeSucceeded(userId: string): Promise<void>
}

/**
 * Five failures in a row lock an account for 15 minutes, counted in the database: a restart forgives nothing, and two servers
 * on one database count together. A name without an account is locked just so,
 * in memory: the answers must not tell which names exist.
 */
export function createLockout(db: Database, now: () => number): Lockout {
  const strangers = new Map<string, { failures: number; until: number }>()
  const iso = (ms: number): string => new Date(ms).toISOString()

  function countStranger(name: string): string | undefined {
    if (strangers.size > MOST_STRANGERS) strangers.clear()
    const known = strangers.get(name)
    const failures = known && (known.until === 0 || known.until > now()) ? known.failures + 1 : 1
    const until = failures < FAILURES ? 0 : known && known.until > now() ? known.until : now() + LOCK_MS
    strangers.set(name, { failures, until })
    return failures > FAILURES ? iso(until) : undefined
  }

  return {
    async lockedUntil(name) {
      const [row] = await db.rows(lockedUntilQuery(name, iso(now())))
      if (row?.until) return row.until
      const stranger = strangers.get(name)
      return stranger && stranger.until > now() ? iso(stranger.until) : undefined
    },
    async begin(name) {
      const [row] = await db.rows(countTryQuery(name, iso(now()), iso(now() + LOCK_MS), FAILURES))
      if (!row) return countStranger(name)
      return row.tries > FAILURES ? (row.until ?? undefined) : undefined
    },
    async succeeded(name) {
      await db.rows(signInSucceededQuery(name))
    },
    async beginCode(userId) {
      const [row] = await db.rows(countCodeQuery(userId, iso(now()), iso(now() + LOCK_MS), FAILURES))
      return row && row.tries > FAILURES ? (row.until ?? undefined) : undefined
    },
    async codesLockedUntil(userId) {
      const [row] = await db.rows(secondFactorLockQuery(userId, iso(now())))
      return row?.until ?? undefined
    },
    async codeSucceeded(userId) {
      await db.rows(unlockSecondFactorQuery(userId))
    },
  }
}

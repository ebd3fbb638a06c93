import {
  lockedUntilQuery,
  secondFactorLockQuery,
  signInFailedQuery,
  signInSucceededQuery,
} from '#server/accounts/queries.ts'
import type { Database } from '#server/db/database.ts'

/** Wrong passwords, or wrong codes of the second factor, in a row; each is counted for itself. */
export const FAILURES = 5
export const LOCK_MS = 15 * 60_000
const MOST_STRANGERS = 10_000

export interface Lockout {
  /** ISO instant until which the account is locked, if it is. */
  lockedUntil(username: string): Promise<string | undefined>
  /** Counts a failure; the answer is the end of the lock if there is one now. */
  failed(username: string): Promise<string | undefined>
  succeeded(username: string): Promise<void>
  /** ISO instant until which a person's second factor is locked; the sign-in library counts its failures. */
  secondFactorLockedUntil(userId: string): Promise<string | undefined>
}

/**
 * Five failures in a row lock an account for 15 minutes. A name without an account is locked just so,
 * in memory: the answers must not tell which names exist.
 */
export function createLockout(db: Database, now: () => number): Lockout {
  const strangers = new Map<string, { failures: number; until: number }>()
  const iso = (ms: number): string => new Date(ms).toISOString()

  function strangerFailed(name: string): string | undefined {
    if (strangers.size > MOST_STRANGERS) strangers.clear()
    const known = strangers.get(name)
    const failures = known && (known.until === 0 || known.until > now()) ? known.failures + 1 : 1
    const until = failures >= FAILURES ? now() + LOCK_MS : 0
    strangers.set(name, { failures, until })
    return until > 0 ? iso(until) : undefined
  }

  return {
    async lockedUntil(name) {
      const [row] = await db.rows(lockedUntilQuery(name, iso(now())))
      if (row?.until) return row.until
      const stranger = strangers.get(name)
      return stranger && stranger.until > now() ? iso(stranger.until) : undefined
    },
    async failed(name) {
      const [row] = await db.rows(signInFailedQuery(name, iso(now()), iso(now() + LOCK_MS), FAILURES))
      return row ? (row.until ?? undefined) : strangerFailed(name)
    },
    async succeeded(name) {
      await db.rows(signInSucceededQuery(name))
    },
    async secondFactorLockedUntil(userId) {
      // By the machine's clock, as the library sets it.
      const [row] = await db.rows(secondFactorLockQuery(userId, new Date().toISOString()))
      return row?.until ?? undefined
    },
  }
}

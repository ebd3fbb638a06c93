import { symmetricDecrypt } from 'better-auth/crypto'
import { takeStepQuery } from '#server/accounts/queries.ts'
import { secondFactorKeysQuery } from '#server/accounts/reads.ts'
import { stepOfCode } from '#server/accounts/parts/one-time-code.ts'
import type { Database } from '#server/db/database.ts'

/** What the digits of a phone are worth. */
export type CodeWorth = 'right' | 'used' | 'wrong'
export type TakeCode = (userId: string, code: string, of: 'proved' | 'begun') => Promise<CodeWorth>

/**
 * Each code opens one thing: right ones are taken in the row of the second factor, where of many at once only one is, and
 * none of the same half minute or an earlier one is right again. `begun`: also of a key that is only being set up.
 */
export const createTakeCode =
  (db: Database, secret: string): TakeCode =>
  async (userId, code, of) => {
    for (const { id, sealed, verified } of await db.rows(secondFactorKeysQuery(userId))) {
      if (of === 'proved' && verified !== true) continue
      // By the machine's clock, as the library looks.
      const step = stepOfCode(await symmetricDecrypt({ key: secret, data: sealed }), code, Date.now())
      if (step === undefined) continue
      const [taken] = await db.rows(takeStepQuery(id, step))
      return taken ? 'right' : 'used'
    }
    return 'wrong'
  }

import { setTimeout } from 'node:timers/promises'
import { fail, type Result } from '#shared/errors.ts'
import { raw } from '#server/db/query.ts'

const TRIES = 8
const PAUSE_MS = 60

/** Shorter than the database waits before it ends one of two that wait for each other: never the other one. */
export const giveWayQuery = () => raw(`set local lock_timeout = '300ms'`)

/** Somebody else was at it, or would have waited for us for ever. */
const IN_THE_WAY: ReadonlySet<unknown> = new Set(['55P03', '40P01'])

const isInTheWay = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && IN_THE_WAY.has(error.code)

/**
 * A rare and long transaction about one child gives way to the many short ones (a card that is filed) and begins again;
 * it must start with `giveWayQuery`. `unavailable` when there was no gap.
 */
export async function givingWay<T>(work: () => Promise<Result<T>>): Promise<Result<T>> {
  for (let attempt = 1; attempt <= TRIES; attempt++) {
    try {
      return await work()
    } catch (error) {
      if (!isInTheWay(error)) throw error
    }
    await setTimeout(PAUSE_MS * attempt)
  }
  return fail('unavailable')
}

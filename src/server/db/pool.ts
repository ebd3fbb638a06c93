import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'

const LOOK_MS = 2000

export interface Pool {
  /** The connections of now; goes on meaning them after they were renewed. */
  readonly sql: Sql
  /** Looks whether the database answers a new connection; when not, drops all connections and begins with new ones. */
  readonly renewIfDead: () => Promise<void>
}

/**
 * Connections that can be given up together. A database that hangs (stopped, or its machine gone without a word) never
 * closes them, and each keeps whoever waits on it for ever.
 */
export function createPool(open: (max?: number) => Sql): Pool {
  let current = open()
  let looking: Promise<void> | undefined

  async function look(): Promise<void> {
    const probe = open(1)
    const answered = probe`select 1`.then(
      () => true,
      () => false,
    )
    const alive = await Promise.race([answered, wait(LOOK_MS, false, { ref: false })])
    void probe.end({ timeout: 0 })
    if (alive) return
    const dropped = current
    current = open()
    void dropped.end({ timeout: 0 })
  }

  return {
    sql: new Proxy(current, {
      apply: (_first, _this, given) => Reflect.apply(current, undefined, given) as unknown,
      get: (_first, name) => Reflect.get(current, name) as unknown,
    }),
    renewIfDead: () => (looking ??= look().finally(() => (looking = undefined))),
  }
}

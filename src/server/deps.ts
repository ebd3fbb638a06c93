import type { Logger } from 'pino'
import type { Database } from '#server/db/database.ts'
import type { Vault } from '#server/vault/vault.ts'
import type { Auth } from '#server/accounts/parts/auth.ts'
import type { Env } from '#server/env.ts'

/** What every service may use; built once in main.ts and once per test worker. */
export interface Deps {
  readonly env: Env
  readonly db: Database
  readonly vault: Vault
  readonly auth: Auth
  readonly log: Logger
  /** Milliseconds since 1970 (UTC); tests move it. */
  readonly now: () => number
}

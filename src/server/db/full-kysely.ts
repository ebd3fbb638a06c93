import { Kysely } from 'kysely'
import { PostgresJSDialect } from 'kysely-postgres-js'
import type { Sql } from 'postgres'

/** A Kysely that runs its queries itself, for the sign-in library; our own code only compiles (query.ts). */
export const runningKysely = (sql: Sql): Kysely<unknown> =>
  new Kysely({ dialect: new PostgresJSDialect({ postgres: sql }) })

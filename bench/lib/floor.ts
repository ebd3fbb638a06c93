import { join } from 'node:path'
import type { Target } from '#server/db/client.ts'
import { startProcess, type Running } from './process.ts'

/** Where a parameter of a floor's SQL comes from: the session's person, a new id, the query, the path, the body, or fixed. */
export type FloorParameter =
  | { readonly from: 'user' | 'new' }
  | { readonly list: readonly FloorParameter[] }
  | { readonly from: 'query' | 'params' | 'body'; readonly name: string }
  | { readonly value: string | number | boolean | null }

export interface FloorRoute {
  readonly method: 'GET' | 'POST'
  readonly path: string
  /** The statements of the product's own endpoint; more than one run in one transaction. */
  readonly statements: readonly FloorStatement[]
}

export interface FloorStatement {
  readonly sql: string
  readonly parameters: readonly FloorParameter[]
  /** How many rows it gave the product, when that is known: the floor must give as many. */
  readonly rows?: number | undefined
}

export interface FloorSettings {
  readonly target: Target
  /** Takes the session token as $1 and gives one row with `user_id`, or none. */
  readonly sessionSql: string
  readonly cookieName: string
  readonly routes: readonly FloorRoute[]
}

/** The least an endpoint costs here: a bare Fastify handler, a session look-up, the same SQL, nothing else. */
export function startFloor(settings: FloorSettings): Promise<Running> {
  return startProcess(join(import.meta.dirname, 'floor-server.ts'), { FLOOR: JSON.stringify(settings) })
}

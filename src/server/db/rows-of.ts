import type { ReservedSql, Sql, TransactionSql } from 'postgres'
import type { Query } from '#server/db/query.ts'

export type Connection = Pick<Sql | ReservedSql | TransactionSql, 'unsafe'>

/** The rows of a query over a connection of one's own: bulk loading and backups go past the app's role. */
export const rowsOf = async <T>(connection: Connection, query: Query<T>): Promise<T[]> =>
  (await connection.unsafe(query.sql, [...query.parameters] as never[])) as unknown as T[]

import type { ReservedSql, Sql } from 'postgres'
import type { CompiledQuery } from 'kysely'
import { auditQuery, type AuditEvent } from '#server/db/audit-entry.ts'
import type { RowOf } from '#server/db/query.ts'
import { setScopeSql, type Scope } from '#server/db/scope.ts'

type RowsOfEach<Qs extends readonly CompiledQuery[]> = { -readonly [K in keyof Qs]: RowOf<Qs[K]>[] }

export interface ReadOptions {
  /** Written to the audit chain in the same transaction. */
  readonly audit?: readonly AuditEvent[]
}

export interface Transaction {
  /** Sends the queries at once on one connection, in order; resolves to their rows. */
  run<Qs extends readonly CompiledQuery[]>(...queries: Qs): Promise<RowsOfEach<Qs>>
  /** Rows of one query. */
  rows<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Collected, and written to the chain just before commit, because it locks the school's chain. */
  audit(...events: readonly AuditEvent[]): void
}

export interface Database {
  /** Reads in one transaction and one round trip under the scope. */
  read<const Qs extends readonly CompiledQuery[]>(
    scope: Scope,
    queries: Qs,
    options?: ReadOptions,
  ): Promise<RowsOfEach<Qs>>
  /** Runs `work` in one transaction under the scope: all or nothing. */
  write<T>(scope: Scope, work: (tx: Transaction) => Promise<T>): Promise<T>
  /** Tables that belong to no school: units, accounts, sessions. */
  rows<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Several such queries in one transaction. */
  atomic<T>(work: (tx: Omit<Transaction, 'audit'>) => Promise<T>): Promise<T>
  readonly sql: Sql
  close(): Promise<void>
}

/** `prepare` is false behind a pooler (client.ts detectPooler). */
export function createDatabase(sql: Sql, prepare: boolean): Database {
  const send = (connection: Sql | ReservedSql, query: CompiledQuery) =>
    connection.unsafe(query.sql, query.parameters as never[], { prepare })

  async function onConnection<T>(work: (connection: ReservedSql) => Promise<T>): Promise<T> {
    const connection = await sql.reserve()
    try {
      return await work(connection)
    } finally {
      connection.release()
    }
  }

  /** `closing` travels with the commit in one round trip; when one of it fails, the commit is a rollback. */
  async function transaction<T>(
    opening: string,
    work: (connection: ReservedSql) => Promise<T>,
    closing: () => readonly CompiledQuery[] = () => [],
  ): Promise<T> {
    return onConnection(async (connection) => {
      const begun = connection.unsafe(opening).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      try {
        const value = await work(connection)
        const failed = await begun
        if (failed) throw failed.error
        await allSettledFirst([
          ...closing().map((query) => send(connection, query)),
          connection.unsafe('commit'),
        ])
        return value
      } catch (error) {
        await connection.unsafe('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  const runOn =
    (connection: ReservedSql): Transaction['run'] =>
    async (...queries) =>
      (await allSettledFirst(queries.map((query) => send(connection, query)))) as never

  return {
    sql,
    read: (scope, queries, options = {}) =>
      onConnection(async (connection) => {
        const all = [
          connection.unsafe(`begin; ${setScopeSql(scope)}`),
          ...queries.map((query) => send(connection, query)),
          ...(options.audit ?? []).map((event) => send(connection, auditQuery(scope, event))),
          connection.unsafe('commit'),
        ]
        const answers = await allSettledFirst(all)
        return answers.slice(1, 1 + queries.length) as never
      }),
    write(scope, work) {
      const events: AuditEvent[] = []
      return transaction(
        `begin; ${setScopeSql(scope)}`,
        (connection) =>
          work({
            run: runOn(connection),
            rows: async (query) => (await send(connection, query)) as never,
            audit: (...more) => void events.push(...more),
          }),
        () => events.map((event) => auditQuery(scope, event)),
      )
    },
    rows: async (query) => (await send(sql, query)) as never,
    atomic: (work) =>
      transaction('begin', (connection) =>
        work({ run: runOn(connection), rows: async (query) => (await send(connection, query)) as never }),
      ),
    close: () => sql.end({ timeout: 5 }),
  }
}

/** Waits for all (so that the connection is quiet again), then throws the first failure. */
async function allSettledFirst(pending: readonly PromiseLike<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(pending)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined))
}

import type { ReservedSql, Sql } from 'postgres'
import type { CompiledQuery } from 'kysely'
import { auditQuery, type AuditEvent } from '#server/db/audit-entry.ts'
import { DatabaseLate, timeLeft, within, withDeadline, type Flag } from '#server/db/deadline.ts'
import { PLAN_ONCE, type RowOf } from '#server/db/query.ts'
import { setScopeSql, type Scope } from '#server/db/scope.ts'

type RowsOfEach<Qs extends readonly CompiledQuery[]> = { -readonly [K in keyof Qs]: RowOf<Qs[K]>[] }

export interface ReadOptions {
  /** Written to the audit chain in the same transaction. */
  readonly audit?: readonly AuditEvent[]
}

export interface WriteOptions {
  /** What everybody does all day: its statements are planned once for each connection (query.ts). */
  readonly planOnce?: boolean
}

export interface Transaction {
  /** Sends the queries at once on one connection, in order; resolves to their rows. */
  run<Qs extends readonly CompiledQuery[]>(...queries: Qs): Promise<RowsOfEach<Qs>>
  /** Rows of one query. */
  rows<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Collected, and written to the chain just before commit, because it locks the school's chain. */
  audit(...events: readonly AuditEvent[]): void
}

/**
 * The last questions of a transaction travel with its commit; once their rows are here they say what it answers with. By then
 * it is kept: what may still fail is asked before.
 */
export class WithCommit<T> {
  readonly queries: readonly CompiledQuery[]
  readonly answer: (rows: readonly unknown[]) => T

  /** `written` stands before `asked`, whose rows `answer` is given. */
  static of<T, const Qs extends readonly CompiledQuery[]>(
    written: readonly CompiledQuery[],
    asked: Qs,
    answer: (rows: RowsOfEach<Qs>) => T,
  ): WithCommit<T> {
    const from = written.length
    return new WithCommit([...written, ...asked], (rows) =>
      answer(rows.slice(from, from + asked.length) as RowsOfEach<Qs>),
    )
  }

  private constructor(queries: readonly CompiledQuery[], answer: (rows: readonly unknown[]) => T) {
    this.queries = queries
    this.answer = answer
  }

  /** The same inside a transaction that goes on. */
  async inside(tx: Pick<Transaction, 'run'>): Promise<T> {
    return this.answer(await tx.run(...this.queries))
  }
}

export interface Database {
  /** Reads in one transaction and one round trip under the scope. */
  read<const Qs extends readonly CompiledQuery[]>(
    scope: Scope,
    queries: Qs,
    options?: ReadOptions,
  ): Promise<RowsOfEach<Qs>>
  /** Runs `work` in one transaction under the scope: all or nothing, and nothing when it answers with a failure. */
  write<T>(
    scope: Scope,
    work: (tx: Transaction) => Promise<T | WithCommit<T>>,
    options?: WriteOptions,
  ): Promise<T>
  /** Tables that belong to no school: units, accounts, sessions. */
  rows<Row>(query: CompiledQuery<Row>): Promise<Row[]>
  /** Several such queries in one transaction. */
  atomic<T>(work: (tx: Omit<Transaction, 'audit'>) => Promise<T>): Promise<T>
  /** Work that asks the database by `sql` itself, under the deadline of the caller. */
  bounded<T>(work: () => Promise<T>): Promise<T>
  readonly sql: Sql
  close(): Promise<void>
}

/** What is late and does not end within this is looked at: perhaps the database hangs. */
const GRACE_MS = 2000

/** `prepare` is false behind a pooler (client.ts detectPooler); `renewIfDead` is the pool's (pool.ts). */
export function createDatabase(
  sql: Sql,
  prepare: boolean,
  renewIfDead: () => Promise<void> = async () => undefined,
): Database {
  const send = (connection: Sql | ReservedSql, query: CompiledQuery) =>
    connection.unsafe(query.sql, query.parameters as never[], { prepare })

  function onLate(running: Promise<unknown>): void {
    const timer = setTimeout(() => void renewIfDead(), GRACE_MS).unref()
    void running.then(() => clearTimeout(timer))
  }

  const onConnection = <T>(work: (connection: ReservedSql, flag: Flag) => Promise<T>): Promise<T> =>
    within(async (flag) => {
      const connection = await sql.reserve()
      try {
        if (flag.late) throw new DatabaseLate()
        return await work(connection, flag)
      } finally {
        connection.release()
      }
    }, onLate)

  /** `closing` travels with the commit in one round trip; when one of it fails, the commit is a rollback. */
  async function transaction<T>(
    opening: string,
    work: (tx: Omit<Transaction, 'audit'>) => Promise<T | WithCommit<T>>,
    closing: () => readonly CompiledQuery[] = () => [],
  ): Promise<T> {
    return onConnection(async (connection, flag) => {
      const begun = connection.unsafe(limited(opening)).then(
        () => undefined,
        (error: unknown) => ({ error }),
      )
      try {
        const value = await untilOver((query) => send(connection, query), flag, work)
        const failed = await begun
        if (failed) throw failed.error
        // Whoever asked was told that it did not work: so it must not.
        if (flag.late) throw new DatabaseLate()
        if (!(value instanceof WithCommit) && isFailure(value)) {
          await connection.unsafe('rollback')
          return value
        }
        const asked = value instanceof WithCommit ? value.queries : []
        const rows = await allSettledFirst([
          ...[...asked, ...closing()].map((query) => send(connection, query)),
          connection.unsafe('commit'),
        ])
        return value instanceof WithCommit ? value.answer(rows) : value
      } catch (error) {
        await connection.unsafe('rollback').catch(() => undefined)
        throw error
      }
    })
  }

  return {
    sql,
    read: (scope, queries, options = {}) =>
      onConnection(async (connection) => {
        const all = [
          connection.unsafe(limited(`begin; ${setScopeSql(scope)}`)),
          ...queries.map((query) => send(connection, query)),
          ...(options.audit ?? []).map((event) => send(connection, auditQuery(scope, event))),
          connection.unsafe('commit'),
        ]
        const answers = await allSettledFirst(all)
        return answers.slice(1, 1 + queries.length) as never
      }),
    write(scope, work, { planOnce = false } = {}) {
      const events: AuditEvent[] = []
      return transaction(
        `begin; ${setScopeSql(scope)}${planOnce ? `; ${PLAN_ONCE}` : ''}`,
        (tx) => work({ ...tx, audit: (...more) => void events.push(...more) }),
        () => events.map((event) => auditQuery(scope, event)),
      )
    },
    rows: (query) => within(async () => (await send(sql, query)) as never, onLate),
    atomic: (work) => transaction('begin', work),
    bounded: (work) => within(() => withDeadline(undefined, work), onLate),
    close: () => sql.end({ timeout: 5 }),
  }
}

/** An expected failure (docs/adr/0006): what was written before it was noticed is taken back. */
const isFailure = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'ok' in value && value.ok === false

/** The work with its questions, which end with it. */
async function untilOver<T>(
  send: (query: CompiledQuery) => PromiseLike<unknown>,
  flag: Flag,
  work: (tx: Omit<Transaction, 'audit'>) => Promise<T>,
): Promise<T> {
  const stage = { over: false }
  try {
    return await work(transactionOn(send, flag, stage))
  } finally {
    stage.over = true
  }
}

/**
 * The questions of one transaction; none is sent any more when nobody waits for the answer, nor when the work is over: of
 * several sent side by side one may have failed, and the connection may be in somebody else's transaction by now.
 */
function transactionOn(
  send: (query: CompiledQuery) => PromiseLike<unknown>,
  flag: Flag,
  stage: { readonly over: boolean },
): Omit<Transaction, 'audit'> {
  const inTime = (query: CompiledQuery): PromiseLike<unknown> => {
    if (flag.late) throw new DatabaseLate()
    if (stage.over) throw new Error('asked after the transaction was over')
    return send(query)
  }
  return {
    run: async (...queries) => (await allSettledFirst(queries.map(inTime))) as never,
    rows: async (query) => (await inTime(query)) as never,
  }
}

/** A statement that waits too long is ended by the database itself, which leaves the connection in order. */
function limited(opening: string): string {
  const left = timeLeft()
  return left === undefined ? opening : `${opening}; set local statement_timeout = ${left}`
}

/** Waits for all (so that the connection is quiet again), then throws the first failure. */
async function allSettledFirst(pending: readonly PromiseLike<unknown>[]): Promise<unknown[]> {
  const settled = await Promise.allSettled(pending)
  const failed = settled.find((one) => one.status === 'rejected')
  if (failed) throw failed.reason
  return settled.map((one) => (one.status === 'fulfilled' ? one.value : undefined))
}

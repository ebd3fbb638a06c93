import type { CompiledQuery } from 'kysely'
import type { InjectOptions } from 'fastify'
import { createApp } from '#server/app.ts'
import { auditQuery } from '#server/db/audit-entry.ts'
import type { Database, Transaction } from '#server/db/database.ts'
import type { Deps } from '#server/deps.ts'
import type { FloorParameter, FloorRoute } from './floor.ts'

interface Sent {
  readonly sql: string
  readonly parameters: readonly unknown[]
  /** How many rows a reading statement gave. */
  rows?: number | undefined
}

/** The floor has no scope; what the SQL asks of it beside the school and the day is who reads. */
const READER = {
  sql: `select set_config('app.person', $1, true)`,
  parameters: [{ from: 'user' as const }],
}
const asksWhoReads = ({ sql }: Sent): boolean => sql.includes('app_user()')

/** A database that notes down what an endpoint sends, without the session look-up, which the floor has of its own. */
function recording(db: Database, sent: Sent[]): Database {
  const note = <Q extends CompiledQuery>(query: Q): Q => {
    if (!query.sql.includes('session_actor')) sent.push({ sql: query.sql, parameters: query.parameters })
    return query
  }
  return {
    ...db,
    async read(scope, queries, options) {
      const from = sent.length
      for (const query of queries) note(query)
      for (const event of options?.audit ?? []) note(auditQuery(scope, event))
      const answers = await db.read(scope, queries, options)
      for (const [at, one] of sent.slice(from, from + queries.length).entries())
        one.rows = answers[at]?.length
      return answers
    },
    write: (scope, work) =>
      db.write(scope, (tx) => {
        const watched: Transaction = {
          run(...queries) {
            for (const query of queries) note(query)
            return tx.run(...queries)
          },
          rows: (query) => tx.rows(note(query)),
          audit(...events) {
            for (const event of events) note(auditQuery(scope, event))
            tx.audit(...events)
          },
        }
        return work(watched)
      }),
  }
}

/** What stands for a value of the one recorded request when the floor answers others. */
export type Places = ReadonlyMap<unknown, FloorParameter>

function parameterOf(value: unknown, places: Places): FloorParameter {
  const known = places.get(value)
  if (known) return known
  if (Array.isArray(value)) return { list: value.map((one) => parameterOf(one, places)) }
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' || value === null)
    return { value }
  return { value: JSON.stringify(value) }
}

/** Sends one request through the app in this process and makes the floor's route of the SQL it needed. */
export async function recordRoute(
  deps: Deps,
  request: InjectOptions,
  path: string,
  places: Places,
): Promise<FloorRoute> {
  const sent: Sent[] = []
  const { http } = await createApp({ ...deps, db: recording(deps.db, sent) }, undefined)
  const answer = await http.inject(request)
  await http.close()
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`)
  const statements = sent.map(({ sql, parameters, rows }) => ({
    sql,
    rows,
    parameters: sql.includes('insert into audit_head')
      ? auditParameters(parameters, places)
      : parameters.map((one) => parameterOf(one, places)),
  }))
  return {
    method: request.method === 'POST' ? 'POST' : 'GET',
    path,
    statements: sent.some(asksWhoReads) ? [READER, ...statements] : statements,
  }
}

/** An entry's own id is new each time. */
function auditParameters(parameters: readonly unknown[], places: Places): FloorParameter[] {
  const ENTRY_ID = 2
  return parameters.map((value, at) => (at === ENTRY_ID ? { from: 'new' } : parameterOf(value, places)))
}

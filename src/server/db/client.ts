import postgres from 'postgres'
import type { Options, PostgresType, Sql } from 'postgres'

const asText: PostgresType = { to: 1082, from: [1082], serialize: String, parse: (value: string) => value }
/** As the database writes an instant where its time zone is UTC: going through a Date costs eight times as much. */
const inUtc = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,3})\d*)?\+00$/
const asInstant: PostgresType = {
  to: 1184,
  from: [1184],
  serialize: (value: string | Date) => (value instanceof Date ? value.toISOString() : value),
  parse: (value: string) => {
    const [, day, time, fraction = ''] = inUtc.exec(value) ?? []
    return day ? `${day}T${time}.${fraction.padEnd(3, '0')}Z` : new Date(value).toISOString()
  },
}
const asNumber: PostgresType = { to: 20, from: [20], serialize: String, parse: Number }

/** A connection target: options of an embedded server, or a URL. */
export type Target = string | Options<Record<string, PostgresType>>

export interface ClientOptions {
  readonly max: number
  readonly prepare: boolean
  readonly applicationName?: string
}

/** Dates come as 'YYYY-MM-DD', instants as ISO strings (UTC), counts as numbers. */
export function connect(target: Target, { max, prepare, applicationName = 'shouwang' }: ClientOptions): Sql {
  const options: Options<Record<string, PostgresType>> = {
    max,
    prepare,
    idle_timeout: 0,
    max_lifetime: null,
    connect_timeout: 5,
    // Seconds until a lost connection is tried again; the driver's own go up to twenty.
    backoff: (failures) => Math.min(0.02 * 2 ** failures, 1),
    onnotice: () => undefined,
    types: { date: asText, instant: asInstant, int8: asNumber },
    // Instants are UTC wherever the database stands.
    connection: { application_name: applicationName, TimeZone: 'UTC' },
  }
  return typeof target === 'string'
    ? postgres(target, options)
    : postgres({ ...target, ...options, connection: { ...target.connection, ...options.connection } })
}

/**
 * Tells whether a pooler in transaction mode stands between: then two transactions of one client may run in different
 * server processes, and prepared statements would give wrong answers. Holds one transaction open while it looks.
 */
export async function detectPooler(target: Target): Promise<boolean> {
  const one = connect(target, { max: 1, prepare: false })
  const two = connect(target, { max: 1, prepare: false })
  const pid = async (sql: Sql): Promise<number> => {
    const [row] = await sql`select pg_backend_pid() as pid`
    return Number(row?.['pid'])
  }
  try {
    const first = await pid(one)
    return await two.begin(async (held) => {
      const [row] = await held`select pg_backend_pid() as pid`
      return Number(row?.['pid']) === first || (await pid(one)) !== first
    })
  } finally {
    await Promise.all([one.end({ timeout: 1 }), two.end({ timeout: 1 })])
  }
}

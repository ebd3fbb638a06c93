import type { Target } from '#server/db/client.ts'
import type { County, Session } from './county.ts'
import { startFloor, type FloorRoute } from './floor.ts'
import { deviations, rateLine, timeLine, type BenchContext, type Line } from './line.ts'
import { closedLoop, openLoop, type Call, type Calls } from './load.ts'

const CONNECTIONS = 16
const SESSION_SQL = `select "userId" as user_id from auth_session where token = $1 and "expiresAt" > now()`

/** An endpoint with the same work for the floor: calls of one number ask for the same. */
export interface Measured {
  readonly name: string
  readonly calls: Calls
  readonly floorCalls: Calls
  readonly floorRoute: FloorRoute
  /** Both loops of app and floor count on from here, so that no call is made twice where it would change the work. */
  readonly distinct?: boolean
  /** So many wait for an answer all the time, in loops of app and floor of their own. */
  readonly writers?: number
}

/** The n-th session's call: every session takes its turn, as 300 people would. */
export const turn = (sessions: readonly Session[], n: number): Session => {
  const session = sessions[n % sessions.length]
  if (!session) throw new Error('no sessions: is --sessions 0?')
  return session
}

/** The floor runs over the owner's connection: no row-level security, but the school's day as the view needs it. */
function floorTarget({ opened, today }: County): Target {
  const { ownerTarget } = opened
  if (typeof ownerTarget === 'string') return ownerTarget
  return { ...ownerTarget, connection: { ...ownerTarget.connection, 'app.today': today } }
}

/** A floor that finds other rows than the product does other work: it would be no measure. */
async function sameRows(base: string, route: FloorRoute, { path, cookie }: Call): Promise<void> {
  const answer = await fetch(base + path, { headers: { cookie: cookie ?? '' } })
  if (!answer.ok) throw new Error(`the floor answers ${answer.status}: ${await answer.text()}`)
  const found = (await answer.json()) as unknown[][]
  for (const [at, { sql, rows }] of route.statements.entries())
    if (rows !== undefined && found[at]?.length !== rows)
      throw new Error(`the floor finds ${found[at]?.length} rows for ${rows}: ${sql.slice(0, 200)}`)
}

/** Latency at the open-loop rate and throughput at 16 connections, of the app and then of the floor. */
export async function measureEndpoint(
  { settings, note }: BenchContext,
  county: County,
  measured: Measured,
): Promise<Line[]> {
  const { name, calls, floorCalls, floorRoute, distinct = false, writers } = measured
  const { rate, seconds } = settings
  const cookieName = county.opened.deps.auth.cookieName
  const floor = await startFloor({
    target: floorTarget(county),
    sessionSql: SESSION_SQL,
    cookieName,
    routes: [floorRoute],
  })
  let used = 0
  const numbered = (from: Calls): Calls => {
    const start = distinct ? used : 0
    return (n): Call => {
      used = Math.max(used, start + n + 1)
      return from(start + n)
    }
  }
  try {
    if (!distinct) await sameRows(floor.url, floorRoute, floorCalls(0))
    note(`${name}: ${rate}/s for ${seconds} s, then ${CONNECTIONS} connections; then its floor`)
    const half = Math.max(2, seconds / 2)
    const closed = (base: string, from: Calls, connections: number) =>
      closedLoop({ base, calls: numbered(from), connections, seconds: half })
    const own = await openLoop({
      base: county.app.url,
      calls: numbered(calls),
      rate,
      seconds,
      warmUpSeconds: 3,
    })
    // Before the floor writes, while what is written still changes something.
    const many = writers && (await closed(county.app.url, calls, writers))
    const bare = await openLoop({
      base: floor.url,
      calls: numbered(floorCalls),
      rate,
      seconds,
      warmUpSeconds: 3,
    })
    const bareMany = writers && (await closed(floor.url, floorCalls, writers))
    const ownRate = await closed(county.app.url, calls, CONNECTIONS)
    const bareRate = await closed(floor.url, floorCalls, CONNECTIONS)
    const round = (value: number): number => Number(value.toFixed(2))
    const differs = deviations(settings)
    const lines = [
      timeLine(`${name}.p95`, own.p95, bare.p95, {
        p50: round(own.p50), p99: round(own.p99), floorP50: round(bare.p50), failed: own.failed, floorFailed: bare.failed, ...differs,
      }), // prettier-ignore
      rateLine(`${name}.rps`, ownRate.rps, bareRate.rps, {
        connections: CONNECTIONS,
        failed: ownRate.failed,
        floorFailed: bareRate.failed,
        ...differs,
      }),
    ]
    if (!many || !bareMany) return lines
    const counts = { writers: writers ?? 0, failed: many.failed, floorFailed: bareMany.failed }
    return [...lines, timeLine(`${name}.at-once.p95`, many.p95, bareMany.p95, { ...counts, ...differs })]
  } finally {
    await floor.stop()
  }
}

import { Agent, request as send } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { percentile } from './statistics.ts'

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH'
  /** Path with query. */
  readonly path: string
  /** The session's whole cookie header: each call may be another person's. */
  readonly cookie?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** The n-th call of a run; warm-up calls come first and are numbered on. */
export type Calls = (n: number) => Call

export interface OpenLoop {
  readonly base: string
  readonly calls: Calls
  readonly rate: number
  readonly seconds: number
  readonly warmUpSeconds?: number
  readonly expected?: (status: number) => boolean
}

export interface Latency {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
  readonly requests: number
  readonly failed: number
}

const isSuccess = (status: number): boolean => status >= 200 && status < 300

/** Sends one call and reads the whole answer; resolves to its status, 0 when none came. */
function perform(agent: Agent, base: URL, call: Call): Promise<number> {
  return new Promise((resolve) => {
    const body = call.body === undefined ? undefined : Buffer.from(call.body)
    const outgoing = send(
      {
        agent,
        host: base.hostname,
        port: base.port,
        method: call.method ?? 'GET',
        path: call.path,
        headers: {
          ...call.headers,
          ...(call.cookie !== undefined && { cookie: call.cookie }),
          ...(body && { 'content-type': 'application/json', 'content-length': body.length }),
        },
      },
      (answer) => {
        answer.on('end', () => resolve(answer.statusCode ?? 0))
        answer.on('error', () => resolve(0))
        answer.resume()
      },
    )
    outgoing.setTimeout(30_000, () => outgoing.destroy())
    outgoing.on('error', () => resolve(0))
    outgoing.end(body)
  })
}

/**
 * Open loop: call n is due at n ÷ rate seconds, whether earlier ones have been answered or not, and its latency counts
 * from when it was due. A server that falls behind shows it, which a loop that waits for answers would hide.
 */
export async function openLoop({
  base,
  calls,
  rate,
  seconds,
  warmUpSeconds = 2,
  expected = isSuccess,
}: OpenLoop): Promise<Latency> {
  const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY, scheduling: 'fifo' })
  const target = new URL(base)
  const warmUp = Math.round(warmUpSeconds * rate)
  const total = warmUp + Math.round(seconds * rate)
  const times: number[] = []
  const pending: Promise<void>[] = []
  let failed = 0
  const started = performance.now()
  const launch = async (n: number, due: number): Promise<void> => {
    const status = await perform(agent, target, calls(n))
    if (n < warmUp) return
    times.push(performance.now() - due)
    if (!expected(status)) failed += 1
  }
  for (let n = 0; n < total; n += 1) {
    const due = started + (n * 1000) / rate
    const wait = due - performance.now()
    if (wait > 0) await sleep(wait)
    pending.push(launch(n, due))
  }
  await Promise.all(pending)
  agent.destroy()
  const at = (share: number): number => percentile(times, share)
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), requests: times.length, failed }
}

export interface ClosedLoop extends Omit<OpenLoop, 'rate'> {
  readonly connections: number
}

/** Closed loop: each connection sends its next call when the last is answered. Answers per second, failures, and p95. */
export async function closedLoop({
  base,
  calls,
  connections,
  seconds,
  warmUpSeconds = 1,
  expected = isSuccess,
}: ClosedLoop): Promise<{ rps: number; failed: number; p95: number }> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections })
  const target = new URL(base)
  const begin = performance.now() + warmUpSeconds * 1000
  const end = begin + seconds * 1000
  let next = 0
  let failed = 0
  const times: number[] = []
  const connection = async (): Promise<void> => {
    while (performance.now() < end) {
      const sent = performance.now()
      const status = await perform(agent, target, calls(next++))
      const now = performance.now()
      if (now < begin || now > end) continue
      times.push(now - sent)
      if (!expected(status)) failed += 1
    }
  }
  await Promise.all(Array.from({ length: connections }, connection))
  agent.destroy()
  return { rps: times.length / seconds, failed, p95: percentile(times, 0.95) }
}

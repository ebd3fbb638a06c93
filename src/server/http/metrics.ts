import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { statusOf } from '#server/http/status.ts'
import type { Deps } from '#server/deps.ts'

const loopback = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1'])

/** A proxy on this machine asks for somebody who is not. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via']

/** GET /metrics in Prometheus' text format, to callers on this machine only. */
export function addMetrics(http: FastifyInstance, _deps: Deps): void {
  const register = new Registry()
  collectDefaultMetrics({ register })
  const seconds = new Histogram({
    name: 'http_request_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'] as const,
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers: [register],
  })
  http.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    seconds.labels(request.method, route, String(reply.statusCode)).observe(reply.elapsedTime / 1000)
  })
  http.get('/metrics', async (request, reply) => {
    const isHere = loopback.has(request.socket.remoteAddress ?? '')
    if (!isHere || FORWARDED.some((name) => name in request.headers))
      return reply.code(statusOf('not-found')).send({ error: { code: 'not-found' } })
    return reply.type(register.contentType).send(await register.metrics())
  })
}

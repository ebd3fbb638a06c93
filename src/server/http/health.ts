import type { FastifyInstance } from 'fastify'
import type { Deps } from '#server/deps.ts'

const LIMIT_MS = 2000

/** GET /api/health: 200 when the database answers, else 503. Needs no sign-in and tells nothing else. */
export function addHealth(http: FastifyInstance, deps: Deps): void {
  http.get('/api/health', async (_request, reply) => {
    const late = new Promise<false>((resolve) => setTimeout(resolve, LIMIT_MS, false).unref())
    const alive = deps.db.sql`select 1`.then(
      () => true,
      () => false,
    )
    const ok = await Promise.race([alive, late])
    return reply.code(ok ? 200 : 503).send({ status: ok ? 'ok' : 'unavailable' })
  })
}

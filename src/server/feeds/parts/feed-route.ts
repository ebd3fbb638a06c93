import type { FastifyInstance } from 'fastify'
import { withDeadline } from '#server/db/deadline.ts'
import type { Deps } from '#server/deps.ts'
import { createLimit } from '#server/http/limit.ts'
import { readFeed } from '#server/feeds/service.ts'
import { sendFailure } from '#server/http/route.ts'

/** Fetches of one link, and misses from one address, in ten minutes. */
const MOST_FETCHES = 30
const MOST_MISSES = 20
const TOKEN = /^([A-Za-z0-9_-]{43})\.ics$/

/**
 * The feed of a private link. Its token stands in the address because calendars can send nothing else: it is never logged
 * (errors name the route, not the address), opens nothing but this, and a wrong one is answered like any unknown page.
 */
export function addFeedRoute(http: FastifyInstance, deps: Deps, deadlineMs: number): void {
  const fetches = createLimit(MOST_FETCHES, deps.now)
  const misses = createLimit(MOST_MISSES, deps.now)
  http.get<{ Params: { file: string } }>('/api/feed/:file', async (request, reply) => {
    const token = TOKEN.exec(request.params.file)?.[1]
    if (token !== undefined && !fetches.take(token))
      return sendFailure(reply.header('retry-after', '600'), { code: 'too-many-requests' })
    const text = token === undefined ? undefined : await withDeadline(deadlineMs, () => readFeed(deps, token))
    if (text === undefined) {
      const code = misses.take(request.ip) ? 'not-found' : 'too-many-requests'
      return sendFailure(code === 'not-found' ? reply : reply.header('retry-after', '600'), { code })
    }
    return reply
      .type('text/calendar; charset=utf-8')
      .header('content-disposition', 'inline; filename="shouwang.ics"')
      .header('x-robots-tag', 'noindex')
      .send(text)
  })
}

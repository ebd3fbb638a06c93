import type { FastifyInstance } from 'fastify'
import type { Env } from '#server/env.ts'
import { sendFailure } from '#server/http/route.ts'

/** Headers of every answer, and the refusal of changes that another site asks for (cross-site request forgery). */
export function addSecurityHeaders(http: FastifyInstance, env: Env): void {
  const https = env.publicUrl?.startsWith('https://') ?? false
  http.addHook('onRequest', async (request, reply) => {
    if (request.method === 'GET' || request.method === 'HEAD') return
    const site = request.headers['sec-fetch-site']
    if (site !== undefined && site !== 'same-origin' && site !== 'none')
      return sendFailure(reply, { code: 'forbidden' })
    const origin = request.headers.origin
    if (origin !== undefined && hostOf(origin) !== request.headers.host && origin !== env.publicUrl)
      return sendFailure(reply, { code: 'forbidden' })
  })
  http.addHook('onSend', async (request, reply) => {
    reply.header('x-content-type-options', 'nosniff')
    reply.header('referrer-policy', 'same-origin')
    // The sign-in page stands within an open page whose session has ended; nothing stands within another site.
    reply.header('x-frame-options', isSignIn(request.url) ? 'SAMEORIGIN' : 'DENY')
    reply.header('cross-origin-opener-policy', 'same-origin')
    if (https) reply.header('strict-transport-security', 'max-age=31536000')
    if (request.url.startsWith('/api/')) reply.header('cache-control', 'no-store')
  })
}

const isSignIn = (url: string): boolean => /^\/sign-in(\.html)?(\?|$)/.test(url)

function hostOf(origin: string): string | undefined {
  return URL.parse(origin)?.host
}

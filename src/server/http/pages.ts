import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { brotliCompressSync, constants } from 'node:zlib'
import { hasAccounts } from '#server/accounts/service.ts'
import { withDeadline } from '#server/db/deadline.ts'
import type { Deps } from '#server/deps.ts'
import { sendFailure } from '#server/http/route.ts'

/** The sign-in page does not wait for a database that hangs. */
const LOOK_MS = 1000
const YEAR_SECONDS = 31_536_000

interface Page {
  readonly plain: Buffer
  readonly brotli: Buffer
  readonly policy: string
}

/** The built client: hashed assets for ever, the pages never cached, every other address the app's shell. */
export async function addPages(http: FastifyInstance, deps: Deps, folder: string | undefined): Promise<void> {
  http.setNotFoundHandler((_request, reply) => sendFailure(reply, { code: 'not-found' }))
  if (!folder || !existsSync(join(folder, 'index.html'))) return
  await http.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    index: false,
    preCompressed: true,
    globIgnore: ['*.html'],
    setHeaders: (reply, path) => {
      const forever = path.includes('/assets/')
      void reply.header('cache-control', forever ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache')
    },
  })
  const shell = readPage(join(folder, 'index.html'))
  const signIn = readPage(join(folder, 'sign-in.html'), { within: `'self'` })
  // The page says so itself, without a second request: who comes before the set-up looks for the printed link.
  const freshSignIn = readPage(join(folder, 'sign-in.html'), {
    change: (html) => html.replace('<html', '<html data-fresh'),
  })
  let isSetUp = false
  const isFresh = async (): Promise<boolean> => {
    if (isSetUp) return false
    const found = await withDeadline(LOOK_MS, () => hasAccounts(deps)).catch(() => undefined)
    isSetUp = found === true
    return found === false
  }
  const hasSession = (cookies: string | undefined): boolean =>
    cookies?.includes(`${deps.auth.cookieName}=`) ?? false
  // Fetched under their own names by the service worker, with or without a session.
  http.get('/index.html', async (request, reply) =>
    sendPage(reply, shell, request.headers['accept-encoding']),
  )
  http.get('/sign-in.html', async (request, reply) =>
    sendPage(reply, signIn, request.headers['accept-encoding']),
  )
  http.get('/sign-in', async (request, reply) =>
    sendPage(reply, (await isFresh()) ? freshSignIn : signIn, request.headers['accept-encoding']),
  )
  http.get('/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    if (path.startsWith('/api/') || /\.[a-z0-9]+$/i.test(path))
      return sendFailure(reply, { code: 'not-found' })
    const open = path.startsWith('/setup/') || path === '/ui'
    if (open || hasSession(request.headers.cookie))
      return sendPage(reply, shell, request.headers['accept-encoding'])
    const next = path === '/' ? '' : `?next=${encodeURIComponent(path)}`
    return reply.header('cache-control', 'no-store').redirect(`/sign-in${next}`)
  })
}

function sendPage(reply: FastifyReply, page: Page, accepts: string | string[] | undefined): FastifyReply {
  const brotli = String(accepts ?? '').includes('br')
  void reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('vary', 'accept-encoding')
  void reply.header('content-security-policy', page.policy)
  if (brotli) void reply.header('content-encoding', 'br')
  return reply.send(brotli ? page.brotli : page.plain)
}

interface Reading {
  change?: (html: string) => string
  /** Within which pages it may stand: the sign-in page within an open page whose session has ended. */
  within?: `'none'` | `'self'`
}

function readPage(file: string, { change = (html) => html, within = `'none'` }: Reading = {}): Page {
  const plain = Buffer.from(change(readFileSync(file, 'utf8')))
  const brotli = brotliCompressSync(plain, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } })
  return { plain, brotli, policy: policyFor(plain.toString(), within) }
}

/** Nothing from elsewhere; the page's own inline scripts by their hash. */
function policyFor(html: string, within: string): string {
  const inline = [...html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g)]
  const hashes = inline.map(
    ([, text]) =>
      `'sha256-${createHash('sha256')
        .update(text ?? '')
        .digest('base64')}'`,
  )
  return [
    `default-src 'self'`,
    `script-src ${["'self'", ...hashes].join(' ')}`,
    `style-src 'self' 'unsafe-inline'`,
    `img-src 'self' data: blob:`,
    `connect-src 'self'`,
    `frame-ancestors ${within}`,
    `base-uri 'none'`,
    `form-action 'self'`,
    `object-src 'none'`,
  ].join('; ')
}

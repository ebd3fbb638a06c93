import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerLink, readLink } from '#server/contacts/parts/answer.ts'
import { LINK_POLICY, linkHtml, sayingHtml } from '#server/contacts/parts/link-html.ts'
import type { Language } from '#server/contacts/parts/link-words.ts'
import { withDeadline } from '#server/db/deadline.ts'
import type { Deps } from '#server/deps.ts'
import { failureOf } from '#server/http/failure.ts'
import { createLimit } from '#server/http/limit.ts'
import { statusOf } from '#server/http/status.ts'

/** Looks at one link, and misses from one address, in ten minutes. */
const MOST_LOOKS = 30
const MOST_MISSES = 20
const TOKEN = /^[A-Za-z0-9_-]{43}$/
/** Bytes of a form: thirty people with a number each need less. */
const FORM_LIMIT = 16 * 1024
const RETRY_SECONDS = '600'

interface Asked {
  Params: { token: string }
  Querystring: { lang?: string }
}

function languageOf(request: FastifyRequest<Asked>): Language {
  const { lang } = request.query
  if (lang === 'en' || lang === 'zh') return lang
  return (request.headers['accept-language'] ?? 'zh').toLowerCase().startsWith('en') ? 'en' : 'zh'
}

const sendPage = (reply: FastifyReply, status: number, html: string): FastifyReply =>
  reply
    .code(status)
    .type('text/html; charset=utf-8')
    .header('content-security-policy', LINK_POLICY)
    .header('cache-control', 'no-store')
    .header('x-robots-tag', 'noindex')
    .send(html)

/**
 * The page behind a guardian's private link, without sign-in: this household's own numbers, masked, and nothing else. The
 * token is never logged (errors name the route), a wrong one is answered like an old one, and looking does not spend it,
 * because messengers look at links first.
 */
export function addContactLinkRoute(http: FastifyInstance, deps: Deps, deadlineMs: number): void {
  const looks = createLimit(MOST_LOOKS, deps.now)
  const misses = createLimit(MOST_MISSES, deps.now)

  function missed(request: FastifyRequest<Asked>, reply: FastifyReply): FastifyReply {
    const language = languageOf(request)
    if (misses.take(request.ip)) return sendPage(reply, 404, sayingHtml('gone', language))
    return sendPage(reply.header('retry-after', RETRY_SECONDS), 429, sayingHtml('busy', language))
  }

  function tokenOf(request: FastifyRequest<Asked>): string | undefined {
    return TOKEN.test(request.params.token) ? request.params.token : undefined
  }

  // In a scope of its own: nowhere else is a form's encoding read.
  void http.register(async (pages) => {
    pages.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: FORM_LIMIT },
      (_request, body, done) => done(null, new URLSearchParams(String(body))),
    )
    pages.setErrorHandler<FastifyError, Asked>((error, request, reply) =>
      sendPage(reply, statusOf(failureOf(error, request).code), sayingHtml('down', languageOf(request))),
    )
    pages.get<Asked>('/contact/:token', (request, reply) =>
      withDeadline(deadlineMs, async () => {
        const token = tokenOf(request)
        const language = languageOf(request)
        if (token !== undefined && !looks.take(token))
          return sendPage(reply.header('retry-after', RETRY_SECONDS), 429, sayingHtml('busy', language))
        const page = token === undefined ? undefined : await readLink(deps, token)
        return page === undefined ? missed(request, reply) : sendPage(reply, 200, linkHtml(page, language))
      }),
    )
    pages.post<Asked>('/contact/:token', (request, reply) =>
      withDeadline(deadlineMs, async () => {
        const token = tokenOf(request)
        const language = languageOf(request)
        if (token !== undefined && !looks.take(token))
          return sendPage(reply.header('retry-after', RETRY_SECONDS), 429, sayingHtml('busy', language))
        const form = request.body instanceof URLSearchParams ? request.body : new URLSearchParams()
        const sent = {
          notMine: form.has('notMine'),
          answerOf: (id: string) => {
            const phone = form.get(`p.${id}`) ?? ''
            // A number written without choosing first is still the answer.
            return { choice: form.get(`a.${id}`) ?? (phone.trim() === '' ? '' : 'number'), phone }
          },
        }
        const outcome = token === undefined ? { kind: 'gone' as const } : await answerLink(deps, token, sent)
        if (outcome.kind === 'gone') return missed(request, reply)
        if (outcome.kind === 'done') return sendPage(reply, 200, sayingHtml('thanks', language))
        return sendPage(reply, 422, linkHtml(outcome.page, language, { sent, wrong: outcome.wrong }))
      }),
    )
  })
}

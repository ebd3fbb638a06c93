import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hasDay } from '#shared/access/policy.ts'
import type { ErrorCode, Failure } from '#shared/errors.ts'
import { withDeadline } from '#server/db/deadline.ts'
import type { Deps } from '#server/deps.ts'
import { unstorable } from '#server/http/input.ts'
import { sendFailure } from '#server/http/route.ts'
import type { SignedIn } from '#server/http/context.ts'
import { findSignedIn, isPageOfAnother } from '#server/http/session.ts'
import { putOwnOnRecord } from '#server/accounts/parts/on-record.ts'
import { sessionInfo } from '#server/accounts/parts/own-session.ts'
import { endIfChanged, passwordBefore } from '#server/accounts/parts/password-changed.ts'

const SIGN_IN = '/api/auth/sign-in/username'
const SIGN_OUT = '/api/auth/sign-out'

/**
 * What of better-auth is reachable from outside, and what each is told; everything else does not exist. The library would
 * also trust a device for thirty days without a code, for whoever asks.
 */
const allowed: Readonly<Record<string, readonly string[]>> = {
  [SIGN_IN]: ['username', 'password'],
  [SIGN_OUT]: [],
  '/api/auth/two-factor/enable': ['password'],
  '/api/auth/two-factor/verify-totp': ['code'],
  '/api/auth/two-factor/verify-backup-code': ['code'],
}

/** What of its answers goes out; it would also tell the token of the session, which no script of a page may know. */
const TOLD = ['twoFactorRedirect', 'totpURI', 'backupCodes']

const codes: Readonly<Record<string, ErrorCode>> = {
  'account-locked': 'account-locked',
  'used-code': 'used-code',
  TOO_MANY_ATTEMPTS_REQUEST_NEW_CODE: 'unauthenticated',
  // The ten minutes between password and code are over.
  INVALID_TWO_FACTOR_COOKIE: 'unauthenticated',
}

/** Sign-in, sign-out and second factor, answered by better-auth, with failures in our one wire shape. */
export function addAuthRoutes(http: FastifyInstance, deps: Deps, deadlineMs: number): void {
  http.post('/api/auth/*', async (request, reply) => {
    const path = request.url.split('?')[0] ?? ''
    const fieldsOf = Object.hasOwn(allowed, path) ? allowed[path] : undefined
    if (!fieldsOf) return sendFailure(reply, { code: 'not-found' })
    const fields = unstorable(request.body)
    if (fields.length > 0) return sendFailure(reply, { code: 'invalid-input', fields })
    const before = await withDeadline(deadlineMs, () => findSignedIn(deps, request.headers.cookie))
    if (before && isPageOfAnother(request.headers, before))
      return sendFailure(reply, { code: 'other-person' })
    const password = await withDeadline(deadlineMs, () =>
      passwordBefore(deps, request, path === SIGN_IN, before),
    )
    const response = await withDeadline(deadlineMs, () =>
      deps.db.bounded(() => deps.auth.handler(asWebRequest(request, deps, fieldsOf))),
    )
    const text = await response.text()
    if (response.status >= 400) return sendFailure(reply, failureOf(response.status, text))
    const cookies = response.headers.getSetCookie()
    const answer: Record<string, unknown> = { ...only(TOLD, parse(text)) }
    const asksForCode = answer['twoFactorRedirect'] === true
    const first = await withDeadline(deadlineMs, () =>
      deps.db.bounded(async () => {
        const user = await findSignedIn(deps, cookies.map((one) => one.split(';')[0]).join('; '))
        if ((user || asksForCode) && (await endIfChanged(deps, password, user))) return undefined
        await record(deps, path, before, user)
        // Whether the app's first screen has a list of the day, so that it asks for none in vain.
        return user ? { hasDay: hasDay(await sessionInfo(deps, user, undefined)) } : {}
      }),
    )
    // The library knows nothing of disabled accounts: theirs is a session that opens nothing.
    const signsIn = path === SIGN_IN || (path !== SIGN_OUT && !before)
    if (first === undefined || (signsIn && !asksForCode && !('hasDay' in first)))
      return sendFailure(reply, { code: path === SIGN_IN ? 'sign-in-failed' : 'unauthenticated' })
    for (const cookie of cookies) void reply.header('set-cookie', cookie)
    return reply.code(response.status).send({ ...answer, ...first })
  })
}

/** What changed of an account: a second factor that is on from now, a backup code that is used up. */
async function record(
  deps: Deps,
  path: string,
  before: SignedIn | undefined,
  after: SignedIn | undefined,
): Promise<void> {
  const user = after ?? before
  if (!user) return
  const action = path.endsWith('/verify-backup-code')
    ? 'useBackupCode'
    : path.endsWith('/verify-totp') && before?.twoFactor === false
      ? 'setUpSecondFactor'
      : undefined
  if (action) await deps.db.atomic((tx) => putOwnOnRecord(deps, tx, user, { action }))
}

function asWebRequest(request: FastifyRequest, deps: Deps, fields: readonly string[]): Request {
  const headers = new Headers()
  for (const name of ['cookie', 'user-agent', 'origin', 'content-type']) {
    const value = request.headers[name]
    if (typeof value === 'string') headers.set(name, value)
  }
  headers.set('x-shouwang-ip', request.ip)
  const base = deps.env.publicUrl ?? `http://${request.headers.host ?? 'localhost'}`
  return new Request(new URL(request.url, base), {
    method: 'POST',
    headers,
    body: JSON.stringify(told(request.body, fields)),
  })
}

/** Names, passwords and codes are text; anything else is as if it were not there. */
function told(body: unknown, fields: readonly string[]): object {
  if (typeof body !== 'object' || body === null) return {}
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return only(fields, Object.fromEntries(texts))
}

const only = (names: readonly string[], of: object): object =>
  Object.fromEntries(Object.entries(of).filter(([name]) => names.includes(name)))

function failureOf(status: number, text: string): Failure {
  const body = parse(text)
  const code = codes[String(body['code'])]
  if (code === 'account-locked') return { code, params: { until: String(body['until']) } }
  if (code) return { code }
  return { code: status >= 500 ? 'internal' : 'sign-in-failed' }
}

function parse(text: string): Record<string, unknown> {
  try {
    return JSON.parse(text) as Record<string, unknown>
  } catch {
    return {}
  }
}

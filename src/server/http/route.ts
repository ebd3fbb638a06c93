import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { FileAnswer, type Endpoint, type InputOf, type ResponseOf } from '#shared/contract.ts'
import { hasRole } from '#shared/access/policy.ts'
import { fail, ok, type Failure, type Result } from '#shared/errors.ts'
import { withDeadline } from '#server/db/deadline.ts'
import type { Deps } from '#server/deps.ts'
import { recordAttempt } from '#server/http/attempt.ts'
import { contextFor, type Context, type SignedIn } from '#server/http/context.ts'
import { sendFile } from '#server/http/download.ts'
import { fieldErrorsOf, unstorable } from '#server/http/input.ts'
import { findSignedIn, isPageOfAnother } from '#server/http/session.ts'
import { statusOf } from '#server/http/status.ts'

type AnyEndpoint = Endpoint

/** Raw bytes of an upload with the name the person gave the file. */
export interface Upload {
  readonly bytes: Buffer
  readonly fileName: string
}

type Handler<E extends AnyEndpoint> = (
  context: Context,
  input: InputOf<E>,
  upload: Upload,
) => Promise<Result<ResponseOf<E>>>
type OpenHandler<E extends AnyEndpoint> = (input: InputOf<E>) => Promise<Result<ResponseOf<E>>>
type SignedInHandler<E extends AnyEndpoint> = (
  user: SignedIn,
  input: InputOf<E>,
  wantedSchool: string | undefined,
) => Promise<Result<ResponseOf<E>>>

/** Every route of the app, for OpenAPI and for the permissions walk. */
export interface Router {
  readonly endpoints: readonly AnyEndpoint[]
  /** A route for people with a role in a school. */
  add<E extends AnyEndpoint>(endpoint: E, handler: Handler<E>): void
  /** A route for whoever is signed in, with or without a role today: the own session. */
  addSignedIn<E extends AnyEndpoint>(endpoint: E, handler: SignedInHandler<E>): void
  /** A route that anybody may call: set-up. */
  addOpen<E extends AnyEndpoint>(endpoint: E, handler: OpenHandler<E>): void
}

/** Milliseconds an ordinary request may ask of the database. */
export const DEADLINE_MS = 15_000

export function createRouter(app: FastifyInstance, deps: Deps, deadlineMs: number): Router {
  const endpoints: AnyEndpoint[] = []

  function register(
    endpoint: AnyEndpoint,
    handle: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>,
  ): void {
    endpoints.push(endpoint)
    app.route({
      method: endpoint.method,
      url: endpoint.path,
      ...(endpoint.bodyLimit ? { bodyLimit: endpoint.bodyLimit } : {}),
      handler: (request, reply) => withDeadline(deadlineMs, () => handle(request, reply)),
    })
  }

  async function whoAsks({ headers }: FastifyRequest): Promise<Result<SignedIn>> {
    const user = await findSignedIn(deps, headers.cookie)
    if (!user) return fail('unauthenticated')
    return isPageOfAnother(headers, user) ? fail('other-person') : ok(user)
  }

  /** Who asks, in which school, and for what: all that stands before a handler. */
  async function inSchool(
    endpoint: AnyEndpoint,
    request: FastifyRequest,
  ): Promise<Result<{ context: Context; input: unknown }>> {
    const asker = await whoAsks(request)
    if (!asker.ok) return asker
    const user = asker.value
    const gate = gateFailure(endpoint, user)
    if (gate) return { ok: false, error: gate }
    const context = contextFor(user, headerText(request, 'x-school'), deps.now())
    if (!context) return fail('not-found')
    if (endpoint.access.kind === 'roles' && !hasRole(context.actor, ...endpoint.access.roles))
      return fail('forbidden')
    const input = parseInput(endpoint, request)
    return input.ok ? { ok: true, value: { context, input: input.value } } : input
  }

  return {
    endpoints,
    add: (endpoint, handler) =>
      register(endpoint, async (request, reply) => {
        const asked = await inSchool(endpoint, request)
        if (!asked.ok) return sendFailure(reply, asked.error)
        const { context, input } = asked.value
        const result = await withoutDeadlineIfLong(endpoint, () =>
          handler(context, input as never, uploadOf(endpoint, request)),
        )
        if (!result.ok) await recordAttempt(deps, context, { input, failure: result.error })
        return answer(endpoint, reply, result)
      }),
    addSignedIn: (endpoint, handler) =>
      register(endpoint, async (request, reply) => {
        const asker = await whoAsks(request)
        if (!asker.ok) return sendFailure(reply, asker.error)
        const user = asker.value
        const gate = gateFailure(endpoint, user)
        if (gate) return sendFailure(reply, gate)
        const input = parseInput(endpoint, request)
        if (!input.ok) return sendFailure(reply, input.error)
        return answer(
          endpoint,
          reply,
          await handler(user, input.value as never, headerText(request, 'x-school')),
        )
      }),
    addOpen: (endpoint, handler) =>
      register(endpoint, async (request, reply) => {
        const input = parseInput(endpoint, request)
        if (!input.ok) return sendFailure(reply, input.error)
        return answer(endpoint, reply, await handler(input.value as never))
      }),
  }
}

function withoutDeadlineIfLong<T>(endpoint: AnyEndpoint, work: () => T): T {
  return endpoint.takesLong ? withDeadline(undefined, work) : work()
}

/** A first password must be changed, and an administrator needs a second factor, before anything else works. */
function gateFailure(endpoint: AnyEndpoint, user: SignedIn): Failure | undefined {
  if (endpoint.beforePasswordChange) return undefined
  if (user.mustChangePassword) return { code: 'password-change-required' }
  if (!user.twoFactor && user.grants.some((grant) => grant.role === 'administrator'))
    return { code: 'second-factor-required' }
  return undefined
}

function parseInput(
  endpoint: AnyEndpoint,
  request: FastifyRequest,
): Result<{ params: unknown; query: unknown; body: unknown }> {
  const parse = (schema: z.ZodType | undefined, value: unknown) => schema?.safeParse(value)
  const params = parse(endpoint.params, request.params)
  // An id that cannot be one names nothing: the same answer as for a record that does not exist.
  if (params && !params.success) return { ok: false, error: { code: 'not-found' } }
  if (unstorable(request.params).length > 0) return { ok: false, error: { code: 'not-found' } }
  const refused = [...unstorable(request.query), ...unstorable(request.body)]
  if (refused.length > 0) return { ok: false, error: { code: 'invalid-input', fields: refused } }
  const query = parse(endpoint.query, request.query)
  if (query && !query.success)
    return { ok: false, error: { code: 'invalid-input', fields: fieldErrorsOf(query.error) } }
  const body = parse(endpoint.body, request.body ?? {})
  if (body && !body.success)
    return { ok: false, error: { code: 'invalid-input', fields: fieldErrorsOf(body.error) } }
  return { ok: true, value: { params: params?.data, query: query?.data, body: body?.data } }
}

async function answer(endpoint: AnyEndpoint, reply: FastifyReply, result: Result<unknown>): Promise<unknown> {
  if (!result.ok) return sendFailure(reply, result.error)
  if (endpoint.download) return sendFile(reply, FileAnswer.parse(result.value))
  // The response schema strips whatever the endpoint did not promise to show.
  return reply.send(endpoint.response.parse(result.value))
}

export function sendFailure(reply: FastifyReply, failure: Failure): FastifyReply {
  if (failure.code === 'unavailable') void reply.header('retry-after', '2')
  return reply.code(statusOf(failure.code)).send({ error: failure })
}

function headerText(request: FastifyRequest, name: string): string | undefined {
  const value = request.headers[name]
  return typeof value === 'string' && value !== '' ? value : undefined
}

function uploadOf(endpoint: AnyEndpoint, request: FastifyRequest): Upload {
  if (!endpoint.upload) return { bytes: Buffer.alloc(0), fileName: '' }
  const name = headerText(request, 'x-file-name') ?? ''
  return {
    bytes: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
    fileName: safeDecode(name).slice(0, 200),
  }
}

function safeDecode(text: string): string {
  try {
    return decodeURIComponent(text).replaceAll('\0', '').toWellFormed()
  } catch {
    return ''
  }
}

import type { z } from 'zod'
import type { Endpoint, ReceivedFrom } from '#shared/contract.ts'
import type { ErrorCode, FieldError, Params } from '#shared/errors.ts'
import { ApiError } from './api-error.ts'
import { leaveToOther, personOfPage, sessionEnded } from './leave.ts'
import { reportReachable, reportUnreachable } from './online.ts'

/** One part of the input: needed when its schema needs anything, absent when the endpoint declares none. */
type Part<Name extends string, Schema> = Schema extends z.ZodType
  ? object extends z.input<Schema>
    ? { [K in Name]?: z.input<Schema> }
    : { [K in Name]: z.input<Schema> }
  : unknown

/** A file is sent as it is, to endpoints that declare no body. */
type BodyPart<Schema> = Schema extends z.ZodType ? Part<'body', Schema> : { body?: Blob }

/** What a call must be given: exactly the parts its endpoint declares. */
export type CallInput<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? Part<'params', P> & Part<'query', Q> & BodyPart<B> & { signal?: AbortSignal | undefined }
    : never
type Arguments<E> = object extends CallInput<E> ? [input?: CallInput<E>] : [input: CallInput<E>]
type Loose = { params?: unknown; query?: unknown; body?: unknown; signal?: AbortSignal | undefined }
/** An endpoint of any shape: the shapes are checked by CallInput. */
type AnyEndpoint = Pick<Endpoint, 'method' | 'path'>

const entriesOf = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

/** The address of an endpoint with its parameters filled in, for links and downloads. */
export function addressOf(endpoint: AnyEndpoint, { params, query }: Loose = {}): string {
  let path = endpoint.path
  for (const [name, value] of entriesOf(params))
    path = path.replace(`:${name}`, encodeURIComponent(String(value)))
  const search = new URLSearchParams()
  for (const [name, value] of entriesOf(query)) {
    if (value === undefined || value === null) continue
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one))
  }
  // Not `search.size`, which Chrome 109 and Safari 16 do not know.
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

/** The page's inline script may have asked already, while the app was still on its way. */
function earlyAnswer(method: string, address: string): Promise<Response> | undefined {
  const answer = method === 'GET' ? window.early?.[address] : undefined
  if (answer !== undefined) delete window.early?.[address]
  return answer
}

function request(endpoint: AnyEndpoint, input: Loose): Promise<Response> {
  const address = addressOf(endpoint, input)
  const early = earlyAnswer(endpoint.method, address)
  if (early !== undefined) return early
  const isFile = input.body instanceof Blob
  const headers: Record<string, string> = { accept: 'application/json' }
  const person = personOfPage()
  if (person !== undefined) headers['x-person'] = person
  if (input.body !== undefined)
    headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json'
  if (input.body instanceof File) headers['x-file-name'] = encodeURIComponent(input.body.name)
  return fetch(address, {
    method: endpoint.method,
    credentials: 'same-origin',
    headers,
    signal: input.signal ?? null,
    body:
      input.body instanceof Blob ? input.body : input.body === undefined ? null : JSON.stringify(input.body),
  })
}

interface WireFailure {
  code?: ErrorCode
  params?: Params
  fields?: readonly FieldError[]
}

/** The failure an answer carries; answers of a proxy in between have no code of ours. */
function failureOf(status: number, text: string, writes: boolean): ApiError {
  let wire: WireFailure = {}
  try {
    const parsed = JSON.parse(text) as { error?: WireFailure } & WireFailure
    wire = parsed.error ?? parsed
  } catch {
    // Not JSON: a proxy's page.
  }
  const fallback: ErrorCode =
    status >= 502 && status <= 504 ? 'unavailable' : status === 404 ? 'not-found' : 'internal'
  const code = wire.code ?? fallback
  // Too late is said of a commit, too, that went through after all.
  return new ApiError(status, { ...wire, code, unsure: writes && code === 'unavailable' })
}

/** Queries can be given up; what is to be kept never is. */
const keeps = ({ method }: AnyEndpoint, { signal }: Loose): boolean =>
  method !== 'GET' && signal === undefined

/** Longer than the server ever takes for a read: by then nothing comes any more. */
const LONGEST_MS = 30_000

function inTime(answer: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('no answer')), LONGEST_MS)
    answer.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

/** No answer, or one that broke off on its way. Given up on purpose it is no failure of the line. */
function brokenOff(error: unknown, unsure: boolean): unknown {
  if (error instanceof DOMException && error.name === 'AbortError') return error
  reportUnreachable()
  return new ApiError(0, { code: 'offline', unsure })
}

async function answerOf(endpoint: AnyEndpoint, input: Loose): Promise<Response> {
  const mayArrive = navigator.onLine
  try {
    return await (endpoint.method === 'GET' ? inTime(request(endpoint, input)) : request(endpoint, input))
  } catch (error) {
    throw brokenOff(error, mayArrive && keeps(endpoint, input))
  }
}

/** Reads the whole of an answer; a page that a network shows in between, such as its own sign-in, is none. */
async function readAll<Read>(endpoint: AnyEndpoint, input: Loose, read: () => Promise<Read>): Promise<Read> {
  try {
    const whole = await read()
    reportReachable()
    return whole
  } catch (error) {
    throw brokenOff(error, keeps(endpoint, input))
  }
}

/**
 * Calls an endpoint of this server. When the session has ended the person signs in again: a read then goes on by itself, a
 * write fails and is sent anew by whoever pressed for it.
 * @throws ApiError with the server's code, or `offline` when no answer came.
 */
export async function call<E extends AnyEndpoint>(
  endpoint: E,
  ...[input]: Arguments<E>
): Promise<ReceivedFrom<E>> {
  return (await exchange(endpoint, input ?? {})) as ReceivedFrom<E>
}

/** The untyped half of `call`. @throws ApiError */
export async function exchange(endpoint: AnyEndpoint, input: Loose = {}): Promise<unknown> {
  const response = await goodAnswer(endpoint, input)
  return readAll(endpoint, input, async () => {
    const text = await response.text()
    return text === '' ? null : (JSON.parse(text) as unknown)
  })
}

/** An answer that is no failure, still unread. @throws ApiError */
async function goodAnswer(endpoint: AnyEndpoint, input: Loose): Promise<Response> {
  const response = await answerOf(endpoint, input)
  if (response.ok) return response
  const text = await readAll(endpoint, input, () => response.text())
  const error = failureOf(response.status, text, keeps(endpoint, input))
  if (error.code === 'other-person') return leaveToOther()
  if (error.code === 'unauthenticated') {
    await sessionEnded()
    if (endpoint.method === 'GET') return goodAnswer(endpoint, input)
  }
  throw error
}

/** The name the server gives a file (RFC 6266). */
const fileNameOf = (response: Response): string =>
  decodeURIComponent(
    /filename\*=UTF-8''([^;]+)/.exec(response.headers.get('content-disposition') ?? '')?.[1] ?? '',
  )

/** Fetches a file and lets the browser save it: for what must not be asked for in an address. @throws ApiError */
export async function save<E extends AnyEndpoint>(endpoint: E, ...[input]: Arguments<E>): Promise<void> {
  const response = await goodAnswer(endpoint, input ?? {})
  const file = await readAll(endpoint, input ?? {}, () => response.blob())
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = fileNameOf(response)
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

import { z } from 'zod'
import { STAFF, type Role } from '#shared/access/schema.ts'

/** Who may call an endpoint at all; the feature's policy then decides about the single record. */
export type Access =
  | { readonly kind: 'public'; readonly because: string }
  | { readonly kind: 'signedIn' }
  | { readonly kind: 'roles'; readonly roles: readonly Role[] }

type Shape = z.ZodType | undefined

export interface Endpoint<
  Params extends Shape = Shape,
  Query extends Shape = Shape,
  Body extends Shape = Shape,
  Response extends z.ZodType = z.ZodType,
> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Path with `:name` parameters, beginning with /api/. */
  readonly path: string
  readonly summary: string
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly response: Response
  /** Bytes; the default limit is 256 KiB. */
  readonly bodyLimit?: number
  /** The body is a file: raw bytes with its name in the header `x-file-name` (percent-encoded). */
  readonly upload?: boolean
  /** The answer is a file (FileAnswer), sent as bytes to be saved, never to be run. */
  readonly download?: boolean
  /** Takes as long as it needs (an import, a plan for a whole school): exempt from the deadline of requests. */
  readonly takesLong?: boolean
  /** Reads nothing and changes nothing of the school's: may be called before a first password is changed. */
  readonly beforePasswordChange?: boolean
}

type Parsed<S extends Shape> = S extends z.ZodType ? z.output<S> : undefined
export type InputOf<E> =
  E extends Endpoint<infer P, infer Q, infer B, infer _R>
    ? { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B> }
    : never

export type ResponseOf<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.input<R> : never
export type ReceivedFrom<E> = E extends Endpoint<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never

/** A file as an answer: its bytes, or as they are made. */
export const FileAnswer = z.object({
  bytes: z.union([
    z.instanceof(Uint8Array),
    z.custom<AsyncIterable<Uint8Array>>(
      (value) => typeof value === 'object' && value !== null && Symbol.asyncIterator in value,
    ),
  ]),
  mime: z.string(),
  fileName: z.string(),
})
export type FileAnswer = z.infer<typeof FileAnswer>

/** Declares one endpoint: request and response schema, and who may call it. */
export function endpoint<
  Response extends z.ZodType,
  Params extends Shape = undefined,
  Query extends Shape = undefined,
  Body extends Shape = undefined,
>(definition: Endpoint<Params, Query, Body, Response>): Endpoint<Params, Query, Body, Response> {
  return definition
}

export const roles = (...list: readonly Role[]): Access => ({ kind: 'roles', roles: list })
/** Whoever works with the children or for them; an auditor sees the log and no child. */
export const carers = roles(
  'administrator',
  'principal',
  'archiveKeeper',
  'classTeacher',
  'helpingTeacher',
  'counsellor',
)
/** Everybody who works in the school, and no volunteer (H-09). */
export const staff = roles(...STAFF)
export const signedIn: Access = { kind: 'signedIn' }
export const open = (because: string): Access => ({ kind: 'public', because })

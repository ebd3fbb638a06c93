import type { ErrorCode, FieldError, Params } from '#shared/errors.ts'

/** What the client can run into: a code of the server, or no answer at all. */
export type ClientErrorCode = ErrorCode | 'offline'

/** A call that did not succeed; `status` is 0 when no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ClientErrorCode
  readonly params: Params
  readonly fields: readonly FieldError[]
  /** Something was to be kept, and whether it was is not known: no answer came, or only that the server was too late. */
  readonly unsure: boolean

  constructor(
    status: number,
    failure: {
      code: ClientErrorCode
      params?: Params
      fields?: readonly FieldError[]
      unsure?: boolean
    },
  ) {
    super(failure.code)
    this.name = 'ApiError'
    this.status = status
    this.code = failure.code
    this.params = failure.params ?? {}
    this.fields = failure.fields ?? []
    this.unsure = failure.unsure ?? false
  }
}

/** Nothing came back: no signal, or a network that leads nowhere. */
export const isNoAnswer = (error: unknown): boolean => error instanceof ApiError && error.code === 'offline'

/** Nobody knows whether it was kept; sent again it is not kept twice. */
export const isUnsure = (error: unknown): boolean =>
  isNoAnswer(error) || (error instanceof ApiError && error.unsure)

/** Worth trying again without a change: no signal, or the server is restarting. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'offline' || error.code === 'unavailable')

/** Has nothing to do with what was sent: the session ended, or something of ours failed. After signing in it goes on. */
const NOT_REFUSED: readonly ClientErrorCode[] = [
  'offline',
  'unavailable',
  'disk-full',
  'unauthenticated',
  'password-change-required',
  'second-factor-required',
  'too-many-requests',
  'internal',
]

/** Refused as it is, and would be again: the only reason to forget what was not kept. */
export const isRefused = (error: unknown): boolean =>
  error instanceof ApiError && !NOT_REFUSED.includes(error.code)

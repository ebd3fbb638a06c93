import type { ErrorCode, FieldError, Params } from '#shared/errors.ts'

/** What the client can run into: a code of the server, or no answer at all. */
export type ClientErrorCode = ErrorCode | 'offline'

/** A call that did not succeed; `status` is 0 when no answer came. */
export class ApiError extends Error {
  readonly status: number
  readonly code: ClientErrorCode
  readonly params: Params
  readonly fields: readonly FieldError[]

  constructor(
    status: number,
    failure: { code: ClientErrorCode; params?: Params; fields?: readonly FieldError[] },
  ) {
    super(failure.code)
    this.name = 'ApiError'
    this.status = status
    this.code = failure.code
    this.params = failure.params ?? {}
    this.fields = failure.fields ?? []
  }
}

/** Worth trying again without a change: no signal, or the server is restarting. */
export const isPassing = (error: unknown): boolean =>
  error instanceof ApiError && (error.code === 'offline' || error.code === 'unavailable')

import type { FastifyError, FastifyRequest } from 'fastify'
import type { Failure } from '#shared/errors.ts'
import { isDatabaseDown, isDiskFull, placeOf } from '#server/http/faults.ts'

/** What a thrown error says outside; a fault of ours goes to the log and tells nothing about the inside. */
export function failureOf(error: FastifyError, request: FastifyRequest): Failure {
  if (isDatabaseDown(error)) return { code: 'unavailable' }
  if (isDiskFull(error)) {
    request.log.error(
      { route: request.routeOptions.url },
      'the disk is full: nothing is saved until there is room',
    )
    return { code: 'disk-full' }
  }
  // Where nothing is, it does not matter what was sent.
  if (request.is404) return { code: 'not-found' }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'body-too-large' }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: 'invalid-input', fields: [] }
  request.log.error({ err: placeOf(error), route: request.routeOptions.url }, 'request failed')
  return { code: 'internal' }
}

const downCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'CONNECTION_CLOSED',
  'CONNECTION_ENDED',
  'CONNECTION_DESTROYED',
  'CONNECT_TIMEOUT',
  '57P01',
  '57P02',
  '57P03',
  '53300',
  // Did not answer within the request's deadline (db/deadline.ts).
  'DATABASE_LATE',
  '57014',
])

/** Whether a failure means "the database cannot be reached now": answered with 503, and it recovers by itself. */
export function isDatabaseDown(error: unknown): boolean {
  return error instanceof Error && 'code' in error && downCodes.has(String(error.code))
}

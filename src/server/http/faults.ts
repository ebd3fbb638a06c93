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

/** PgBouncer says all it has to say under one code, a protocol violation. */
const POOLER_CODE = '08P01'
const MOST_PLACES = 6
const poolerDown = /^(server |pgbouncer |query_wait_timeout|no more connections)/

/** Whether a failure means "the database cannot be reached now": answered with 503, and it recovers by itself. */
export function isDatabaseDown(error: unknown): boolean {
  if (!(error instanceof Error && 'code' in error)) return false
  return downCodes.has(String(error.code)) || (error.code === POOLER_CODE && poolerDown.test(error.message))
}

/** Of a fault of ours the kind and the place in the program: its words, and what the database adds, may be a child's (H-02). */
export const placeOf = (error: unknown): object =>
  error instanceof Error
    ? {
        type: error.name,
        ...('code' in error && { code: error.code }),
        stack: error.stack
          ?.split('\n')
          .filter((line) => /^\s+at /.test(line))
          .slice(0, MOST_PLACES),
      }
    : {}

/** Of the database (disk_full), or of a file of ours. */
const fullCodes = new Set(['53100', 'ENOSPC', 'EDQUOT'])

/** Whether there is no room left: what is written is answered with 503 until there is; what is read goes on. */
export const isDiskFull = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && fullCodes.has(String(error.code))

/** What the log keeps of a failure: one line of a database that is away, the place in the program of anything else. */
export const failureFields = (error: unknown): { reason: string } | { err: object } =>
  error instanceof Error && isDatabaseDown(error) ? { reason: error.message } : { err: placeOf(error) }

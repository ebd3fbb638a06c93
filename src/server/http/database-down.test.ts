import { expect, it } from 'vitest'
import { failureFields, isDatabaseDown, isDiskFull } from '#server/http/database-down.ts'

const failed = (code: string, message: string): Error => Object.assign(new Error(message), { code })

it.each([
  ['ECONNREFUSED', 'connect ECONNREFUSED'],
  ['57P01', 'terminating connection due to administrator command'],
  ['08P01', 'server login has been failing, try again later (server_login_retry)'],
  ['08P01', 'pgbouncer cannot connect to server'],
  ['08P01', 'query_wait_timeout'],
])('%s “%s” is a database that cannot be reached', (code, message) => {
  expect(isDatabaseDown(failed(code, message))).toBe(true)
})

it.each([
  ['08P01', 'bind message supplies 1 parameters, but prepared statement requires 2'],
  ['23505', 'duplicate key value'],
])('%s “%s” is a fault of ours', (code, message) => {
  expect(isDatabaseDown(failed(code, message))).toBe(false)
})

it.each([
  ['53100', 'could not extend file "base/5/16384": No space left on device'],
  ['ENOSPC', 'ENOSPC: no space left on device, write'],
])('%s “%s” is a full disk, which is no fault of ours and not a database away', (code, message) => {
  expect([isDiskFull(failed(code, message)), isDatabaseDown(failed(code, message))]).toEqual([true, false])
})

it('the log keeps one line of a database that is away, and all of a fault of ours', () => {
  expect(failureFields(failed('ECONNRESET', 'read ECONNRESET'))).toEqual({ reason: 'read ECONNRESET' })
  const fault = failed('23505', 'duplicate key value')
  expect(failureFields(fault)).toEqual({ err: fault })
})

import pino from 'pino'
import { expect, it } from 'vitest'
import { failureFields, isDatabaseDown, isDiskFull } from '#server/http/faults.ts'

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

it('the log keeps one line of a database that is away, and of a fault of ours its kind and place', () => {
  expect(failureFields(failed('ECONNRESET', 'read ECONNRESET'))).toEqual({ reason: 'read ECONNRESET' })
  expect(failureFields(failed('23505', 'duplicate key value'))).toMatchObject({
    err: { type: 'Error', code: '23505', stack: expect.arrayContaining([expect.stringMatching(/^\s+at /)]) },
  })
})

it('H-02: no name gets into the log by what a fault says, whichever line of it', () => {
  const fault = Object.assign(failed('23514', 'date is wrong: "测试名"\n  second line: 测试名'), {
    detail: 'Failing row contains (1, 测试名, 13900000000).',
    where: 'line 2: "测试名"',
  })
  const lines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void lines.push(line) })
  log.error({ ...failureFields(fault), schoolId: 'x' }, 'failed')
  expect(lines).toHaveLength(1)
  expect(lines.join('')).not.toMatch(/测试名|13900000000/)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { cookiesOf, withSecondFactor } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const OWN = 'Liuhe-2026-xia'

/** A person with a second factor, signed in, who has chosen the own password. */
async function person(username: string) {
  const made = await withSecondFactor(app, username)
  const { first, session, send, signIn } = made
  const post = (url: string, payload: object, cookie = session) =>
    app.anonymous({ method: 'POST', url, payload, headers: { cookie } })
  expect((await post('/api/session/password', { current: first.password, next: OWN })).status).toBe(200)
  const renew = (password: string) => post('/api/session/backup-codes', { password })
  const use = async (code: string | undefined) =>
    send('two-factor/verify-backup-code', { code }, await signIn(OWN))
  return { ...made, post, renew, use }
}

const seals = (userId: string) =>
  app.owner`select "backupCodes" from auth_two_factor where "userId" = ${userId}`

describe('new backup codes', () => {
  it('void the old ones at once; each new one signs in once', async () => {
    const { renew, use, backupCodes } = await person('codes.new')
    const renewed = await renew(OWN)
    expect(renewed.status).toBe(200)
    const codes: string[] = renewed.body.codes
    expect(new Set(codes).size).toBe(10)
    // Both sets are copied from paper: no sign in them looks like another.
    for (const code of [...codes, ...backupCodes]) expect(code).toMatch(/^[^01ilIoO]{5}-[^01ilIoO]{5}$/)
    const old = await use(backupCodes[0])
    expect([old.status, old.body.error.code]).toEqual([401, 'sign-in-failed'])
    const good = await use(codes[3])
    expect(good.status).toBe(200)
    const session = await app.anonymous({
      method: 'GET',
      url: '/api/session',
      headers: { cookie: cookiesOf(good.headers) },
    })
    expect(session.body.user.username).toBe('codes.new')
    expect((await use(codes[3])).status).toBe(401)
    expect((await use(codes[4])).status).toBe(200)
  })

  it('asked for again, the ones before are void, too', async () => {
    const { renew, use } = await person('codes.again')
    const [first, second] = [await renew(OWN), await renew(OWN)]
    expect((await use(first.body.codes[0])).status).toBe(401)
    expect((await use(second.body.codes[0])).status).toBe(200)
  })

  it('are refused for a wrong password, and the old ones stay', async () => {
    const { renew, use, account, backupCodes } = await person('codes.wrong')
    const before = await seals(account.id)
    expect((await renew('Something-else-9')).body.error).toEqual({
      code: 'invalid-input',
      fields: [{ path: 'password', code: 'wrong-password' }],
    })
    expect(await seals(account.id)).toEqual(before)
    expect((await use(backupCodes[0])).status).toBe(200)
  })

  it('are refused without a second factor, also one that was begun and never proved', async () => {
    const { renew, account } = await person('codes.none')
    await app.owner`update auth_two_factor set verified = false where "userId" = ${account.id}`
    expect((await renew(OWN)).body.error).toEqual({ code: 'not-allowed-now' })
    await app.owner`update auth_user set "twoFactorEnabled" = false where id = ${account.id}`
    expect((await renew(OWN)).body.error).toEqual({ code: 'not-allowed-now' })
  })

  it('wait for the own password and need a session', async () => {
    const { session, first } = await withSecondFactor(app, 'codes.first')
    const ask = (cookie: string) =>
      app.anonymous({
        method: 'POST',
        url: '/api/session/backup-codes',
        payload: { password: first.password },
        headers: { cookie },
      })
    expect((await ask(session)).body.error.code).toBe('password-change-required')
    expect((await ask('')).body.error.code).toBe('unauthenticated')
  })

  it('are on record without the codes; another school knows nothing of it', async () => {
    const { renew, account, schoolId } = await person('codes.audit')
    const { body } = await renew(OWN)
    const auditor = await app.signIn({ schoolId, role: 'auditor' })
    const log = await auditor.get('/api/audit?kind=change')
    expect(log.body.lines[0]).toMatchObject({
      actorName: account.name,
      action: 'renewBackupCodes',
      entity: 'account',
      detail: {},
    })
    expect(JSON.stringify(log.body)).not.toContain(body.codes[0])
    const elsewhere = await makeSchool(app.owner)
    const stranger = await app.signIn({ schoolId: elsewhere.schoolId, role: 'auditor' })
    expect(JSON.stringify((await stranger.get('/api/audit')).body)).not.toContain('renewBackupCodes')
  })
})

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { newId } from '#server/db/id.ts'
import { offerSetup } from '#server/accounts/parts/setup.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { cookiesOf, withSecondFactor } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const password = 'Liuhe-2026-xia'

describe('set-up and sign-in', () => {
  it('C39: the one-time link makes the first administrator, once', async () => {
    const token = await offerSetup(app.deps)
    const body = {
      token,
      schoolId: newId(),
      accountId: newId(),
      schoolName: '禾溪测试学校',
      dataOfficer: '测试甲',
      name: '测试甲',
      username: 'Admin.A',
      password,
    }
    const weak = await app.anonymous({
      method: 'POST',
      url: '/api/setup',
      payload: { ...body, password: 'password1234' },
    })
    expect(weak.body).toEqual({
      error: {
        code: 'invalid-input',
        fields: [{ path: 'password', code: 'weak-password', params: { fault: 'too-few-kinds' } }],
      },
    })
    const state = await app.anonymous({ method: 'GET', url: `/api/setup/${String(token)}` })
    expect(state.status).toBe(200)
    const [one, two] = await Promise.all([
      app.anonymous({ method: 'POST', url: '/api/setup', payload: body }),
      app.anonymous({
        method: 'POST',
        url: '/api/setup',
        payload: { ...body, accountId: newId(), schoolId: newId() },
      }),
    ])
    expect([one.status, two.status].toSorted((a, b) => a - b)).toEqual([200, 409])
    expect(await offerSetup(app.deps)).toBeUndefined()
  })

  it('signs in by name, asks an administrator for a second factor, and locks after five failures for 15 minutes', async () => {
    const signIn = (secret: string) =>
      app.anonymous({
        method: 'POST',
        url: '/api/auth/sign-in/username',
        payload: { username: 'admin.a', password: secret },
      })
    const good = await signIn(password)
    expect(good.status).toBe(200)
    // A second factor comes before everything: no list of the day is to be asked for.
    expect(good.body.hasDay).toBe(false)
    const cookie = String([good.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    const session = await app.anonymous({ method: 'GET', url: '/api/session', headers: { cookie } })
    expect(session.body).toMatchObject({
      gate: 'secondFactor',
      school: { name: '禾溪测试学校' },
      roles: [{ role: 'administrator' }],
    })
    const list = await app.anonymous({ method: 'GET', url: '/api/accounts', headers: { cookie } })
    expect(list.body).toEqual({ error: { code: 'second-factor-required' } })
    for (let i = 0; i < 4; i++) expect((await signIn('wrong')).body.error.code).toBe('sign-in-failed')
    expect((await signIn('wrong')).status).toBe(423)
    expect((await signIn(password)).body.error).toMatchObject({ code: 'account-locked' })
    app.setNow('2026-11-23T02:16:00.000Z')
    expect((await signIn(password)).status).toBe(200)
    for (let i = 0; i < 5; i++)
      await app.anonymous({
        method: 'POST',
        url: '/api/auth/sign-in/username',
        payload: { username: 'nobody', password: 'x' },
      })
    const stranger = await app.anonymous({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      payload: { username: 'nobody', password: 'x' },
    })
    expect(stranger.status).toBe(423)
  })

  it('five wrong codes lock the second factor for 15 minutes, and the answer says until when', async () => {
    const { admin, account, first, send, signIn } = await withSecondFactor(app, 'two.factor')
    const challenge = await signIn(first.password)
    const code = (cookie: string) => send('two-factor/verify-totp', { code: '000000' }, cookie)
    for (let i = 0; i < 4; i++) expect((await code(challenge)).body.error.code).toBe('sign-in-failed')
    const locked = await code(challenge)
    expect([locked.status, locked.body.error.code]).toEqual([423, 'account-locked'])
    const minutes = (Date.parse(locked.body.error.params.until) - app.deps.now()) / 60_000
    expect(minutes).toBeGreaterThan(14)
    expect(minutes).toBeLessThanOrEqual(15)
    // A new challenge is no way round it; a new first password is.
    expect((await code(await signIn(first.password))).body.error.code).toBe('account-locked')
    const { body: next } = await admin.post(`/api/accounts/${account.id}/password`)
    expect((await code(await signIn(next.password))).body.error.code).toBe('sign-in-failed')
    expect((await code('')).body.error.code).toBe('unauthenticated')
  })

  it('a backup code signs in once without the phone; it is used up, the others stay', async () => {
    const { first, send, signIn, backupCodes } = await withSecondFactor(app, 'backup.code')
    const [used = '', other = ''] = backupCodes
    const answer = async (code: string) =>
      send('two-factor/verify-backup-code', { code }, await signIn(first.password))
    const good = await answer(used)
    expect(good.status).toBe(200)
    const session = await app.anonymous({
      method: 'GET',
      url: '/api/session',
      headers: { cookie: cookiesOf(good.headers) },
    })
    expect(session.body.user.name).toBe('测试乙')
    const again = await answer(used)
    expect([again.status, again.body.error.code]).toEqual([401, 'sign-in-failed'])
    expect((await answer(other)).status).toBe(200)
    expect((await send('two-factor/verify-backup-code', { code: used })).body.error.code).toBe(
      'unauthenticated',
    )
  })

  it('one backup code sent twice at once signs in once', async () => {
    const { first, send, signIn, backupCodes } = await withSecondFactor(app, 'backup.twice')
    const challenges = [await signIn(first.password), await signIn(first.password)]
    const answers = await Promise.all(
      challenges.map((cookie) => send('two-factor/verify-backup-code', { code: backupCodes[0] }, cookie)),
    )
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
  })

  it('five wrong backup codes lock the second factor as wrong digits do, also for a right one', async () => {
    const { first, send, signIn, backupCodes } = await withSecondFactor(app, 'backup.wrong')
    const challenge = await signIn(first.password)
    const wrong = () => send('two-factor/verify-backup-code', { code: 'aaaaa-bbbbb' }, challenge)
    for (let i = 0; i < 4; i++) expect((await wrong()).body.error.code).toBe('sign-in-failed')
    const locked = await wrong()
    expect([locked.status, locked.body.error.code]).toEqual([423, 'account-locked'])
    const right = await send(
      'two-factor/verify-backup-code',
      { code: backupCodes[0] },
      await signIn(first.password),
    )
    expect(right.body.error.code).toBe('account-locked')
  })

  it('no device is trusted: whoever once knew a code needs one again, however he asks for it', async () => {
    const { first, send, signIn, backupCodes } = await withSecondFactor(app, 'trusted.device')
    const asked = { code: backupCodes[0], trustDevice: true, disableSession: false }
    const good = await send('two-factor/verify-backup-code', asked, await signIn(first.password))
    expect(good.status).toBe(200)
    expect(cookiesOf(good.headers)).not.toContain('trust_device')
    const payload = { username: 'trusted.device', password: first.password }
    const again = await send('sign-in/username', payload, cookiesOf(good.headers))
    expect(again.body).toMatchObject({ twoFactorRedirect: true })
  })

  it('on a phone that lies about signed in the password cannot be guessed: five wrong ones lock the account', async () => {
    const { first, send, signIn } = await withSecondFactor(app, 'left.about')
    const { send: sendAs, signIn: signInAs, first: own } = await withSecondFactor(app, 'left.too')
    await app.owner`update auth_user set "twoFactorEnabled" = false where username in ('left.about', 'left.too')`
    await app.owner`update auth_two_factor set verified = false`
    const cookie = await signIn(first.password)
    const change = (current: string) =>
      app.anonymous({
        method: 'POST',
        url: '/api/session/password',
        payload: { current, next: 'Xiaohe-2026-dong' },
        headers: { cookie },
      })
    for (let i = 0; i < 4; i++) expect((await change('wrong')).status).toBe(422)
    expect((await change('wrong')).body.error).toMatchObject({ code: 'account-locked' })
    expect((await change(first.password)).body.error.code).toBe('account-locked')
    const signedIn = { username: 'left.about', password: first.password }
    expect((await send('sign-in/username', signedIn)).body.error.code).toBe('account-locked')

    const other = await signInAs(own.password)
    const enable = (password: string) => sendAs('two-factor/enable', { password }, other)
    for (let i = 0; i < 4; i++) expect((await enable('wrong')).body.error.code).toBe('sign-in-failed')
    expect((await enable('wrong')).body.error.code).toBe('account-locked')
    expect((await enable(own.password)).body.error.code).toBe('account-locked')
  })

  it('many guesses sent at once are five guesses, and no right one gets in behind them', async () => {
    const { first, send } = await withSecondFactor(app, 'many.at.once')
    const guess = (password: string) => send('sign-in/username', { username: 'many.at.once', password })
    const wrong = Array.from({ length: 12 }, () => guess('wrong'))
    await vi.waitFor(async () => {
      const [row] =
        await app.owner`select "failedSignIns" as n from auth_user where username = 'many.at.once'`
      expect(row?.['n']).toBeGreaterThanOrEqual(5)
    }, 5000)
    expect((await guess(first.password)).body.error?.code).toBe('account-locked')
    const looked = (await Promise.all(wrong)).filter(({ status }) => status !== 423)
    expect(looked.length).toBeLessThanOrEqual(5)
  })

  it('many codes sent at once are five codes, and no right one gets in behind them', async () => {
    const { account, first, send, signIn, backupCodes } = await withSecondFactor(app, 'codes.at.once')
    const cookies: string[] = []
    for (let at = 0; at < 10; at++) cookies.push(await signIn(first.password))
    const answer = (code: string | undefined, at: number) =>
      send('two-factor/verify-backup-code', { code }, cookies[at])
    const wrong = Array.from({ length: 9 }, (_none, at) => answer('aaaaa-bbbbb', at))
    await vi.waitFor(async () => {
      const [row] =
        await app.owner`select "failedVerificationCount" as n from auth_two_factor where "userId" = ${account.id}`
      expect(row?.['n']).toBeGreaterThanOrEqual(5)
    }, 5000)
    expect((await answer(backupCodes[0], 9)).body.error?.code).toBe('account-locked')
    const looked = (await Promise.all(wrong)).filter(({ status }) => status !== 423)
    expect(looked.length).toBeLessThanOrEqual(5)
  })

  it('of the sign-in library nothing answers but signing in, signing out and setting up a second factor', async () => {
    const { first, signIn } = await withSecondFactor(app, 'only.these')
    await app.owner`update auth_user set "twoFactorEnabled" = false where username = 'only.these'`
    const cookie = await signIn(first.password)
    const paths =
      'sign-up/email update-user change-email change-password set-password delete-user list-sessions get-session ' +
      'revoke-session revoke-sessions revoke-other-sessions request-password-reset reset-password list-accounts link-social ' +
      'unlink-account sign-in/email sign-in/social is-username-available two-factor/disable two-factor/get-totp-uri ' +
      'two-factor/view-backup-codes two-factor/generate-backup-codes two-factor/send-otp two-factor/verify-otp ' +
      'verify-email send-verification-email admin/set-role ok error __proto__ constructor sign-in/username/ sign-in//username'
    for (const path of paths.split(' '))
      for (const method of ['GET', 'POST'] as const) {
        const url = `/api/auth/${path}`
        const { status } = await app.anonymous({
          method,
          url,
          headers: { cookie },
          ...(method === 'POST' && { payload: { password: first.password, role: 'admin' } }),
        })
        expect([method, path, status]).toEqual([method, path, 404])
      }
  })

  it('a disabled account is told what a wrong password is told, and gets no session', async () => {
    const school = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const roles = [{ id: newId(), role: 'counsellor', classId: null, pupilId: null, to: null }]
    const account = { id: newId(), name: '测试丁', username: 'now.disabled', roles }
    const { body } = await admin.post('/api/accounts', account)
    const payload = { username: account.username, password: body.password }
    const signIn = () => app.anonymous({ method: 'POST', url: '/api/auth/sign-in/username', payload })
    expect((await signIn()).status).toBe(200)
    await admin.post(`/api/accounts/${account.id}/disabled`, { disabled: true })
    const refused = await signIn()
    expect([refused.status, refused.headers['set-cookie']]).toEqual([401, undefined])
    expect(refused.body.error).toEqual({ code: 'sign-in-failed' })
  })

  it('an account needs a role: without one it would stand on no list', async () => {
    const school = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const account = { id: newId(), name: '测试丙', username: 'no.role', roles: [] }
    expect((await admin.post('/api/accounts', account)).body.error).toEqual({
      code: 'invalid-input',
      fields: [{ path: 'roles', code: 'required' }],
    })
  })

  it('ends an idle session and one of a disabled account', async () => {
    const school = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const teacher = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(1)班'] ?? '',
    })
    expect((await teacher.get('/api/session')).status).toBe(200)
    expect((await admin.post(`/api/accounts/${teacher.userId}/disabled`, { disabled: true })).status).toBe(
      200,
    )
    expect((await teacher.get('/api/session')).status).toBe(401)
    app.setNow('2026-11-23T03:00:00.000Z')
    expect((await admin.get('/api/session')).status).toBe(401)
    app.setNow('2026-11-23T02:00:00.000Z')
  })
})

describe('accounts', () => {
  it('creates a teacher with a first password that must be changed, and tells taken names', async () => {
    const school = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const input = {
      id: newId(),
      name: '测试乙',
      username: 'zhou.b',
      roles: [{ id: newId(), role: 'classTeacher', classId: school.classes['三年级(1)班'] }],
    }
    const made = await admin.post('/api/accounts', input)
    expect(made.body).toMatchObject({
      username: 'zhou.b',
      password: expect.stringMatching(/^\w{4}-\w{4}-\w{4}$/) as string,
    })
    expect((await admin.post('/api/accounts', { ...input, id: newId() })).body.error.fields).toEqual([
      { path: 'username', code: 'not-unique', params: { username: 'zhou.b' } },
    ])
    const good = await app.anonymous({
      method: 'POST',
      url: '/api/auth/sign-in/username',
      payload: { username: 'zhou.b', password: made.body.password },
    })
    const cookie = String([good.headers['set-cookie']].flat()[0]).split(';')[0] ?? ''
    const as = (url: string, payload: object) =>
      app.anonymous({ method: 'POST', url, payload, headers: { cookie } })
    expect(
      (await app.anonymous({ method: 'GET', url: '/api/audit', headers: { cookie } })).body.error.code,
    ).toBe('password-change-required')
    expect(
      (await as('/api/session/password', { current: 'no', next: password })).body.error.fields[0].code,
    ).toBe('wrong-password')
    expect((await as('/api/session/password', { current: made.body.password, next: password })).status).toBe(
      200,
    )
    const list = await admin.get('/api/accounts')
    expect(list.body.accounts).toHaveLength(2)
  })

  it('how somebody signs in is changed only while he works here or is to; who comes back is a colleague again', async () => {
    const { schoolId } = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId, role: 'administrator' })
    const left = await app.signIn({ schoolId, role: 'counsellor' })
    const coming = await app.signIn({ schoolId, role: 'counsellor' })
    const post = (id: string, path: string, body = {}) => admin.post(`/api/accounts/${id}/${path}`, body)
    const changes = (id: string) =>
      Promise.all([post(id, 'password'), post(id, 'disabled', { disabled: true })])
    await app.owner`update role_assignment set from_on = '2026-01-01', to_on = '2026-11-22'
      where school_id = ${schoolId} and user_id = ${left.userId}`
    await app.owner`update role_assignment set from_on = '2026-12-01'
      where school_id = ${schoolId} and user_id = ${coming.userId}`
    const accountOf = async (id: string) => {
      const [row] = await app.owner`select u.disabled, u."mustChangePassword" as given,
        (select count(*)::int from auth_session s where s."userId" = u.id) as sessions from auth_user u where u.id = ${id}`
      return row
    }
    const before = await accountOf(left.userId)
    expect((await changes(left.userId)).map(({ status }) => status)).toEqual([404, 404])
    expect(await accountOf(left.userId)).toEqual(before)
    expect((await changes(coming.userId)).map(({ status }) => status)).toEqual([200, 200])
    const role = { id: newId(), role: 'counsellor' }
    expect((await post(left.userId, 'roles', { ...role, returns: true })).status).toBe(200)
    expect((await changes(left.userId)).map(({ status }) => status)).toEqual([200, 200])
  })

  it('a role goes to nobody who has left, unless he is said to come back; sent twice it is given once', async () => {
    const { schoolId } = await makeSchool(app.owner)
    const admin = await app.signIn({ schoolId, role: 'administrator' })
    const left = await app.signIn({ schoolId, role: 'counsellor', to: '2026-11-22' })
    const here = await app.signIn({ schoolId, role: 'counsellor', to: '2026-11-23' })
    const give = (id: string, role: object) => admin.post(`/api/accounts/${id}/roles`, role)
    const role = { id: newId(), role: 'archiveKeeper' }
    expect((await give(left.userId, role)).body.error).toEqual({
      code: 'invalid-input',
      fields: [{ path: 'returns', code: 'has-left' }],
    })
    expect((await left.get('/api/session')).body.roles).toEqual([])
    expect((await give(here.userId, { ...role, id: newId() })).status).toBe(200)
    for (let sent = 0; sent < 2; sent++)
      expect((await give(left.userId, { ...role, returns: true })).status).toBe(200)
    expect((await left.get('/api/session')).body.roles).toMatchObject([{ role: 'archiveKeeper' }])
    const rows = await app.owner<{ detail: string }[]>`select detail from audit_entry
      where school_id = ${schoolId} and action = 'addRole' and entity_id = ${left.userId}`
    expect(rows.map(({ detail }) => JSON.parse(detail) as object)).toMatchObject([{ returns: true }])
  })

  it('H-02: an account of another school does not exist for an administrator', async () => {
    const [mine, other] = [await makeSchool(app.owner), await makeSchool(app.owner)]
    const admin = await app.signIn({ schoolId: mine.schoolId, role: 'administrator' })
    const stranger = await app.signIn({ schoolId: other.schoolId, role: 'principal' })
    for (const path of ['password', 'disabled', 'roles'])
      expect(
        (
          await admin.post(`/api/accounts/${stranger.userId}/${path}`, {
            disabled: true,
            id: newId(),
            role: 'principal',
          })
        ).status,
      ).toBe(404)
    const other1 = await admin.post('/api/accounts', {
      id: newId(),
      name: '测试丙',
      username: 'c.c',
      roles: [{ id: newId(), role: 'classTeacher', classId: other.classes['三年级(1)班'] }],
    })
    expect(other1.body.error.fields).toEqual([{ path: 'roles.0.classId', code: 'unknown-reference' }])
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { cookiesOf, withSecondFactor } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'
import { waiting } from '#server/testing/waiting.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const post = (url: string, payload: object, cookie = '') =>
  app.anonymous({ method: 'POST', url, payload, headers: { cookie } })

it('whoever signs in with the old password while it is changed is not in afterwards', async () => {
  const { schoolId } = await makeSchool(app.owner)
  const admin = await app.signIn({ schoolId, role: 'administrator' })
  const account = {
    id: newId(),
    name: '测试戊',
    username: `n${newId().slice(-12)}`,
    roles: [{ id: newId(), role: 'counsellor' }],
  }
  let { password: current } = (await admin.post('/api/accounts', account)).body as { password: string }
  const signIn = (password: string) =>
    post('/api/auth/sign-in/username', { username: account.username, password })
  for (let round = 0; round < 2; round += 1) {
    const cookie = cookiesOf((await signIn(current)).headers)
    const next = `Liuhe-${round}-xia-lu`
    const changed = post('/api/session/password', { current, next }, cookie)
    // Its own try is counted by now: the others do not lock it out.
    await vi.waitFor(
      async () => {
        const [row] = await app.owner`select "failedSignIns" as n from auth_user where id = ${account.id}`
        expect(row?.['n']).toBe(1)
      },
      { timeout: 5000, interval: 2 },
    )
    const old = Array.from({ length: 16 }, async (_one, at) => {
      await wait(at * 10)
      return signIn(current)
    })
    expect((await changed).status).toBe(200)
    await Promise.all(old)
    const sessions = await app.owner`select 1 from auth_session where "userId" = ${account.id}`
    expect(sessions).toHaveLength(1)
    await app.owner`update auth_user set "failedSignIns" = 0, "lockedUntil" = null where id = ${account.id}`
    current = next
  }
})

it('a code asked for with the old password while it is changed opens nothing afterwards', async () => {
  const { account, admin, first, backupCodes } = await withSecondFactor(app, 'race.asked')
  const sent = await app.owner.begin(async (held) => {
    await held`lock table auth_session in share mode`
    // The password was right; the change comes in between.
    const asked = post('/api/auth/sign-in/username', { username: account.username, password: first.password })
    await waiting(app, 1)
    const changed = admin.post(`/api/accounts/${account.id}/password`)
    await waiting(app, 2)
    return { asked, changed }
  })
  expect((await sent.changed).status).toBe(200)
  const asked = await sent.asked
  const code = { code: backupCodes[0] }
  const late = await post('/api/auth/two-factor/verify-backup-code', code, cookiesOf(asked.headers))
  expect([asked.status, late.status]).toEqual([401, 401])
  expect(await app.owner`select 1 from auth_verification where value = ${account.id}`).toHaveLength(0)
})

it('a code entered while the password is changed opens nothing afterwards', async () => {
  const { account, first, session, signIn, backupCodes } = await withSecondFactor(app, 'race.entered')
  const challenge = await signIn(first.password)
  const sent = await app.owner.begin(async (held) => {
    await held`lock table auth_session in share mode`
    const words = { current: first.password, next: 'Liuhe-2026-xia-lu' }
    const changed = post('/api/session/password', words, session)
    await waiting(app, 1)
    const entered = post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }, challenge)
    await waiting(app, 2)
    return { changed, entered }
  })
  expect((await sent.changed).status).toBe(200)
  expect((await sent.entered).body.error?.code).toBe('unauthenticated')
  expect(await app.owner`select 1 from auth_session where "userId" = ${account.id}`).toHaveLength(1)
})

it('whoever still knows the old password does not change the one an administrator gives in that moment', async () => {
  const { admin, account, first, session, signIn } = await withSecondFactor(app, 'race.given')
  const sent = await app.owner.begin(async (held) => {
    await held`select 1 from auth_account where "userId" = ${account.id} for update`
    const given = admin.post(`/api/accounts/${account.id}/password`)
    await waiting(app, 1)
    const own = post('/api/session/password', { current: first.password, next: 'Liuhe-2026-xia' }, session)
    await waiting(app, 2)
    return { given, own }
  })
  const { status, body } = await sent.own
  expect([status, body.error?.fields]).toEqual([422, [{ path: 'current', code: 'wrong-password' }]])
  expect(await signIn((await sent.given).body.password)).not.toBe('')
})

it('whoever is disabled between password and code is not let in, and not when enabled again', async () => {
  const { admin, account, first, signIn, backupCodes } = await withSecondFactor(app, 'off.between')
  const challenge = await signIn(first.password)
  await admin.post(`/api/accounts/${account.id}/disabled`, { disabled: true })
  const entered = await post('/api/auth/two-factor/verify-backup-code', { code: backupCodes[0] }, challenge)
  expect([entered.status, entered.headers['set-cookie']]).toEqual([401, undefined])
})

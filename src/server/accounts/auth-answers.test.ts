import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { startTestApp, type Answer, type TestApp } from '#server/testing/test-app.ts'
import { withSecondFactor } from '#server/testing/second-factor.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
afterEach(() => vi.restoreAllMocks())

const post = (path: string, payload: object, cookie = ''): Promise<Answer> =>
  app.anonymous({ method: 'POST', url: `/api/auth/${path}`, payload, headers: { cookie } })

it('H-26: no answer tells the token of a session, which only the cookie knows that no script reads', async () => {
  const { first, account, session, backupCodes } = await withSecondFactor(app, 'tells.nothing')
  const asked = await post('sign-in/username', { username: account.username, password: first.password })
  expect(asked.body).toEqual({ twoFactorRedirect: true })
  const challenge = [asked.headers['set-cookie']].flat().map((one) => String(one).split(';')[0])
  const entered = await post('two-factor/verify-backup-code', { code: backupCodes[0] }, challenge.join('; '))
  expect([entered.status, Object.keys(entered.body as object)]).toEqual([200, ['hasDay']])
  expect((await post('sign-out', {}, session)).body).toEqual({})
})

it('a code asked for after the old password opens nothing once there is another', async () => {
  const { admin, account, first, signIn, backupCodes } = await withSecondFactor(app, 'late.code')
  const challenge = await signIn(first.password)
  expect((await admin.post(`/api/accounts/${account.id}/password`)).status).toBe(200)
  const late = await post('two-factor/verify-backup-code', { code: backupCodes[0] }, challenge)
  expect([late.status, late.body.error?.code]).toEqual([401, 'unauthenticated'])
})

it('what is no text is no name, no password and no code', async () => {
  const { session } = await withSecondFactor(app, 'odd.values')
  for (const odd of [{ toString: 1, valueOf: 1 }, ['000000'], 5, true, null])
    for (const path of ['sign-in/username', 'two-factor/verify-totp', 'two-factor/verify-backup-code'])
      expect([path, (await post(path, { username: odd, password: odd, code: odd }, session)).status]).toEqual(
        [path, 401],
      )
})

it('a name longer than any is counted by its beginning, so that names sent in vain do not fill the memory', async () => {
  const tried = (end: number) =>
    post('sign-in/username', { username: 'x'.repeat(100_000) + end, password: 'Kite-9-lantern' })
  for (let i = 0; i < 4; i++) expect((await tried(i)).status).toBe(401)
  expect((await tried(4)).status).toBe(423)
})

it('H-02: a fault beneath the sign-in is a fault of ours, and the library writes nothing of it out', async () => {
  const { first, account } = await withSecondFactor(app, 'broken.below')
  const written = vi.spyOn(console, 'error')
  await app.owner`alter table auth_account rename to auth_account_away`
  const { status, body } = await post('sign-in/username', {
    username: account.username,
    password: first.password,
  })
  await app.owner`alter table auth_account_away rename to auth_account`
  expect([status, body]).toEqual([500, { error: { code: 'internal' } }])
  expect(written).not.toHaveBeenCalled()
})

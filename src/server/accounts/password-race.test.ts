import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { cookiesOf } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

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

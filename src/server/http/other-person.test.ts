import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { realAdministrator } from '#server/testing/second-factor.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let schoolId: string
let first: Person
let next: Person
beforeAll(async () => {
  app = await startTestApp()
  schoolId = (await makeSchool(app.owner)).schoolId
  first = await app.signIn({ schoolId, role: 'administrator' })
  next = await app.signIn({ schoolId, role: 'administrator' })
})
afterAll(() => app.close())

/** What a page opened for `page` is answered with the cookie of the next person. */
const ask = (page: Person, method: 'GET' | 'POST', url: string, payload?: object) =>
  next.request({ method, url, ...(payload && { payload }), headers: { 'x-person': page.userId } })

describe('H-26: a page left open beside the next person’s sign-in', () => {
  it('neither shows nor writes anything in that name, also the own session', async () => {
    for (const url of ['/api/session', '/api/accounts'])
      expect((await ask(first, 'GET', url)).body).toEqual({ error: { code: 'other-person' } })
    const refused = await ask(first, 'POST', '/api/session/locale', { locale: 'en' })
    expect([refused.status, refused.body.error.code]).toEqual([409, 'other-person'])
    const [row] = await app.owner`select locale from auth_user where id = ${next.userId}`
    expect(row?.['locale']).toBeNull()
  })

  it('the next person’s own page goes on, and so does what names nobody', async () => {
    expect((await ask(next, 'GET', '/api/accounts')).status).toBe(200)
    expect((await ask(next, 'POST', '/api/session/locale', { locale: 'en' })).status).toBe(200)
    expect((await next.get('/api/accounts')).status).toBe(200)
  })

  it('without a session it is asked to sign in, as ever', async () => {
    const headers = { 'x-person': first.userId }
    const answer = await app.anonymous({ method: 'GET', url: '/api/session', headers })
    expect([answer.status, answer.body.error.code]).toEqual([401, 'unauthenticated'])
  })

  it('nor does it sign anybody out or set up a second factor', async () => {
    const { cookie, get } = await realAdministrator(app, schoolId, 'next.here')
    for (const path of ['sign-out', 'two-factor/enable', 'two-factor/verify-totp']) {
      const headers = { cookie, 'x-person': first.userId }
      const answer = await app.anonymous({
        method: 'POST',
        url: `/api/auth/${path}`,
        payload: { password: 'x', code: '000000' },
        headers,
      })
      expect([path, answer.body.error?.code]).toEqual([path, 'other-person'])
    }
    expect((await get('/api/session')).status).toBe(200)
  })
})

import { symmetricDecrypt } from 'better-auth/crypto'
import { expect } from 'vitest'
import { oneTimeCode } from '#server/accounts/service.ts'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import type { TestApp } from '#server/testing/test-app.ts'

export const cookiesOf = (headers: { 'set-cookie'?: string | string[] | undefined }): string =>
  [headers['set-cookie']]
    .flat()
    .map((one) => String(one).split(';')[0])
    .join('; ')

/** A new account whose second factor is set up, and how it signs in; `session` is of before the second factor. */
export async function withSecondFactor(app: TestApp, username: string) {
  const school = await makeSchool(app.owner)
  const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
  const account = { id: newId(), name: '测试乙', username, roles: [{ id: newId(), role: 'counsellor' }] }
  const { body: first } = await admin.post('/api/accounts', account)
  const send = (path: string, payload: object, cookie = '') =>
    app.anonymous({ method: 'POST', url: `/api/auth/${path}`, payload, headers: { cookie } })
  const signIn = async (secret: string) => {
    const answer = await send('sign-in/username', { username, password: secret })
    expect(answer.status).toBe(200)
    return cookiesOf(answer.headers)
  }
  const session = await signIn(first.password)
  const begun = await send('two-factor/enable', { password: first.password }, session)
  expect(begun.status).toBe(200)
  await app.owner`update auth_two_factor set verified = true where "userId" = ${account.id}`
  await app.owner`update auth_user set "twoFactorEnabled" = true where id = ${account.id}`
  const backupCodes: string[] = begun.body.backupCodes
  return { admin, account, first, send, signIn, session, backupCodes, schoolId: school.schoolId }
}

/** An administrator who came the whole way: first password, own password, second factor proved by a code. */
export async function realAdministrator(app: TestApp, schoolId: string, username: string) {
  const own = 'Liuhe-2026-xia'
  const maker = await app.signIn({ schoolId, role: 'administrator' })
  const roles = [{ id: newId(), role: 'administrator' }]
  const account = { id: newId(), name: '测试丁', username, roles }
  const { body: first } = await maker.post('/api/accounts', account)
  const send = (url: string, payload: object, cookie = '') =>
    app.anonymous({ method: 'POST', url, payload, headers: { cookie } })
  const signIn = async (password: string) =>
    cookiesOf((await send('/api/auth/sign-in/username', { username, password })).headers)
  /** The digits on the person's phone `later` half minutes from now. */
  const shown = async (later = 0): Promise<string> => {
    const [row] = await app.owner`select secret from auth_two_factor where "userId" = ${account.id}`
    const secret = await symmetricDecrypt({ key: app.deps.auth.secret, data: String(row?.['secret']) })
    return oneTimeCode(secret, Date.now() + later * 30_000)
  }
  /** Digits that nobody has sent yet, as if two minutes had gone by since the last. */
  const code = async (): Promise<string> => {
    await app.owner`update auth_two_factor set "lastStep" = "lastStep" - 4 where "userId" = ${account.id}`
    return shown()
  }
  const setUp = async (cookie: string): Promise<string> => {
    expect((await send('/api/auth/two-factor/enable', { password: own }, cookie)).status).toBe(200)
    const proved = await send('/api/auth/two-factor/verify-totp', { code: await code() }, cookie)
    expect(proved.status).toBe(200)
    return cookiesOf(proved.headers)
  }
  const session = await signIn(first.password)
  await send('/api/session/password', { current: first.password, next: own }, session)
  const cookie = await setUp(session)
  const get = (url: string, as = cookie) => app.anonymous({ method: 'GET', url, headers: { cookie: as } })
  const post = (url: string, payload: object = {}) => send(url, payload, cookie)
  return { ...account, own, shown, code, cookie, get, post, send, signIn, setUp }
}

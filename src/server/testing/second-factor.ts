import { expect } from 'vitest'
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

import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { realAdministrator } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  // The machine's clock stands still, so that no half minute ends in the middle of a test.
  vi.useFakeTimers({ toFake: ['Date'] })
  app = await startTestApp()
})
afterAll(async () => {
  vi.useRealTimers()
  await app.close()
})

const VERIFY = '/api/auth/two-factor/verify-totp'

/** An administrator and a colleague, and the ways a code is asked for. */
async function twoOf(name: string) {
  const { schoolId } = await makeSchool(app.owner)
  const admin = await realAdministrator(app, schoolId, `${name}.one`)
  const colleague = await realAdministrator(app, schoolId, `${name}.two`)
  const step = async (code: string) => admin.send(VERIFY, { code }, await admin.signIn(admin.own))
  const reset = (code: string) =>
    admin.post(`/api/accounts/${colleague.id}/second-factor/reset`, { password: admin.own, code })
  return { admin, colleague, step, reset }
}

const said = ({ status, body }: { status: number; body: { error?: { code?: string; fields?: unknown } } }) =>
  [status, body.error?.fields ?? body.error?.code] as const
const usedField = [{ path: 'code', code: 'used-code' }]

describe('a code of the phone opens one thing', () => {
  it('the one that proved a new second factor signs in no more; the next one does, and is used up then', async () => {
    const { admin, step } = await twoOf('proved')
    expect(said(await step(await admin.shown()))).toEqual([401, 'used-code'])
    const next = await admin.shown(1)
    expect((await step(next)).status).toBe(200)
    expect(said(await step(next))).toEqual([401, 'used-code'])
    // Nor one of before, which nobody sent: whoever looked over the shoulder has it, too.
    expect(said(await step(await admin.shown(-1)))).toEqual([401, 'used-code'])
  })

  it('sent twice at once, one signs in', async () => {
    const { admin } = await twoOf('race')
    const code = await admin.code()
    const challenges = [await admin.signIn(admin.own), await admin.signIn(admin.own)]
    const sent = await Promise.all(challenges.map((cookie) => admin.send(VERIFY, { code }, cookie)))
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 401])
  })

  it('what signed in takes nobody’s second factor away, and the other way round', async () => {
    const { admin, colleague, step, reset } = await twoOf('doors')
    const first = await admin.code()
    expect((await step(first)).status).toBe(200)
    expect(said(await reset(first))).toEqual([422, usedField])
    expect((await colleague.get('/api/session')).status).toBe(200)
    const second = await admin.shown(1)
    expect((await reset(second)).status).toBe(200)
    expect(said(await step(second))).toEqual([401, 'used-code'])
  })

  it('a used code counts as a wrong one: five lock, and a locked phone tells nothing', async () => {
    const { admin, step, reset } = await twoOf('counted')
    const code = await admin.shown()
    for (let i = 0; i < 4; i++) expect((await (i % 2 ? step : reset)(code)).status).not.toBe(200)
    expect(said(await step(code))).toEqual([423, 'account-locked'])
    expect(said(await reset(await admin.code()))).toEqual([423, 'account-locked'])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { resetSecondFactorHere } from '#server/accounts/service.ts'
import { createApp } from '#server/app.ts'
import { verifyChain } from '#server/audit/service.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { cookiesOf, realAdministrator, withSecondFactor } from '#server/testing/second-factor.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const proofOf = async (admin: { own: string; code: () => Promise<string> }) => ({
  password: admin.own,
  code: await admin.code(),
})
const urlOf = ({ id }: { id: string }): string => `/api/accounts/${id}/second-factor/reset`

/** What the log of changes says of one account, oldest first. */
async function logOf(schoolId: string, accountId: string) {
  const rows = await app.owner<
    { action: string; actor_id: string; why: string; detail: string }[]
  >`select action, actor_id, why, detail from audit_entry
    where school_id = ${schoolId} and entity = 'account' and entity_id = ${accountId} order by seq`
  const chain = await verifyChain(app.deps, mintJobScope(schoolId, '2026-11-23'))
  expect(chain.sound).toBe(true)
  return rows.map((row) => ({ ...row, detail: JSON.parse(row.detail) as object }))
}

const secondFactorOf = async (id: string) => {
  const [row] = await app.owner`select u."twoFactorEnabled" as on, count(f.id)::int as keys
    from auth_user u left join auth_two_factor f on f."userId" = u.id where u.id = ${id} group by u.id`
  return row
}

/** Two administrators of one school, both with a second factor. */
async function two(name: string) {
  const { schoolId } = await makeSchool(app.owner)
  const admin = await realAdministrator(app, schoolId, `${name}.one`)
  const colleague = await realAdministrator(app, schoolId, `${name}.two`)
  return { schoolId, admin, colleague }
}

describe('what somebody does with the own account is on record, without a secret', () => {
  it('C39: the own password with the sessions it ended, the second factor, a backup code used, new ones', async () => {
    const { schoolId } = await makeSchool(app.owner)
    const admin = await realAdministrator(app, schoolId, 'own.record')
    const { id, own, post, send, signIn } = admin
    const renewed = await post('/api/session/backup-codes', { password: own })
    const [code = ''] = renewed.body.codes as string[]
    const challenge = await signIn(own)
    expect((await send('/api/auth/two-factor/verify-backup-code', { code }, challenge)).status).toBe(200)
    const next = 'Xiaohe-2026-dong'
    expect((await post('/api/session/password', { current: own, next })).status).toBe(200)
    const log = await logOf(schoolId, id)
    const self = { actor_id: id, why: 'administrator' }
    expect(log.slice(1)).toMatchObject([
      { ...self, action: 'changePassword', detail: { sessions: 0 } },
      { ...self, action: 'setUpSecondFactor' },
      { ...self, action: 'renewBackupCodes' },
      { ...self, action: 'useBackupCode' },
      { ...self, action: 'changePassword', detail: { sessions: 1 } },
    ])
    expect(JSON.stringify(log)).not.toMatch(new RegExp([own, next, code].join('|')))
  })

  it('in the log of each school of the person, whichever he looks at; what was refused is in none', async () => {
    const [here, there] = [await makeSchool(app.owner), await makeSchool(app.owner)]
    const admin = await realAdministrator(app, here.schoolId, 'two.schools')
    await app.owner`insert into role_assignment (school_id, id, user_id, role, from_on)
      values (${there.schoolId}, ${newId()}, ${admin.id}, 'principal', '2026-01-01')`
    const change = (current: string) =>
      app.anonymous({
        method: 'POST',
        url: '/api/session/password',
        payload: { current, next: 'Xiaohe-2026-dong' },
        headers: { cookie: admin.cookie, 'x-school': newId() },
      })
    expect((await change('wrong')).status).toBe(422)
    expect(await logOf(there.schoolId, admin.id)).toEqual([])
    expect((await change(admin.own)).status).toBe(200)
    expect(await logOf(there.schoolId, admin.id)).toMatchObject([
      { action: 'changePassword', why: 'principal' },
    ])
    expect((await logOf(here.schoolId, admin.id)).at(-1)).toMatchObject({ action: 'changePassword' })
  })
})

describe('the phone and the backup codes are gone', () => {
  it('another administrator takes the second factor away; the next sign-in asks for a new one', async () => {
    const { schoolId, admin, colleague } = await two('reset')
    expect((await admin.post(urlOf(colleague), await proofOf(admin))).body).toEqual({ done: true })
    expect(await secondFactorOf(colleague.id)).toEqual({ on: false, keys: 0 })
    expect((await colleague.get('/api/session')).status).toBe(401)
    expect((await logOf(schoolId, colleague.id)).at(-1)).toEqual({
      action: 'resetSecondFactor',
      actor_id: admin.id,
      why: 'administrator',
      detail: { sessions: 1 },
    })
    // The password alone opens nothing but the way to a new second factor.
    const session = await colleague.signIn(colleague.own)
    expect((await colleague.get('/api/session', session)).body.gate).toBe('secondFactor')
    expect((await colleague.get('/api/accounts', session)).body.error.code).toBe('second-factor-required')
    const again = await colleague.setUp(session)
    expect((await colleague.get('/api/accounts', again)).status).toBe(200)
  })

  it('never the own one, never without password and code, never by anybody else', async () => {
    const { schoolId, admin, colleague } = await two('refused')
    const right = await proofOf(admin)
    expect((await admin.post(urlOf(admin), right)).body.error.code).toBe('not-allowed-now')
    const wrong = async (proof: object) => (await admin.post(urlOf(colleague), proof)).body.error.fields
    expect(await wrong({ ...right, password: 'wrong' })).toEqual([
      { path: 'password', code: 'wrong-password' },
    ])
    expect(await wrong({ ...right, code: 'nonsense' })).toEqual([{ path: 'code', code: 'wrong-code' }])
    expect((await wrong({}))?.map(({ path }: { path: string }) => path)).toEqual(['password', 'code'])
    for (const role of ['principal', 'archiveKeeper', 'counsellor', 'auditor'] as const) {
      const other = await app.signIn({ schoolId, role })
      expect([role, (await other.post(urlOf(colleague), right)).status]).toEqual([role, 403])
    }
    expect(await secondFactorOf(colleague.id)).toEqual({ on: true, keys: 1 })
    expect((await colleague.get('/api/session')).status).toBe(200)
    expect((await logOf(schoolId, colleague.id)).map(({ action }) => action)).not.toContain(
      'resetSecondFactor',
    )
  })

  it('H-02: of another school, and who works here no more, does not exist', async () => {
    const { schoolId, admin, colleague } = await two('elsewhere')
    const stranger = await realAdministrator(app, (await makeSchool(app.owner)).schoolId, 'stranger')
    const unknown = await stranger.post(urlOf({ id: newId() }), await proofOf(stranger))
    const foreign = await stranger.post(urlOf(colleague), await proofOf(stranger))
    expect([foreign.status, foreign.body]).toEqual([404, unknown.body])
    await app.owner`update role_assignment set to_on = '2026-11-22', from_on = '2026-01-01'
      where school_id = ${schoolId} and user_id = ${colleague.id}`
    expect((await admin.post(urlOf(colleague), await proofOf(admin))).status).toBe(404)
    expect(await secondFactorOf(colleague.id)).toEqual({ on: true, keys: 1 })
  })

  it('sent several times at once, it is done once and on record once; sent again with new digits, it is done', async () => {
    const { schoolId, admin, colleague } = await two('several')
    const proof = await proofOf(admin)
    const sent = await Promise.all(Array.from({ length: 4 }, () => admin.post(urlOf(colleague), proof)))
    expect(sent.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422, 422])
    expect(await secondFactorOf(colleague.id)).toEqual({ on: false, keys: 0 })
    expect((await admin.post(urlOf(colleague), await proofOf(admin))).status).toBe(200)
    const resets = (await logOf(schoolId, colleague.id)).filter(
      ({ action }) => action === 'resetSecondFactor',
    )
    expect(resets).toHaveLength(1)
  })

  it('five wrong passwords or five wrong codes lock who tries them, on a screen left open, too', async () => {
    const { admin, colleague } = await two('brute')
    const ask = (proof: object) => admin.post(urlOf(colleague), proof)
    for (let i = 0; i < 4; i++)
      expect((await ask({ password: admin.own, code: '00000' })).body.error.fields[0].code).toBe('wrong-code')
    expect((await ask({ password: admin.own, code: '00000' })).body.error.code).toBe('account-locked')
    expect((await ask(await proofOf(admin))).body.error.code).toBe('account-locked')
    // Nor does the sign-in tell which digits are right meanwhile, with this session or without.
    for (const cookie of [admin.cookie, await admin.signIn(admin.own)]) {
      const tried = await admin.send('/api/auth/two-factor/verify-totp', { code: await admin.code() }, cookie)
      expect(tried.body.error.code).toBe('account-locked')
    }
    app.setNow('2026-11-23T02:16:00.000Z')
    for (let i = 0; i < 4; i++) expect((await ask({ password: 'no', code: '00000' })).status).toBe(422)
    expect((await ask({ password: 'no', code: '00000' })).body.error.code).toBe('account-locked')
    expect(await secondFactorOf(colleague.id)).toEqual({ on: true, keys: 1 })
    app.setNow('2026-11-23T02:00:00.000Z')
  })

  it('on the server itself, where there is no other administrator', async () => {
    const { schoolId } = await makeSchool(app.owner)
    const only = await realAdministrator(app, schoolId, 'only.one')
    expect(await resetSecondFactorHere(app.deps, 'nobody.here')).toMatchObject({ ok: false })
    expect(await resetSecondFactorHere(app.deps, 'Only.One')).toEqual({ ok: true, value: { had: true } })
    expect(await resetSecondFactorHere(app.deps, 'only.one')).toEqual({ ok: true, value: { had: false } })
    expect((await only.get('/api/session')).status).toBe(401)
    const log = await logOf(schoolId, only.id)
    expect(log.at(-1)).toEqual({
      action: 'resetSecondFactor',
      actor_id: null,
      why: 'job',
      detail: { sessions: 1 },
    })
    expect(log.filter(({ action }) => action === 'resetSecondFactor')).toHaveLength(1)
    expect((await only.get('/api/session', await only.signIn(only.own))).body.gate).toBe('secondFactor')
  })
})

describe('wrong codes are counted in the database', () => {
  it('a restart forgives none, and two servers on one database count together', async () => {
    const { first, send, signIn, backupCodes } = await withSecondFactor(app, 'two.servers')
    const { db, env, now } = app.deps
    const auth = await createAuth({ db, secret: app.deps.auth.secret, env, now })
    const second = await createApp({ ...app.deps, auth }, undefined)
    const challenge = await signIn(first.password)
    const wrong = (on: 'first' | 'second') => {
      const url = '/api/auth/two-factor/verify-backup-code'
      const asked = {
        method: 'POST',
        url,
        payload: { code: 'aaaaa-bbbbb' },
        headers: { cookie: challenge },
      } as const
      return on === 'first' ? app.http.inject(asked) : second.http.inject(asked)
    }
    for (const on of ['first', 'second', 'first', 'second'] as const)
      expect((await wrong(on)).statusCode).toBe(401)
    expect((await wrong('first')).statusCode).toBe(423)
    expect((await wrong('second')).statusCode).toBe(423)
    const right = { code: backupCodes[0] }
    expect((await send('two-factor/verify-backup-code', right, await signIn(first.password))).status).toBe(
      423,
    )
    app.setNow('2026-11-23T02:16:00.000Z')
    const good = await send('two-factor/verify-backup-code', right, await signIn(first.password))
    expect([good.status, cookiesOf(good.headers)]).toEqual([200, expect.stringContaining('session')])
    app.setNow('2026-11-23T02:00:00.000Z')
    await second.http.close()
  })
})

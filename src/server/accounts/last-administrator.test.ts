import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** An administrator without a last day, and a deputy until Friday. */
async function withDeputy() {
  const { schoolId } = await makeSchool(app.owner)
  const keeper = await app.signIn({ schoolId, role: 'administrator' })
  const deputy = await app.signIn({ schoolId, role: 'administrator', to: '2026-11-27' })
  return { schoolId, keeper, deputy }
}

const end = async (by: Person, other: Person): Promise<Answer> => {
  const [row] = await app.owner`select id from role_assignment where user_id = ${other.userId}
    and role = 'administrator' and (to_on is null or to_on >= '2026-11-23')`
  return by.post(`/api/accounts/${other.userId}/roles/${String(row?.['id'])}/end`, { reason: '调动' })
}
const disable = (by: Person, other: Person): Promise<Answer> =>
  by.post(`/api/accounts/${other.userId}/disabled`, { disabled: true })

it.each([
  ['end the role', end],
  ['switch off the account', disable],
])('a deputy cannot %s of the last administrator who stays', async (_what, takeAway) => {
  const { keeper, deputy } = await withDeputy()
  const refused = await takeAway(deputy, keeper)
  expect([refused.status, refused.body.error]).toEqual([409, { code: 'not-allowed-now' }])
  expect((await keeper.get('/api/session')).body.roles).toMatchObject([{ role: 'administrator' }])
  expect((await takeAway(keeper, deputy)).status).toBe(200)
})

it.each([
  ['ended', end],
  ['switched off', disable],
])(
  'the last one is %s when another one stays, and not while that one is switched off or to come',
  async (_what, takeAway) => {
    const { schoolId, keeper, deputy } = await withDeputy()
    const next = await app.signIn({ schoolId, role: 'administrator' })
    await app.owner`update auth_user set disabled = true where id = ${next.userId}`
    expect((await takeAway(deputy, keeper)).status).toBe(409)
    await app.owner`update auth_user set disabled = false where id = ${next.userId}`
    await app.owner`update role_assignment set from_on = '2026-11-30' where user_id = ${next.userId}`
    expect((await takeAway(deputy, keeper)).status).toBe(409)
    await app.owner`update role_assignment set from_on = '2026-11-20' where user_id = ${next.userId}`
    expect((await takeAway(deputy, keeper)).status).toBe(200)
  },
)

it('somebody else is switched off as before, whoever is left to administrate', async () => {
  const { schoolId, keeper, deputy } = await withDeputy()
  await app.owner`update role_assignment set to_on = '2026-12-24' where user_id = ${keeper.userId}`
  const teacher = await app.signIn({ schoolId, role: 'counsellor' })
  expect((await disable(deputy, teacher)).status).toBe(200)
  expect((await disable(deputy, keeper)).status).toBe(409)
  const role = { id: newId(), role: 'administrator' }
  expect((await deputy.post(`/api/accounts/${deputy.userId}/roles`, role)).status).toBe(200)
  expect((await disable(deputy, keeper)).status).toBe(200)
})

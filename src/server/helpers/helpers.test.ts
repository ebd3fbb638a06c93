import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let administrator: Person
let schoolId: string
beforeAll(async () => {
  app = await startTestApp()
  ;({ schoolId } = await makeSchool(app.owner))
  administrator = await app.signIn({ schoolId, role: 'administrator' })
})
afterAll(() => app.close())

async function volunteer(): Promise<string> {
  const id = newId()
  await administrator.post('/api/helpers', { id, kind: 'volunteer', name: '何晓云', phone: '13900000011' })
  return id
}
const check = (id: string, kind: string, validTo: string) =>
  administrator.post(`/api/helpers/${id}/checks`, { id: newId(), kind, doneOn: '2026-09-01', validTo })

it('H-09: no check holds for ever', async () => {
  const id = await volunteer()
  for (const validTo of ['9999-12-31', '2031-09-02'])
    expect((await check(id, 'record', validTo)).body.error.fields).toEqual([
      { path: 'validTo', code: 'too-far' },
    ])
  expect((await check(id, 'record', '2031-09-01')).status).toBe(200)
})

it('H-09: two accounts asked for at once are one, and nobody is left with one that belongs to no helper', async () => {
  const id = await volunteer()
  for (const kind of ['identity', 'record', 'training']) await check(id, kind, '2027-08-31')
  const ids = [newId(), newId()]
  const both = await Promise.all(
    ids.map((one) =>
      administrator.post(`/api/helpers/${id}/account`, { id: one, username: `v${one.slice(-12)}` }),
    ),
  )
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
  const accounts = await app.owner`select id from auth_user where id = any (${ids})`
  const [helper] = await app.owner`select user_id from helper where id = ${id}`
  expect(accounts.map((row) => row['id'])).toEqual([helper?.['user_id']])
})

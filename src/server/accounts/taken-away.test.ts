import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const statuses = async (...sent: readonly Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(sent)).map(({ status }) => status).toSorted((a, b) => a - b)

async function twoAdministrators() {
  const { schoolId } = await makeSchool(app.owner)
  const grant = { schoolId, role: 'administrator' } as const
  const people = [await app.signIn(grant), await app.signIn(grant)] as const
  const roleOf = async ({ userId }: Person): Promise<string> => {
    const [row] = await app.owner`select id from role_assignment where user_id = ${userId}`
    return String(row?.['id'])
  }
  const left = async (): Promise<number> => {
    const rows = await app.owner`select 1 from role_assignment r join auth_user u on u.id = r.user_id
      where r.school_id = ${schoolId} and r.to_on is null and not u.disabled`
    return rows.length
  }
  return { people, roleOf, left }
}

it.each([1, 2, 3])('two administrators who lock each other out: one stays, time %i', async () => {
  const { people, left } = await twoAdministrators()
  const [one, two] = people
  const lock = (by: Person, other: Person) =>
    by.post(`/api/accounts/${other.userId}/disabled`, { disabled: true })
  const [first, second = 0] = await statuses(lock(one, two), lock(two, one))
  expect(first).toBe(200)
  expect([401, 409]).toContain(second)
  expect(await left()).toBe(1)
})

it.each([1, 2, 3])('two who end each other’s role: one stays, time %i', async () => {
  const { people, roleOf, left } = await twoAdministrators()
  const [one, two] = people
  const [ofOne, ofTwo] = [await roleOf(one), await roleOf(two)]
  const end = (by: Person, other: Person, roleId: string) =>
    by.post(`/api/accounts/${other.userId}/roles/${roleId}/end`, { reason: '调动' })
  const [first, second = 0] = await statuses(end(one, two, ofTwo), end(two, one, ofOne))
  expect(first).toBe(200)
  expect([404, 409]).toContain(second)
  expect(await left()).toBe(1)
})

it.each([1, 2, 3])('two roles that exclude each other, given at once: one is given, time %i', async () => {
  const { people } = await twoAdministrators()
  const [one, two] = people
  const account = {
    id: newId(),
    name: '测试员',
    username: `n${newId().slice(-12)}`,
    roles: [{ id: newId(), role: 'archiveKeeper' }],
  }
  expect((await one.post('/api/accounts', account)).status).toBe(200)
  const give = (by: Person, role: string) =>
    by.post(`/api/accounts/${account.id}/roles`, { id: newId(), role })
  expect(await statuses(give(one, 'auditor'), give(two, 'principal'))).toEqual([200, 422])
})

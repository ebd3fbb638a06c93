import { afterAll, beforeAll, expect, it } from 'vitest'
import { byPinyin } from '#server/children/service.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('people to choose from stand by pinyin in every list, surnames read as surnames', async () => {
  const { owner } = app
  const school = await makeSchool(owner)
  const { schoolId } = school
  const child = await makeAwayChild(owner, school)
  // By code point 单 and 吕 would come before 安.
  const names = ['安校长', '吕老师', '单老师', '曾老师']
  const people = await Promise.all(
    names.map((_, at) => app.signIn({ schoolId, role: at === 0 ? 'principal' : 'counsellor' })),
  )
  for (const [at, { userId }] of people.entries())
    await owner`update auth_user set name = ${names[at] ?? ''} where id = ${userId}`
  const [principal] = people
  const lists: Record<string, (body: Record<string, unknown>) => unknown> = {
    '/api/accounts': ({ accounts }) => accounts,
    '/api/covers/people': ({ people: list }) => list,
    '/api/tasks/owners': ({ owners }) => owners,
    '/api/pairings/choices': ({ staff }) => staff,
    [`/api/children/${child}/keepers`]: ({ keepers }) => keepers,
    '/api/appraisal': ({ candidates }) => candidates,
    '/api/agreements/form?kind=safetyStaff': ({ staff }) => staff,
  }
  const orders: Record<string, unknown> = {}
  for (const [path, listOf] of Object.entries(lists)) {
    const { status, body } = (await principal?.get(path)) ?? {}
    expect(`${status} ${path}`).toBe(`200 ${path}`)
    orders[path] = (listOf(body) as { name: string }[]).map(({ name }) => name)
  }
  expect(orders).toEqual(Object.fromEntries(Object.keys(lists).map((path) => [path, names])))
})

it('what comes first stands in front of the name', () => {
  const people = [{ name: '安' }, { name: '周' }]
  expect(byPinyin(people, ({ name }) => (name === '周' ? 0 : 1))).toEqual([{ name: '周' }, { name: '安' }])
})

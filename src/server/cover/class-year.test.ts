import { afterAll, beforeAll, expect, it } from 'vitest'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeCoverSchool, postsOf } from '#server/testing/cover-school.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** The class teacher has last year's class of the same name, too: nobody has ended that role. */
async function withLastYear() {
  const known = await makeCoverSchool(app)
  const { schoolId } = known.school
  const [yearId, oldClass, oldRole] = [newId(), newId(), newId()]
  const [now = ''] = await postsOf(app, known.zhou)
  await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${schoolId}, ${yearId}, '2025-2026', '2025-09-01', '2026-08-31')`
  await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
    values (${schoolId}, ${oldClass}, ${yearId}, 3, 1, '三年级(1)班')`
  await app.owner`insert into role_assignment (school_id, id, user_id, role, class_id, from_on)
    values (${schoolId}, ${oldRole}, ${known.zhou.userId}, 'classTeacher', ${oldClass}, '2025-09-01')`
  return { ...known, oldClass, oldRole, now }
}

const offered = async (by: Person, { userId }: Person): Promise<string[]> => {
  const { people } = (await by.get('/api/covers/people')).body as { people: CoverPerson[] }
  const posts = people.find((one) => one.userId === userId)?.posts ?? []
  return posts.map(({ roleId }) => roleId)
}

it('last year’s class without a child in it is not given away with this year’s of the same name', async () => {
  const { principal, zhou, li, oldRole, now } = await withLastYear()
  for (const by of [principal, zhou]) expect(await offered(by, zhou)).toEqual([now])
  const draft = { fromUserId: zhou.userId, toUserId: li.userId, from: '2026-11-23', to: null }
  const refused = await principal.post('/api/covers', { ...draft, id: newId(), roleIds: [now, oldRole] })
  expect(refused.body.error?.fields).toEqual([{ path: 'roleIds', code: 'unknown-reference' }])
  expect((await principal.post('/api/covers', { ...draft, id: newId(), roleIds: [now] })).status).toBe(200)
})

it('last year’s class is given away while children are in it: the roster of the new year has not come', async () => {
  const { principal, zhou, li, child, oldClass, oldRole, now } = await withLastYear()
  await app.owner`update pupil set class_id = ${oldClass} where id = ${child}`
  expect((await offered(principal, zhou)).toSorted()).toEqual([now, oldRole].toSorted())
  const draft = { fromUserId: zhou.userId, toUserId: li.userId, from: '2026-11-23', to: '2026-11-27' }
  const arranged = await principal.post('/api/covers', { ...draft, id: newId(), roleIds: [oldRole] })
  expect(arranged.status).toBe(200)
})

import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import type { Account, LoadPreview } from '#shared/accounts/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { biffFile } from '#server/testing/roster-files.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

const NAME = '三年级(1)班'
let app: TestApp
let school: SchoolFacts
let admin: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
})
afterEach(() => app.setNow(TEST_NOW))

/** A class of the same name in another school year, e.g. 2025 for 2025/26. */
async function classIn(first: number, name = NAME): Promise<string> {
  const [yearId, id] = [newId(), newId()]
  await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${school.schoolId}, ${yearId}, ${`${first}-${first + 1}`}, ${`${first}-09-01`}, ${`${first + 1}-08-31`})`
  await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
    values (${school.schoolId}, ${id}, ${yearId}, 3, 1, ${name})`
  return id
}

const account = (role: object) => ({
  id: newId(),
  name: '单晓禾',
  username: `n${newId().slice(-12)}`,
  roles: [{ id: newId(), role: 'classTeacher', ...role }],
})

const read = async (rows: readonly (readonly string[])[]): Promise<LoadPreview['rows']> => {
  const { body } = await admin.request({
    method: 'POST',
    url: '/api/accounts/load/preview',
    headers: { 'content-type': 'application/octet-stream', 'x-file-name': 'list.xls' },
    payload: biffFile([['姓名', '班级'], ...rows]),
  })
  return (body as LoadPreview).rows
}

it.each([2025, 2027])('a list of teachers gives the class of this year, not that of %i', async (first) => {
  const other = await classIn(first)
  // Rows come as they lie: the one touched last comes last.
  for (const id of [other, school.classes[NAME] ?? '', other]) {
    await app.owner`update class set version = version + 1 where school_id = ${school.schoolId} and id = ${id}`
    const username = `n${newId().slice(-12)}`
    const [row] = await read([['单晓禾', '三(1)班']])
    const made = await admin.post('/api/accounts/load', { rows: [{ ...row, username }] })
    const [given] = await app.owner`select class_id as id from role_assignment
      where school_id = ${school.schoolId} and user_id = ${made.body.accounts[0].accountId}`
    expect(given?.['id']).toBe(school.classes[NAME])
  }
})

it('a class that only another year has is none for a list of teachers', async () => {
  await classIn(2025, '三年级(8)班')
  await classIn(2027, '三年级(9)班')
  const rows = await read([
    ['单晓禾', '三年级(8)班'],
    ['查禾溪', '三年级(9)班'],
  ])
  expect(rows.map(({ fault }) => fault)).toEqual(['class-unknown', 'class-unknown'])
})

it('with all school years over no class is found by its name', async () => {
  app.setNow('2027-09-01T02:00:00.000Z')
  await app.owner`update auth_session set "updatedAt" = '2027-09-01T02:00:00.000Z'`
  expect(await read([['单晓禾', '三(1)班']])).toMatchObject([{ fault: 'class-unknown' }])
})

it('a role for a class whose school year is over is refused, with the year', async () => {
  const old = await classIn(2025)
  const fault = { code: 'outside-school-year', params: { year: '2025-2026' } }
  const made = await admin.post('/api/accounts', account({ classId: old }))
  expect([made.status, made.body.error.fields]).toEqual([422, [{ path: 'roles.0.classId', ...fault }]])
  const teacher = account({ classId: school.classes[NAME] })
  expect((await admin.post('/api/accounts', teacher)).status).toBe(200)
  const added = await admin.post(`/api/accounts/${teacher.id}/roles`, {
    id: newId(),
    role: 'classTeacher',
    classId: old,
    from: '2026-01-05',
  })
  expect([added.status, added.body.error.fields]).toEqual([422, [{ path: 'classId', ...fault }]])
})

it('on the last day of the year its class is still given; a role that begins after it is not', async () => {
  const last = await classIn(2025)
  app.setNow('2026-08-31T02:00:00.000Z')
  await app.owner`update auth_session set "updatedAt" = '2026-08-31T02:00:00.000Z'`
  await app.owner`update role_assignment set from_on = '2026-08-01' where user_id = ${admin.userId}`
  expect((await admin.post('/api/accounts', account({ classId: last }))).status).toBe(200)
  const late = await admin.post('/api/accounts', account({ classId: last, from: '2026-09-01' }))
  expect(late.body.error.fields).toEqual([{ path: 'roles.0.from', code: 'outside-school-year' }])
})

it('a class of the coming year may be given already', async () => {
  const coming = await classIn(2027)
  expect((await admin.post('/api/accounts', account({ classId: coming }))).status).toBe(200)
})

it('a role of a class of the year that runs is named without it; when that year is over, with it', async () => {
  const classId = school.classes[NAME] ?? ''
  const { userId } = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  const classYears = async () => {
    const { accounts } = (await admin.get('/api/accounts')).body
    return (accounts as Account[]).find(({ id }) => id === userId)?.roles.map(({ classYear }) => classYear)
  }
  expect(await classYears()).toEqual([null])
  await app.owner`update school_year set ends_on = '2026-11-22' where school_id = ${school.schoolId}`
  expect(await classYears()).toEqual(['2026-2027'])
})

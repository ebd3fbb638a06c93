import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let classId: string
let principal: Person
let zhou: Person
let li: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  classId = school.classes['三年级(1)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  zhou = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  li = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(2)班'] ?? '',
  })
  child = await makeAwayChild(app.owner, school)
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan2',
    definition: 'recording',
    effectiveFrom: '2026-11-01',
  })
})

const postsOf = async (person: Person): Promise<string[]> => {
  const rows = await app.owner<
    { id: string }[]
  >`select id from role_assignment where user_id = ${person.userId}`
  return rows.map(({ id }) => id)
}
const handOver = async (from: Person, to: Person, day: string, roleIds?: readonly string[]) =>
  principal.post('/api/covers', {
    id: newId(),
    fromUserId: from.userId,
    toUserId: to.userId,
    from: day,
    to: null,
    roleIds: roleIds ?? (await postsOf(from)),
  })

/** Moves the clock, and keeps everybody signed in. */
async function later(instant: string): Promise<void> {
  app.setNow(instant)
  await app.owner`update auth_session set "updatedAt" = ${instant}`
}

describe('a hand-over for good whose day has not come', () => {
  it('is called off before its day by a leader: every role is as it was, and on the day nothing changes', async () => {
    const rolesNow = () => app.owner`
      select id, user_id, role, class_id, from_on, to_on, ended_reason from role_assignment
      where school_id = ${school.schoolId} order by id`
    // A post that ends by itself must not become endless.
    await app.owner`update role_assignment set to_on = '2027-01-31' where user_id = ${zhou.userId}`
    const before = await rolesNow()
    const { cover } = (await handOver(zhou, li, '2026-12-01')).body
    expect(cover).toMatchObject({ state: 'coming', mayEnd: true })
    expect(await rolesNow()).not.toEqual(before)
    expect((await zhou.post(`/api/covers/${cover.id}/end`)).body.error.code).toBe('not-allowed-now')
    const ended = await principal.post(`/api/covers/${cover.id}/end`)
    expect(ended.body.cover).toMatchObject({ state: 'ended', mayEnd: false })
    expect((await principal.post(`/api/covers/${cover.id}/end`)).status).toBe(200)
    expect(await rolesNow()).toEqual(before)
    await later('2026-12-01T02:00:00.000Z')
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
    expect((await zhou.get(`/api/children/${child}`)).status).toBe(200)
    // Nothing was handed over, so there is nothing to hand back.
    const { people } = (await principal.get('/api/covers/people')).body as { people: CoverPerson[] }
    expect(people.filter(({ userId }) => userId === zhou.userId)).toHaveLength(1)
  })

  it('cannot be called off once it was passed on, or its post is changed by hand', async () => {
    const third = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    const first = (await handOver(zhou, li, '2026-12-01')).body.cover
    const given = await app.owner<{ id: string }[]>`
      select id from role_assignment where user_id = ${li.userId} and from_on = '2026-12-01'`
    const roleIds = given.map(({ id }) => id)
    const next = (await handOver(li, third, '2026-12-08', roleIds)).body.cover
    expect((await principal.post(`/api/covers/${first.id}/end`)).body.error.code).toBe('not-allowed-now')
    // The last one first.
    expect((await principal.post(`/api/covers/${next.id}/end`)).body.cover.state).toBe('ended')
    expect((await principal.post(`/api/covers/${first.id}/end`)).body.error.code).toBe('not-allowed-now')
    const list = (await principal.get('/api/covers')).body.covers as { id: string; mayEnd: boolean }[]
    expect(list.find(({ id }) => id === first.id)?.mayEnd).toBe(false)
  })
})

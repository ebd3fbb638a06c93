import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeCoverSchool, moveTo, postsOf } from '#server/testing/cover-school.ts'
import type { SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let zhou: Person
let li: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;({ school, principal, zhou, li, child } = await makeCoverSchool(app))
})

const handOver = async (from: Person, to: Person, day: string, roleIds?: readonly string[]) =>
  principal.post('/api/covers', {
    id: newId(),
    fromUserId: from.userId,
    toUserId: to.userId,
    from: day,
    to: null,
    roleIds: roleIds ?? (await postsOf(app, from)),
  })

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
    await moveTo(app, '2026-12-01T02:00:00.000Z')
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

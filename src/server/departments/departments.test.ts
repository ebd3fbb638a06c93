import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let head: Person
let member: Person
let other: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  head = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
  member = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  other = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
})

const register = async (name = '教务处', id = newId()) => {
  const answer = await principal.post('/api/departments', { id, name })
  return { id, answer }
}
const put = (id: string, body: object, by = principal) =>
  by.request({ method: 'PUT', url: `/api/departments/${id}/members`, payload: body })
const rename = (id: string, body: object) =>
  principal.request({ method: 'PATCH', url: `/api/departments/${id}`, payload: body })
const list = async (by = other) => (await by.get('/api/departments')).body.departments
const daysOf = (id: string) =>
  app.owner`select user_id as "userId", is_head as "isHead", from_on::text as "from", to_on::text as "to"
    from department_member where department_id = ${id} order by from_on, is_head desc`

describe('P3-19: departments of a school', () => {
  it('are registered once by the leaders and known to the whole staff; two have never the same name', async () => {
    const { id, answer } = await register()
    expect(answer.status).toBe(200)
    expect((await register('教务处', id)).answer.status).toBe(200)
    const twice = (await register('教务处')).answer
    expect(twice.status).toBe(422)
    expect(twice.body.error.fields).toMatchObject([{ path: 'name', code: 'not-unique' }])
    expect(await list()).toEqual([{ id, name: '教务处', from: '2026-11-23', members: [], version: 1 }])
    const refused = await member.post('/api/departments', { id: newId(), name: '少先队' })
    expect(refused.status).toBe(403)
    const atOnce = await Promise.all([1, 2, 3].map(() => register('总务处')))
    expect(atOnce.map(({ answer: one }) => one.status).toSorted((a, b) => a - b)).toEqual([200, 422, 422])
    const audit = await app.owner`select action, entity_id as id from audit_entry
      where school_id = ${school.schoolId} and entity = 'department' order by id`
    expect(audit.filter((one) => one['id'] === id)).toHaveLength(1)
  })

  it('have dated members and one head; what changes is dated anew, the days before stay as they were', async () => {
    const { id } = await register()
    const memberIds = [head.userId, member.userId]
    expect((await put(id, { version: 1, memberIds, headId: head.userId })).status).toBe(200)
    const [first] = await list()
    expect(first.members.map(({ isHead }: { isHead: boolean }) => isHead)).toEqual([true, false])
    expect(first.members[0].userId).toBe(head.userId)
    // The other becomes the head a week later: who led before is still to be read.
    app.setNow('2026-11-30T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect((await put(id, { version: 1, memberIds, headId: member.userId })).body.error.code).toBe(
      'version-conflict',
    )
    expect((await put(id, { version: 2, memberIds: [head.userId], headId: member.userId })).status).toBe(200)
    expect(await daysOf(id)).toEqual([
      { userId: head.userId, isHead: true, from: '2026-11-23', to: '2026-11-29' },
      { userId: member.userId, isHead: false, from: '2026-11-23', to: '2026-11-29' },
      { userId: member.userId, isHead: true, from: '2026-11-30', to: null },
      { userId: head.userId, isHead: false, from: '2026-11-30', to: null },
    ])
    // Whoever stays as they were keeps their days.
    expect((await put(id, { version: 3, memberIds: [], headId: member.userId })).status).toBe(200)
    expect((await daysOf(id)).filter((one) => one['to'] === null)).toMatchObject([
      { from: '2026-11-30', isHead: true },
    ])
  })

  it('hold only who works here: nobody else is taken in, and whoever leaves is not counted any more', async () => {
    const { id } = await register()
    const volunteer = await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    for (const stranger of [volunteer.userId, newId()]) {
      const answer = await put(id, { version: 1, memberIds: [stranger], headId: null })
      expect(answer.body.error.fields).toMatchObject([{ path: 'memberIds', code: 'unknown-reference' }])
    }
    await put(id, { version: 1, memberIds: [member.userId], headId: head.userId })
    await app.owner`update role_assignment set to_on = '2026-11-22' where user_id = ${head.userId}`
    await app.owner`update auth_user set disabled = true where id = ${member.userId}`
    expect((await list())[0].members).toEqual([])
  })

  it('are renamed and closed; a closed one has nobody, frees its name and is given no work', async () => {
    const { id } = await register('政教处')
    await register('少先队')
    expect((await rename(id, { version: 1, name: '少先队' })).body.error.fields).toMatchObject([
      { code: 'not-unique' },
    ])
    expect((await rename(id, { version: 1, name: '德育处' })).status).toBe(200)
    await put(id, { version: 2, memberIds: [], headId: head.userId })
    const task = {
      id: newId(),
      title: '路队护送',
      startsOn: '2026-11-24',
      endsOn: '2026-11-27',
      departmentIds: [id],
    }
    expect((await principal.post('/api/tasks', task)).body.task.departments).toEqual([{ id, name: '德育处' }])
    expect((await principal.post(`/api/departments/${id}/close`, { version: 3 })).status).toBe(200)
    expect((await principal.post(`/api/departments/${id}/close`, { version: 3 })).status).toBe(200)
    expect((await list()).map(({ name }: { name: string }) => name)).toEqual(['少先队'])
    expect((await rename(id, { version: 4, name: '德育室' })).body.error.code).toBe('version-conflict')
    expect((await register('德育处')).answer.status).toBe(200)
    // What it had keeps its name and may be changed; new work is not given to it.
    const change = { version: 1, endsOn: '2026-11-28', departmentIds: [id] }
    const kept = await principal.request({ method: 'PATCH', url: `/api/tasks/${task.id}`, payload: change })
    expect(kept.body.task).toMatchObject({ endsOn: '2026-11-28', departments: [{ name: '德育处' }] })
    const more = await principal.post('/api/tasks', { ...task, id: newId() })
    expect(more.body.error.fields).toMatchObject([{ path: 'departmentIds', code: 'unknown-reference' }])
  })
})

describe('P3-120: work of departments', () => {
  it('several do it together: each of their people may tick it off and has it in the calendar link, others not', async () => {
    const [one, two] = [await register('少先队'), await register('总务处')]
    await put(one.id, { version: 1, memberIds: [member.userId], headId: head.userId })
    await put(two.id, { version: 1, memberIds: [], headId: null })
    const id = newId()
    const task = {
      id,
      title: '冬衣整理',
      startsOn: '2026-11-24',
      endsOn: '2026-11-27',
      departmentIds: [one.id, two.id],
    }
    expect((await principal.post('/api/tasks', task)).status).toBe(200)
    const shown = async (by: Person) => {
      const { tasks } = (await by.get('/api/tasks?from=2026-11-01&to=2026-11-30')).body
      const feed = await app.anonymous({
        method: 'GET',
        url: (await by.post('/api/feed', { id: newId() })).body.path,
      })
      return [
        tasks[0].departments.map(({ name }: { name: string }) => name),
        tasks[0].mayFinish,
        feed.body.includes('冬衣整理'),
      ]
    }
    expect(await shown(head)).toEqual([['少先队', '总务处'], true, true])
    expect(await shown(member)).toEqual([['少先队', '总务处'], true, true])
    expect(await shown(other)).toEqual([['少先队', '总务处'], false, false])
    expect((await other.post(`/api/tasks/${id}/done`, { version: 1, doneOn: '2026-11-23' })).status).toBe(403)
    expect(
      (await member.post(`/api/tasks/${id}/done`, { version: 1, doneOn: '2026-11-23' })).body.task.state,
    ).toBe('done')
    // Beside a person, both may.
    await principal.request({
      method: 'PATCH',
      url: `/api/tasks/${id}`,
      payload: { version: 2, ownerId: other.userId },
    })
    expect((await shown(other))[1]).toBe(true)
    expect((await shown(member))[1]).toBe(true)
  })

  it('goes into the next school year with its departments, without those closed since', async () => {
    const [one, two] = [await register('少先队'), await register('总务处')]
    const task = { id: newId(), title: '冬衣整理', startsOn: '2026-11-24', endsOn: '2026-11-27' }
    await principal.post('/api/tasks', { ...task, departmentIds: [one.id, two.id] })
    await principal.post(`/api/departments/${two.id}/close`, { version: 1 })
    const year = { id: newId(), name: '2027-2028', startsOn: '2027-09-01', endsOn: '2028-08-31', terms: [] }
    expect((await principal.post('/api/organisation/years', year)).status).toBe(200)
    expect((await principal.post('/api/tasks/roll', { yearId: school.yearId })).body).toEqual({ added: 1 })
    const { tasks } = (await principal.get('/api/tasks?from=2027-09-01&to=2028-08-31')).body
    expect(tasks[0].departments).toEqual([{ id: one.id, name: '少先队' }])
  })
})

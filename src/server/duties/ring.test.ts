import { afterAll, beforeAll, expect, it } from 'vitest'
import type { RingDuty } from '#shared/day/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('H-02: what was done for a child who is in another class now stays in the ring, and where the child is stays out', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  const gone = await makeAwayChild(app.owner, school, { name: '安小满' })
  const stays = await makeAwayChild(app.owner, school, { name: '白小禾' })
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-11-01' }
  expect((await principal.post('/api/plan', plan)).status).toBe(200)
  for (const pupilId of [gone, stays]) {
    const fields = { kind: 'talk', topics: ['study'] }
    const card = { id: newId(), pupilId, heldOn: '2026-11-23', reached: true, fields }
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
  }
  const moved = { classId: school.classes['三年级(2)班'], from: '2026-11-23' }
  expect((await principal.post(`/api/children/${gone}/class`, moved)).status).toBe(200)
  expect((await teacher.get(`/api/children/${gone}`)).status).toBe(404)
  const { duties } = (await teacher.get('/api/my-day/ring')).body as { duties: RingDuty[] }
  const done = duties.filter(({ doneOn, key }) => doneOn !== null && key === 'talk')
  expect(done.map(({ pupilId, className, mayOpen }) => [pupilId, className, mayOpen])).toEqual([
    [gone, null, false],
    [stays, '三年级(1)班', true],
  ])
  // Whoever works for the whole school as well may open the page wherever the child is.
  await app.owner`insert into role_assignment (school_id, id, user_id, role, from_on)
    values (${schoolId}, ${newId()}, ${teacher.userId}, 'counsellor', '2026-09-01')`
  const wider = (await teacher.get('/api/my-day/ring')).body.duties as RingDuty[]
  expect(wider.find(({ pupilId, key }) => pupilId === gone && key === 'talk')).toMatchObject({
    className: '三年级(2)班',
    mayOpen: true,
  })
  const { ring } = (await teacher.get('/api/my-day')).body
  expect(ring).toMatchObject({ total: duties.length })
})

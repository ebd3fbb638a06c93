import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('P3-72, D43: every member of staff owes the safety letter, once whatever the roles; seen, weighed and recorded by each', async () => {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const child = await makeAwayChild(app.owner, school)
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  await app.signIn({ schoolId, role: 'auditor' })
  await app.signIn({ schoolId, role: 'volunteer' })
  // The class teacher helps a child as well, and has done since before: still one letter.
  await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
    values (${schoolId}, ${newId()}, ${teacher.userId}, 'helpingTeacher', ${child}, '2026-08-01')`
  const settings = { rules: [{ key: 'safetyLetter', on: true }] }
  const plan = { preset: 'plan3', definition: 'recording', effectiveFrom: '2026-09-01', settings }
  const preview = await principal.post('/api/plan/preview', plan)
  expect(preview.body.warnings.filter(({ key }: { key?: string }) => key === 'safetyLetter')).toEqual([])
  expect((await principal.post('/api/plan', { id: newId(), ...plan })).status).toBe(200)

  const letters = async () => {
    const rows = await app.owner<
      { who: string; due: string }[]
    >`select person_id as who, due_on as due from duty
      where school_id = ${schoolId} and key = 'safetyLetter'`
    return rows.map(({ who }) => who).toSorted()
  }
  const staff = [principal, teacher, counsellor]
  expect(await letters()).toEqual(staff.map(({ userId }) => userId).toSorted())
  const lineOf = async (person: Person) => {
    const { work } = (await person.get('/api/my-day')).body
    return work.filter(({ key }: { key: string }) => key === 'safetyLetter')
  }
  // Everybody sees the own one; a leader none of the others as work without anybody.
  for (const person of staff) expect(await lineOf(person)).toMatchObject([{ unassigned: false }])
  const record = { id: newId(), heldOn: '2026-11-23', what: '已签', people: 1, topics: [] }
  const [own] = await lineOf(counsellor)
  expect((await counsellor.post(`/api/duties/${own.dutyId}/work`, record)).body.duty?.state).toBe('done')
  const [others] = await lineOf(teacher)
  const foreign = { ...record, id: newId() }
  expect((await counsellor.post(`/api/duties/${others.dutyId}/work`, foreign)).status).toBe(403)

  // Somebody new owes one from the day of the role, at least half of the school days being left.
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper', from: '2026-10-20' })
  await runDaily(app.deps)
  expect(await letters()).toEqual([...staff, keeper].map(({ userId }) => userId).toSorted())
  // Gone, and nothing done: nobody is asked for it.
  await app.owner`update role_assignment set to_on = '2026-11-20' where user_id = ${keeper.userId}`
  await runDaily(app.deps)
  expect(await letters()).not.toContain(keeper.userId)
})

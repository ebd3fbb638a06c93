import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { dueList } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('a child’s duty of the archive keeper while there is none: seen by the principal, in My day and by its due day', async () => {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const classId = school.classes['三年级(1)班'] ?? ''
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const child = await makeAwayChild(app.owner, school)
  await app.owner`update pupil set birth_on = '2018-11-20' where id = ${child}`
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan7',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    settings: { rules: [{ key: 'birthdayCheck', on: true }] },
  })
  const [duty] = await app.owner`select id from duty where pupil_id = ${child} and key = 'birthdayCheck'`
  const line = {
    dutyId: duty?.['id'],
    key: 'birthdayCheck',
    subjectKind: 'child',
    performerRole: 'archiveKeeper',
  }
  const workOf = async (person: Person) => (await person.get('/api/my-day')).body.work
  const due = async (leads: boolean) => {
    const scope = mintJobScope(schoolId, '2026-11-23')
    const days = { from: '2026-11-23', to: '2026-12-31' }
    const [rows] = await app.deps.db.read(scope, [dueList(scope, { wide: leads, leads }, days)])
    return rows.flatMap(({ key, dutyId }) => (key === 'birthdayCheck' ? [dutyId] : []))
  }
  expect(await workOf(principal)).toMatchObject([{ ...line, unassigned: true }])
  expect([await due(true), await due(false), await workOf(teacher)]).toEqual([[line.dutyId], [], []])
  // Somebody who keeps the archive owes it: no leader is asked.
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  expect(await workOf(keeper)).toMatchObject([{ ...line, unassigned: false }])
  expect([await workOf(principal), await due(true)]).toEqual([[], []])
})

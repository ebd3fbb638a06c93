import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let classId: string
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
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  child = await makePupil(app.owner, school)
})

const PLAN = {
  preset: 'plan2',
  definition: 'recording',
  effectiveFrom: '2026-09-01',
  settings: { otherTargets: [{ category: 'poverty', survey: true, archive: true, duties: true }] },
}
const adopt = async (): Promise<void> => {
  expect((await principal.post('/api/plan', { id: newId(), ...PLAN })).status).toBe(200)
}
const marked = async (over: object = {}, of = child, by = teacher): Promise<string> => {
  const id = newId()
  const mark = { id, category: 'poverty', from: '2026-09-01', ...over }
  expect((await by.post(`/api/children/${of}/marks`, mark)).body).toEqual({ version: 1 })
  return id
}

describe('what a category could be told by', () => {
  it('H-16: why a file was opened, to nobody who does not keep it', async () => {
    const { schoolId } = school
    await adopt()
    await marked()
    const told = async (by: Person) => [
      (await by.get(`/api/children/${child}/file`)).body.openings[0].openKind,
      (await by.get(`/api/children/${child}/timeline`)).body.items.find(
        (one: { event?: { kind: string } }) => one.event?.kind === 'fileOpened',
      ).event.why,
    ]
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    const administrator = await app.signIn({ schoolId, role: 'administrator' })
    for (const by of [teacher, principal]) expect(await told(by)).toEqual(['marked', 'marked'])
    for (const by of [helper, administrator]) expect(await told(by)).toEqual([null, null])
    // Nor is it told by being the only one without a reason.
    await app.owner`update child_file set open_kind = 'decided' where pupil_id = ${child}`
    expect(await told(helper)).toEqual([null, null])
    await app.owner`update child_file set open_kind = 'counted' where pupil_id = ${child}`
    expect(await told(administrator)).toEqual(['counted', 'counted'])
  })
})

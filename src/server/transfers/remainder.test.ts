import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let child: string
let agreement: string
let file: string
let everybody: Person[]
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  child = await makeAwayChild(app.owner, school, { name: '林小满' })
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  everybody = [principal, teacher, counsellor]
  ;[agreement, file] = [newId(), newId()]
  await app.owner`insert into agreement (school_id, id, kind, pupil_id, from_on, created_by)
    values (${schoolId}, ${agreement}, 'safetyHome', ${child}, '2026-09-01', ${teacher.userId})`
  await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
    values (${schoolId}, ${file}, 'child', ${child}, ${child}, 'contact', ${teacher.userId}, ${app.deps.vault.seal('照片', `attachment.name:${file}`)}, 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
  // What another school took over: the row that stays is a receipt (docs/adr/0022).
  await app.owner`update pupil set left_on = '2026-11-20', left_reason = 'transfer' where school_id = ${schoolId} and id = ${child}`
})

it('H-22, H-25: whatever still hangs on a child that another school took over is not read here by its id, by nobody', async () => {
  for (const person of everybody) {
    for (const url of [
      `/api/agreements/${agreement}`,
      `/api/attachments?kind=child&id=${child}`,
      `/api/attachments?kind=agreement&id=${agreement}`,
      `/api/attachments/${file}/file`,
      `/api/attachments/${file}/thumbnail`,
      `/api/children/${child}/agreements`,
      `/api/children/${child}/pairings`,
      `/api/children/${child}/contact-card`,
      `/api/children/${child}/timeline`,
      `/api/children/${child}/file`,
      `/api/children/${child}/siblings`,
      `/api/children/${child}/alerts`,
    ])
      expect([url, (await person.get(url)).status]).toEqual([url, 404])
    const upload = {
      id: newId(),
      owner: { kind: 'child', id: child },
      name: '照片',
      size: 9,
      sha256: '0'.repeat(64),
    }
    expect((await person.post('/api/attachments', upload)).status).toBe(404)
  }
  const need = { version: 0, helperSex: 'any', language: null, sameVillage: false, keyTarget: true, relatives: [], conflicts: [] } // prettier-ignore
  const kept = await everybody[0]?.request({
    method: 'PUT',
    url: `/api/children/${child}/pairing-need`,
    payload: need,
  })
  expect(kept?.status).toBe(404)
})

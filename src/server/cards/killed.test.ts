import { afterAll, beforeAll, expect, it } from 'vitest'
import { verifyAllChains } from '#server/audit/service.ts'
import { newId } from '#server/db/id.ts'
import { differences, snapshot } from '#server/testing/child-snapshot.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { killDuring } from '#server/testing/killed-app.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it.each(['card', 'duty', 'audit_entry'])(
  'kill -9 while a card is filed, before its first write to %s: nothing of it is there, and sent again it is filed once',
  { timeout: 60_000 },
  async (table) => {
    const school = await makeSchool(app.owner)
    const child = await makeAwayChild(app.owner, school)
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const classId = school.classes['三年级(1)班'] ?? ''
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    const plan = { id: newId(), preset: 'plan4', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    const body = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', place: 'office', topics: ['study'], mood: 'calm' },
      content: '说起想念父亲。',
    }
    const before = await snapshot(app.owner)
    await killDuring(app, teacher, { method: 'POST', path: '/api/cards', body }, { table })
    expect(differences(before, await snapshot(app.owner))).toEqual({})
    for (const _time of [1, 2]) expect((await teacher.post('/api/cards', body)).status).toBe(200)
    expect(await app.owner`select id from card where pupil_id = ${child}`).toEqual([{ id: body.id }])
    const closed = await app.owner`select done_card_id as card from duty where done_card_id = ${body.id}`
    expect(closed).toHaveLength(1)
    expect((await verifyAllChains(app.deps)).filter(({ sound }) => !sound)).toEqual([])
  },
)

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

it.each(['care_plan', 'duty_rule', 'duty', 'audit_entry'])(
  'kill -9 in the middle of adopting a plan, before its first write to %s: nothing of it is there, and asked again it is whole',
  { timeout: 60_000 },
  async (table) => {
    const school = await makeSchool(app.owner)
    const child = await makeAwayChild(app.owner, school)
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const body = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
    const before = await snapshot(app.owner)
    await killDuring(app, principal, { method: 'POST', path: '/api/plan', body }, { table })
    expect(differences(before, await snapshot(app.owner))).toEqual({})
    expect(await app.owner`select id from care_plan where school_id = ${school.schoolId}`).toHaveLength(0)
    const again = await principal.post('/api/plan', body)
    expect(again.status).toBe(200)
    expect(again.body.opened).toBeGreaterThan(0)
    const talks =
      await app.owner`select count(*)::int as n from duty where pupil_id = ${child} and key = 'talk'`
    expect(talks[0]?.['n']).toBeGreaterThan(0)
    expect((await verifyAllChains(app.deps)).filter(({ sound }) => !sound)).toEqual([])
  },
)

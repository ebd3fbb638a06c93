import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('ADR 0008: another first day of a term moves what is owed at once, and nothing that is done is owed again', async () => {
  const school = await makeSchool(app.owner)
  const child = await makeAwayChild(app.owner, school)
  const other = await makeAwayChild(app.owner, school)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const admin = await app.signIn({ schoolId, role: 'administrator' })
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  expect((await principal.post('/api/plan', plan)).status).toBe(200)
  const september = async (pupilId: string) => {
    const rows = await app.owner<
      { from: string; done: boolean }[]
    >`select window_from as "from", done_on is not null as done
      from duty where pupil_id = ${pupilId} and key = 'talk' and window_from between '2026-09-01' and '2026-09-30' order by 1`
    return rows.map((row) => ({ ...row }))
  }
  await app.owner`update duty set done_on = '2026-09-20' where pupil_id = ${child} and key = 'talk' and window_from = '2026-09-01'`
  const { body } = await admin.get('/api/organisation')
  const payload = { version: body.years[0].terms[0].version, startsOn: '2026-09-02' }
  const url = `/api/organisation/terms/${school.termId}`
  expect((await admin.request({ method: 'PATCH', url, payload })).status).toBe(200)
  expect(await september(child)).toEqual([{ from: '2026-09-01', done: true }])
  expect(await september(other)).toEqual([{ from: '2026-09-02', done: false }])
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'

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

it('K-21, ADR 0008: a holiday over a week takes its duty away at once and gives it back when it is taken back; a done one stays', async () => {
  app.setNow(TEST_NOW)
  const school = await makeSchool(app.owner)
  const child = await makeAwayChild(app.owner, school)
  const other = await makeAwayChild(app.owner, school)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const admin = await app.signIn({ schoolId, role: 'administrator' })
  const plan = { id: newId(), preset: 'plan9', definition: 'recording', effectiveFrom: '2026-09-01' }
  expect((await principal.post('/api/plan', plan)).status).toBe(200)
  const monday = '2026-11-30'
  await app.owner`update duty set done_on = ${monday} where pupil_id = ${child} and key = 'talk' and window_from = ${monday}`
  const talks = async (from = monday) => {
    const rows = await app.owner<{ id: string }[]>`select pupil_id as id from duty
      where school_id = ${schoolId} and key = 'talk' and window_from = ${from}`
    return rows.map(({ id }) => id).toSorted()
  }
  const both = [child, other].toSorted()
  expect([await talks(), await talks('2026-12-07')]).toEqual([both, both])
  const days = Array.from({ length: 5 }, (_, at) => ({
    day: addDays(monday, at),
    kind: 'holiday',
    name: '停课',
  }))
  expect((await admin.post('/api/calendar/days', { days: days.slice(0, 4) })).status).toBe(200)
  expect(await talks()).toEqual(both)
  expect((await admin.post('/api/calendar/days', { days: days.slice(4) })).status).toBe(200)
  expect([await talks(), await talks('2026-12-07')]).toEqual([[child], both])
  const url = `/api/calendar/days/${addDays(monday, 4)}`
  expect((await admin.request({ method: 'DELETE', url })).status).toBe(200)
  expect(await talks()).toEqual(both)
  // A day made up on a Saturday makes it a week of school again, too.
  await admin.post('/api/calendar/days', { days: days.slice(4) })
  const saturday = { day: addDays(monday, 5), kind: 'makeup', name: '补课' }
  await admin.post('/api/calendar/days', { days: [saturday] })
  expect(await talks()).toEqual(both)
})

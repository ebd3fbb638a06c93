import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  await addTerm(school.yearId, '2027-02-22', '2027-07-09')
  const nextYear = newId()
  await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${school.schoolId}, ${nextYear}, '2027-2028', '2027-09-01', '2028-08-31')`
  await addTerm(nextYear, '2027-09-01', '2028-01-21')
  child = await makeAwayChild(app.owner, school)
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', plan)
})

const addTerm = (yearId: string, from: string, to: string) =>
  app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${school.schoolId}, ${newId()}, ${yearId}, '学期', ${from}, ${to})`

/** Due days of the child's talks once the daily run was made on a day. */
async function talksAfter(day: string): Promise<string[]> {
  app.setNow(`${day}T02:00:00.000Z`)
  expect((await runDaily(app.deps)).failed).toBe(0)
  const rows = await app.owner<{ due: string }[]>`select due_on as "due" from duty
    where pupil_id = ${child} and key = 'talk' order by due_on`
  return rows.map(({ due }) => due)
}

const AUTUMN = ['2026-09-30', '2026-10-31', '2026-11-30', '2026-12-31', '2027-01-22']
const SPRING = ['2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31', '2027-06-30', '2027-07-09']

describe('terms are opened one by one', () => {
  it('through the last day of a term no further one; in the holidays the next, across the summer too', async () => {
    expect(await talksAfter('2026-11-23')).toEqual(AUTUMN)
    expect(await talksAfter('2027-01-22')).toEqual(AUTUMN)
    expect(await talksAfter('2027-01-23')).toEqual([...AUTUMN, ...SPRING])
    expect(await talksAfter('2027-07-09')).toHaveLength(11)
    expect(await talksAfter('2027-07-10')).toHaveLength(16)
  })

  it('after downtime over a whole term and the turn of the school year nothing is left out, and nothing twice', async () => {
    expect(await talksAfter('2026-11-23')).toEqual(AUTUMN)
    const late = await talksAfter('2027-10-11')
    expect(late.slice(0, 11)).toEqual([...AUTUMN, ...SPRING])
    expect(late).toHaveLength(16)
    expect(await talksAfter('2027-10-12')).toEqual(late)
  })
})

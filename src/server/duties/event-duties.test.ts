import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  child = await makeAwayChild(app.owner, school)
})

const adopt = (preset: string, keys: readonly string[], definition: string) =>
  principal.post('/api/plan', {
    id: newId(),
    preset,
    definition,
    effectiveFrom: '2026-09-01',
    settings: { rules: keys.map((key) => ({ key, on: true })) },
  })
const bornOn = (on: string) => app.owner`update pupil set birth_on = ${on} where id = ${child}`
async function runOn(day: string): Promise<void> {
  app.setNow(`${day}T02:00:00.000Z`)
  expect((await runDaily(app.deps)).failed).toBe(0)
}
const dutiesOf = (key: string) =>
  app.owner<{ from: string; due: string; done: string | null }[]>`select window_from as "from", due_on as due,
    done_on as done from duty where pupil_id = ${child} and key = ${key} order by window_from`
const listEnd = async () =>
  (await app.owner`select max(to_on) as "to" from child_status where pupil_id = ${child}`)[0]?.['to']
// Sessions end while days go by: whoever keeps the archive signs in again.
const keeperNow = () => app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
const lineOf = async (person: Person, key: string) => {
  const { work } = (await person.get('/api/my-day')).body
  return work.find((line: { key: string }) => line.key === key)
}

describe('a birthday that ends the list', () => {
  for (const [age, definition, bornDay] of [
    [16, 'ruralUnder16', '2010-12-10'],
    [18, 'recording', '2008-12-10'],
  ] as const)
    it(`K-03: at ${age} the check stays owed through the days after, and is done by its record`, async () => {
      await bornOn(bornDay)
      await adopt('plan7', ['birthdayCheck'], definition)
      const check = [{ from: '2026-12-10', due: '2027-01-08', done: null }]
      expect(await dutiesOf('birthdayCheck')).toEqual(check)
      await runOn('2026-12-10')
      expect(await listEnd()).toBe('2026-12-09')
      await runOn('2026-12-20')
      expect(await dutiesOf('birthdayCheck')).toEqual(check)
      const keeper = await keeperNow()
      const { dutyId } = await lineOf(keeper, 'birthdayCheck')
      const record = { id: newId(), heldOn: '2026-12-20', what: '已核对满岁后的安排', people: 1, topics: [] }
      expect((await keeper.post(`/api/duties/${dutyId}/work`, record)).body.duty?.state).toBe('done')
      await runOn('2027-01-10')
      expect(await dutiesOf('birthdayCheck')).toEqual([{ ...check[0], done: '2026-12-20' }])
    })

  it('is caught up after the server was off on the day, and not owed by whoever left the school before', async () => {
    await bornOn('2010-12-10')
    await adopt('plan7', ['birthdayCheck'], 'ruralUnder16')
    await runOn('2027-01-05')
    expect(await dutiesOf('birthdayCheck')).toHaveLength(1)
    await app.owner`update pupil set left_on = '2026-12-08' where id = ${child}`
    await runOn('2027-01-06')
    expect(await dutiesOf('birthdayCheck')).toEqual([])
  })

  it('a closed file ends what was owed for its sake alone', async () => {
    await bornOn('2010-12-10')
    // No longer on the list since summer; the file stayed open, for a person to decide.
    await app.owner`update absence set to_on = '2026-07-01' where pupil_id = ${child}`
    await adopt('plan7', ['birthdayCheck'], 'ruralUnder16')
    expect(await dutiesOf('birthdayCheck')).toEqual([])
    expect((await principal.post(`/api/children/${child}/file`, {})).status).toBe(200)
    expect(await dutiesOf('birthdayCheck')).toHaveLength(1)
    expect((await principal.post(`/api/children/${child}/file/close`, { kind: 'notCounted' })).status).toBe(
      200,
    )
    expect(await dutiesOf('birthdayCheck')).toEqual([])
  })
})

describe('an absence found', () => {
  const found = async () => {
    const classId = school.classes['三年级(1)班'] ?? ''
    const person = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    const member = newId()
    await person.post(`/api/children/${child}/members`, { id: member, relation: 'grandmother' })
    const away = { id: newId(), from: '2026-11-20', to: null }
    const told = await person.post(`/api/children/${child}/members/${member}/absences`, away)
    expect(told.body.error).toBeUndefined()
    await app.owner`update absence set created_at = '2026-11-23T01:00Z' where id = ${away.id}`
    await runOn('2026-11-23')
  }

  it('P3-32: of a child that is on no list yet the keeper is asked to look', async () => {
    await app.owner`delete from absence where pupil_id = ${child}`
    await app.owner`update pupil set created_at = '2026-10-01' where id = ${child}`
    await adopt('plan3', ['informationOnChange'], 'recording')
    await found()
    const [row] = await app.owner`select count(*)::int as n from child_status where pupil_id = ${child}`
    expect(row?.['n']).toBe(0)
    expect(await lineOf(await keeperNow(), 'informationOnChange')).toMatchObject({
      from: '2026-11-23',
      dueOn: '2026-12-06',
    })
  })

  it('first entered with the roster it asks nothing: everybody is looked at then anyway', async () => {
    await app.owner`delete from absence where pupil_id = ${child}`
    await app.owner`update pupil set created_at = '2026-11-23T01:00Z' where id = ${child}`
    await adopt('plan3', ['informationOnChange'], 'recording')
    await found()
    expect(await dutiesOf('informationOnChange')).toEqual([])
  })
})

describe('a database from before', () => {
  const migration = readFileSync(
    new URL('../db/migrations/0037-events.sql', import.meta.url),
    'utf8',
  ).replace('now()', `timestamptz '2026-11-23T02:00Z'`)

  it('asks nobody for what was over when this version came, and for what still runs', async () => {
    // Sixteen in October, and sixteen a few days ago: neither was on the list on the day itself.
    const recent = child
    const past = await makeAwayChild(app.owner, school)
    await bornOn('2010-11-10')
    await app.owner`update pupil set birth_on = '2010-10-01' where id = ${past}`
    app.setNow('2026-09-02T02:00:00.000Z')
    await adopt('plan7', ['birthdayCheck'], 'ruralUnder16')
    // As the version before left them.
    await app.owner`delete from duty where key = 'birthdayCheck' and school_id = ${school.schoolId}`
    await app.owner.unsafe(migration)
    await runOn('2026-11-24')
    const rows = await app.owner`select pupil_id as id from duty where key = 'birthdayCheck'
      and school_id = ${school.schoolId}`
    expect(rows.map(({ id }) => id)).toEqual([recent])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let principal: Person
let elder: string
let younger: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  elder = await makeAwayChild(app.owner, school, { name: '田田' })
  younger = await makeAwayChild(app.owner, school, { name: '田野' })
  await makeAwayChild(app.owner, school, { name: '林小满' })
  for (const id of [elder, younger])
    await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, name, phone_masked)
      values (${school.schoolId}, ${newId()}, ${id}, 'grandparent', 'grandmother', '田奶奶', '194****0001')`
  // A talk each month and a visit each term.
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan4',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    settings: {
      visit: {
        on: true,
        by: 'school',
        period: 'term',
        performerRole: 'classTeacher',
        perTerm: 1,
        campaignMonths: [],
      },
    },
  })
})

const visit = (pupilId: string, fields: object = {}, over: object = {}) => ({
  id: newId(),
  pupilId,
  heldOn: '2026-11-23',
  reached: true,
  fields: {
    kind: 'homeVisit',
    visitors: ['周老师', '李老师'],
    met: ['child', 'grandmother'],
    topics: ['home'],
    ...fields,
  },
  ...over,
})
const doneOf = async (pupilId: string) => {
  const rows = await app.owner<{ key: string; card: string }[]>`select key, done_card_id as card from duty
    where pupil_id = ${pupilId} and done_on is not null order by key`
  return rows.map(({ key }) => key)
}

describe('a visit at which one also talked', () => {
  it('K-26: fulfils the visit and the talk of that month with one card, and both open again by a correction', async () => {
    const card = visit(elder, { talked: true, mood: 'calm' })
    const filed = await teacher.post('/api/cards', card)
    expect(filed.body).toMatchObject({ card: { topics: { talked: true }, text: { mood: 'calm' } } })
    expect(filed.body.closed).toHaveLength(2)
    expect(await doneOf(elder)).toEqual(['homeVisit', 'talk'])
    const again = { ...visit(elder), reason: '没有谈' }
    const corrected = await teacher.post(`/api/cards/${card.id}/correct`, again)
    expect(corrected.body.reopened).toHaveLength(1)
    expect(await doneOf(elder)).toEqual(['homeVisit'])
  })

  it('asks for what a talk asks for: the child met, and what it was about', async () => {
    const alone = await teacher.post(
      '/api/cards',
      visit(elder, { talked: true, met: ['grandmother'], topics: [] }),
    )
    expect(alone.body.error.fields).toEqual([
      { path: 'fields.met', code: 'child-not-met' },
      { path: 'fields.topics', code: 'required' },
    ])
    const nobody = visit(elder, { talked: true, met: ['nobody'], topics: [] }, { reached: false })
    expect((await teacher.post('/api/cards', nobody)).body.closed).toEqual([])
    const rows = await app.owner`select key, attempts from duty where pupil_id = ${elder} and attempts > 0`
    expect(rows).toEqual([{ key: 'homeVisit', attempts: 1 }])
  })
})

describe('a visit to a household', () => {
  it('names the other children of the household that one reaches, with what is open for each', async () => {
    const { children } = (await teacher.get(`/api/children/${elder}/household`)).body
    expect(children.map(({ name }: { name: string }) => name)).toEqual(['田田', '田野'])
    expect(children[0].duties.map(({ key }: { key: string }) => key)).toContain('homeVisit')
    await app.owner`update pupil set class_id = ${school.classes['三年级(2)班'] ?? ''} where id = ${younger}`
    expect((await teacher.get(`/api/children/${elder}/household`)).body.children).toHaveLength(1)
    expect((await principal.get(`/api/children/${elder}/household`)).body.children).toHaveLength(2)
    expect((await teacher.get(`/api/children/${younger}/household`)).status).toBe(404)
  })

  it('files a card for each child, however often it is sent, and all or none', async () => {
    const cards = [visit(elder, { talked: true }), visit(younger, { talked: true })]
    const wrong = await teacher.post('/api/cards/together', {
      cards: [cards[0], { ...cards[1], heldOn: '2026-11-25' }],
    })
    expect(wrong.body.error.fields).toEqual([{ path: 'cards.1.heldOn', code: 'in-future' }])
    expect(await doneOf(elder)).toEqual([])
    const answers = await Promise.all([1, 2].map(() => teacher.post('/api/cards/together', { cards })))
    for (const { status, body } of [...answers, await teacher.post('/api/cards/together', { cards })]) {
      expect(status).toBe(200)
      expect(body.filed.map((one: { closed: string[] }) => one.closed.length)).toEqual([2, 2])
    }
    const [count] = await app.owner`select count(*)::int as n from card where school_id = ${school.schoolId}`
    expect(count?.['n']).toBe(2)
    expect([await doneOf(elder), await doneOf(younger)]).toEqual([
      ['homeVisit', 'talk'],
      ['homeVisit', 'talk'],
    ])
    const stranger = await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    const foreign = await teacher.post('/api/cards/together', { cards: [visit(elder), visit(stranger)] })
    expect(foreign.status).toBe(404)
    const twice = await teacher.post('/api/cards/together', { cards: [visit(elder), visit(elder)] })
    expect(twice.status).toBe(422)
  })
})

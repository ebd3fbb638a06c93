import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { percent } from '#shared/percent/rules.ts'
import { SchoolingPart } from '#shared/figures/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let other: SchoolFacts
let keeper: Person
let principal: Person
const children: Record<string, string> = {}
const confirmed: Record<string, string> = {}
const done = async (answer: Promise<{ status: number }>): Promise<void> => {
  if ((await answer).status !== 200) throw new Error('the school of the test could not be made')
}

const child = async (name: string): Promise<string> => {
  const id = await makeAwayChild(app.owner, school, { name })
  children[name] = id
  return id
}
const leave = async (name: string, on: string): Promise<string> => {
  const id = newId()
  const body = { id, on, to: '外县小学', reason: '跟父母走' }
  await done(keeper.post(`/api/children/${children[name] ?? ''}/leave`, body))
  return id
}

/**
 * Sixty on the list at the start of the term. Of them one leaves and nothing is heard, one is confirmed by the school outside,
 * one is taken over by another school here; one is in no class, one in the kindergarten, one is not six yet.
 */
beforeAll(async () => {
  app = await startTestApp()
  app.setNow(TEST_NOW)
  ;[school, other] = [await makeSchool(app.owner), await makeSchool(app.owner)]
  const { schoolId } = school
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  principal = await app.signIn({ schoolId, role: 'principal' })
  for (let at = 0; at < 54; at++) await child(`林小${at}`)
  for (const name of ['没消息', '有回音', '转走的', '没班级', '幼儿园', '还小的']) await child(name)
  const kindergarten = newId()
  await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
    values (${schoolId}, ${kindergarten}, ${school.yearId}, 0, 1, '大班')`
  await app.owner`update pupil set class_id = null where id = ${children['没班级'] ?? ''}`
  await app.owner`update pupil set class_id = ${kindergarten}, birth_on = '2020-08-31' where id = ${children['幼儿园'] ?? ''}`
  await app.owner`update pupil set class_id = ${kindergarten}, birth_on = '2020-09-01' where id = ${children['还小的'] ?? ''}`
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await done(principal.post('/api/plan', plan))
  await leave('没消息', '2026-10-12')
  confirmed['有回音'] = await leave('有回音', '2026-10-12')
  const request = { id: newId(), pupilId: children['转走的'] ?? '', toSchoolId: other.schoolId }
  await done(keeper.post('/api/transfers', request))
  const receiver = await app.signIn({ schoolId: other.schoolId, role: 'archiveKeeper' })
  const classId = other.classes['三年级(1)班'] ?? ''
  await done(receiver.post(`/api/transfers/${request.id}/accept`, { classId }))
}, 60_000)
afterAll(() => app.close())

const board = async (query = '', by = keeper) => (await by.get(`/api/board/schooling${query}`)).body
const names = async (part: string, query = ''): Promise<string[]> => {
  const all: { pupilId: string; name: string }[] = []
  let after: string | null = null
  do {
    const at: string = after === null ? '' : `&after=${after}`
    const { body } = await keeper.get(`/api/board/schooling/list?part=${part}${query}${at}`)
    all.push(...body.items)
    after = body.nextAfter
    expect(body.items.length).toBeLessThanOrEqual(50)
    if (after === null) expect([part, body.count]).toEqual([part, all.length])
  } while (after !== null)
  expect(new Set(all.map(({ pupilId }) => pupilId)).size).toBe(all.length)
  return all.map(({ name }) => name)
}

describe('K-53: enrolment and retention over the roster and the transfers', () => {
  it('F05, F06: both rates equal a naive recount of who is where; the unconfirmed are lost until the school says so', async () => {
    // 56 that nothing happened to: 54, and those without class and in kindergarten, who are school-age without a place.
    const before = await board()
    expect(before.enrolment).toEqual({
      schoolAge: 58,
      enrolled: 54,
      out: 4,
      percent: percent(54, 58),
    })
    expect(before.retention).toMatchObject({
      term: { id: school.termId },
      until: '2026-11-23',
      start: 60,
      moved: 1,
      kept: 56,
      lost: 3,
      percent: percent(56, 59),
    })
    expect((await names('out')).toSorted()).toEqual(['幼儿园', '有回音', '没班级', '没消息'].toSorted())
    const url = `/api/transfers/${confirmed['有回音'] ?? ''}/confirm`
    expect((await keeper.post(url, { on: '2026-11-24' })).body.error.fields).toEqual([
      { path: 'on', code: 'in-future' },
    ])
    expect((await keeper.post(url, { on: '2026-10-11' })).body.error.fields).toEqual([
      { path: 'on', code: 'before-start' },
    ])
    expect((await keeper.post(url, { on: '2026-11-20' })).status).toBe(200)
    expect((await keeper.post(url, { on: '2026-11-20' })).status).toBe(200)
    const after = await board()
    expect(after.enrolment).toEqual({ schoolAge: 57, enrolled: 54, out: 3, percent: percent(54, 57) })
    expect(after.retention).toMatchObject({
      start: 60,
      moved: 2,
      kept: 56,
      lost: 2,
      percent: percent(56, 58),
    })
    // As of the day before it said so, the child was lost still.
    expect((await board('?day=2026-11-19')).enrolment).toMatchObject({ schoolAge: 59, out: 4 })
    expect((await board('?day=2026-10-11')).enrolment).toMatchObject({ schoolAge: 59, enrolled: 57, out: 2 })
    const confirmations =
      await app.owner`select detail from audit_entry where school_id = ${school.schoolId} and action = 'confirm' and entity = 'transfer'`
    expect(confirmations).toHaveLength(1)
    const { transfers } = (await keeper.get('/api/transfers')).body
    expect(transfers.find(({ id }: { id: string }) => id === confirmed['有回音'])).toMatchObject({
      state: 'left',
      decidedOn: '2026-11-20',
    })
  })

  it('every number is the length of its list, on any day', async () => {
    for (const query of ['', '&day=2026-10-11', '&day=2026-09-01', '&day=2025-12-01']) {
      const { enrolment, retention, trend } = await board(query.replace('&', '?'))
      const numbers: Record<string, number> = {
        schoolAge: enrolment.schoolAge,
        enrolled: enrolment.enrolled,
        out: enrolment.out,
        start: retention.start,
        moved: retention.moved,
        kept: retention.kept,
        lost: retention.lost,
        before: trend.before,
        now: trend.now,
        joined: trend.joined,
        ...trend.gone,
      }
      expect(Object.keys(numbers).toSorted()).toEqual(SchoolingPart.options.toSorted())
      for (const [part, count] of Object.entries(numbers))
        expect([query, part, (await names(part, query)).length]).toEqual([query, part, count])
    }
  })

  it('P2-07, P5-06, P3-107, P6-07: out of school by name with the reason; of a child taken over a masked name, without page', async () => {
    const items = async (part: string) =>
      (await keeper.get(`/api/board/schooling/list?part=${part}`)).body.items as Record<string, unknown>[]
    expect(await items('lost')).toMatchObject([
      {
        name: '没消息',
        reason: 'notConfirmed',
        leftOn: '2026-10-12',
        movedTo: '外县小学',
        confirmedOn: null,
      },
      { name: '没班级', reason: 'noClass', leftOn: null },
    ])
    const reasons = (await items('out')).map(({ name, reason }) => [name, reason])
    expect(Object.fromEntries(reasons)).toMatchObject({
      没消息: 'notConfirmed',
      没班级: 'noClass',
      幼儿园: 'kindergarten',
    })
    const moved = await items('moved')
    expect(moved.find(({ here }) => here === false)).toMatchObject({
      name: '转**',
      confirmedOn: '2026-11-23',
    })
    expect(JSON.stringify(moved)).not.toContain('转走的')
  })

  it('H-06: lost is a count of a term and no label: nothing of it is written or shown on the child', async () => {
    const page = await keeper.get(`/api/children/${children['没消息'] ?? ''}`)
    expect(page.status).toBe(200)
    expect(JSON.stringify(page.body)).not.toMatch(/notConfirmed|"lost"|流失|辍学/)
    const [item] = (await keeper.get('/api/board/schooling/list?part=lost')).body.items
    expect(Object.keys(item).toSorted()).toEqual(
      ['className', 'confirmedOn', 'here', 'leftOn', 'movedTo', 'name', 'pupilId', 'reason'].toSorted(),
    )
  })

  it('K-50: nothing to divide by has no rate; a day to come and a term of another school have none at all', async () => {
    expect((await board('?day=2026-08-31')).enrolment).toEqual({
      schoolAge: 0,
      enrolled: 0,
      out: 0,
      percent: null,
    })
    const get = (query: string) => keeper.get(`/api/board/schooling${query}`)
    expect((await get('?day=2026-11-24')).status).toBe(422)
    expect((await get('?day=0001-01-01')).status).toBe(422)
    expect((await get(`?termId=${other.termId}`)).status).toBe(404)
    const { body } = await (
      await app.signIn({ schoolId: other.schoolId, role: 'principal' })
    ).get('/api/board/schooling')
    // The other school has chosen no rule: nobody is on its list, and no child of ours is.
    expect(body).toMatchObject({
      definition: null,
      enrolment: { schoolAge: 0 },
      retention: { start: 0, percent: null },
    })
  })

  it('H-02: a teacher and whoever reads the log are shown none of it', async () => {
    const { schoolId } = school
    for (const grant of [
      { schoolId, role: 'classTeacher' as const, classId: school.classes['三年级(1)班'] ?? '' },
      { schoolId, role: 'counsellor' as const },
      { schoolId, role: 'auditor' as const },
    ]) {
      const person = await app.signIn(grant)
      expect((await person.get('/api/board/schooling')).status).toBe(403)
      expect((await person.get('/api/board/schooling/list?part=out')).status).toBe(403)
      expect((await person.get('/api/board/outside')).status).toBe(403)
    }
  })
})

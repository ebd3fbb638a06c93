import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

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

const TODAY = '2026-11-23'

/** Plan 11 looks after disabled children and orphans, and only surveys single-parent families. */
const adopt = async (over: object = {}): Promise<Answer> => {
  const answer = await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan11',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    ...over,
  })
  expect(answer.status).toBe(200)
  return answer
}
const mark = (over: object = {}, by = teacher, of = child): Promise<Answer> =>
  by.post(`/api/children/${of}/marks`, { id: newId(), category: 'orphan', from: '2026-09-01', ...over })
const change = (id: string, over: object, by = teacher): Promise<Answer> =>
  by.request({ method: 'PATCH', url: `/api/children/${child}/marks/${id}`, payload: { version: 1, ...over } })
/** Sets a mark and gives its id. */
const marked = async (over: object = {}): Promise<string> => {
  const id = newId()
  expect((await mark({ id, ...over })).body).toEqual({ version: 1 })
  return id
}
const talks = (of = child) =>
  app.owner<
    { from: string; due: string; ended: string | null; excuse: string | null; done: string | null }[]
  >`
    select window_from as "from", due_on as due, ended_on as ended, excuse_kind as excuse, done_on as done from duty
    where pupil_id = ${of} and key = 'talk' order by window_from`
const page = async (by = teacher, of = child) => (await by.get(`/api/children/${of}`)).body
const categories = async (by: Person) =>
  (await page(by)).marks.map((one: { category: string }) => one.category)
const files = () =>
  app.owner`select open_kind as kind, keeper_id as keeper, closed_on as closed from child_file where pupil_id = ${child}`
const fieldsOf = async (answer: Promise<Answer>) => (await answer).body.error?.fields

describe('what follows from a mark', () => {
  it('X-05, P11-12, P11-13: an orphan gets a file and owes the talks of the plan at once, and is not left behind', async () => {
    await adopt()
    expect([await talks(), await files()]).toEqual([[], []])
    await marked()
    expect((await talks()).map(({ due }) => due)).toEqual([
      '2026-09-30',
      '2026-10-31',
      '2026-11-30',
      '2026-12-31',
      '2027-01-22',
    ])
    expect(await files()).toMatchObject([{ kind: 'marked', closed: null }])
    const { body } = await principal.get('/api/children/summary')
    // F01 counts the list, and the file is no file without cause.
    expect(body).toMatchObject({ listed: 0, sharePercent: 0, noLongerCounted: { count: 0 } })
    expect((await page()).marks).toMatchObject([
      {
        category: 'orphan',
        from: '2026-09-01',
        to: null,
        archive: true,
        duties: true,
        byName: expect.stringContaining('测试'),
      },
    ])
    const day = JSON.stringify((await teacher.get('/api/my-day')).body)
    expect(day).toContain(child)
    expect(day).not.toContain('orphan')
    // What is shown and what is owed hold after the night, too.
    await runDaily(app.deps)
    expect(await talks()).toHaveLength(5)
  })

  it('X-06, P11-11: a category that is only surveyed gets no file and owes nothing, and is counted', async () => {
    await adopt()
    await marked({ category: 'singleParent' })
    expect([await talks(), await files()]).toEqual([[], []])
    const { categories: all } = (await principal.get('/api/marks')).body
    expect(all.find(({ category }: { category: string }) => category === 'singleParent')).toEqual({
      category: 'singleParent',
      survey: true,
      archive: false,
      duties: false,
      children: 1,
      classes: [{ id: classId, name: '三年级(1)班', children: 1 }],
    })
  })

  it('H-15, P2-62: counted for each class, each count is as long as the list behind it, on which no category stands', async () => {
    await adopt({ preset: 'plan2' })
    const other = await makePupil(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    await marked({ category: 'poverty' })
    await mark({ category: 'poverty' }, principal, other)
    await mark({ category: 'studyDifficulty' }, principal, other)
    const listed = (category: string, by = principal, at = {}) =>
      by.post('/api/children/search', { mark: category, ...at }).then(({ body }) => body)
    for (const one of (await principal.get('/api/marks')).body.categories) {
      expect((await listed(one.category)).total).toBe(one.children)
      for (const { id, children } of one.classes)
        expect((await listed(one.category, principal, { classId: id })).total).toBe(children)
    }
    expect((await listed('poverty')).total).toBe(2)
    expect((await listed('poverty', teacher)).rows.map(({ id }: { id: string }) => id)).toEqual([child])
    expect(JSON.stringify(await listed('poverty'))).not.toContain('poverty')
    // A list of these children leaves the house as no file.
    const { body } = await principal.post('/api/children/export', { mark: 'poverty', view: 'list' })
    expect(body).not.toContain('林小满')
  })

  it('K-24: a mark that ends ends what is owed; a talk explained before stays explained', async () => {
    await adopt()
    const id = await marked()
    const [, october] = await app.owner<
      { id: string }[]
    >`select id from duty where pupil_id = ${child} and key = 'talk' order by window_from`
    const excuse = { id: newId(), kind: 'away', reason: '请假' }
    expect((await teacher.post(`/api/duties/${october?.id}/excuse`, excuse)).status).toBe(200)
    expect((await change(id, { to: '2026-10-10' })).body).toEqual({ version: 2 })
    expect(await talks()).toMatchObject([
      { due: '2026-09-30', excuse: null },
      { from: '2026-10-01', excuse: 'away' },
    ])
    expect((await change(id, { version: 2, to: null })).body).toEqual({ version: 3 })
    expect(await talks()).toMatchObject([
      { due: '2026-09-30' },
      { due: '2026-10-31', excuse: 'away', ended: null },
      { due: '2026-11-30' },
      { due: '2026-12-31' },
      { due: '2027-01-22' },
    ])
  })

  it('a file that nothing keeps open any more is told, not closed', async () => {
    await adopt()
    const id = await marked()
    await change(id, { to: '2026-11-20' })
    expect(await files()).toMatchObject([{ closed: null }])
    const { noLongerCounted } = (await principal.get('/api/children/summary')).body
    expect(noLongerCounted).toEqual({ count: 1, ids: [child] })
    const { total } = (await principal.get('/api/children?view=all&only=noLongerCounted')).body
    expect(total).toBe(1)
  })

  it('a mark entered by mistake was never: its talks are withdrawn, and it may be said again', async () => {
    await adopt()
    const id = await marked()
    expect((await change(id, { mistaken: true })).body).toEqual({ version: 2 })
    expect((await change(id, { mistaken: true })).body).toEqual({ version: 2 })
    expect([await talks(), (await page()).marks]).toEqual([[], []])
    expect((await change(id, { version: 2, to: TODAY })).body.error).toEqual({ code: 'not-allowed-now' })
    expect((await mark()).status).toBe(200)
    const [row] = await app.owner`select mistaken_by from care_mark where id = ${id}`
    expect(row).toMatchObject({ mistaken_by: teacher.userId })
  })

  it('of a child on the list a mark adds nothing, and its end takes nothing away', async () => {
    await adopt()
    child = await makeAwayChild(app.owner, school)
    await runDaily(app.deps)
    const before = await talks()
    expect(before).toHaveLength(5)
    const id = await marked()
    expect(await talks()).toEqual(before)
    await change(id, { mistaken: true })
    expect(await talks()).toEqual(before)
    expect(await files()).toMatchObject([{ kind: 'counted' }])
  })

  it('P11-13: who keeps the file is whom the plan names', async () => {
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    await adopt()
    await marked()
    expect(await files()).toMatchObject([{ keeper: helper.userId }])
  })

  it('a child marked for duties can be given a helper, as one on the list (P11-16)', async () => {
    await adopt()
    const inCare = async () =>
      (await principal.get('/api/pairings/choices')).body.children.map(({ id }: { id: string }) => id)
    expect(await inCare()).not.toContain(child)
    await marked()
    expect(await inCare()).toContain(child)
  })
})

describe('dates and repeats', () => {
  it('of one category one at a time; sent twice, recorded once; a stale version is told', async () => {
    const id = newId()
    const twice = await Promise.all([mark({ id }), mark({ id })])
    expect(twice.map(({ body }) => body)).toEqual([{ version: 1 }, { version: 1 }])
    expect(await fieldsOf(mark())).toEqual([{ path: 'from', code: 'overlaps' }])
    const both = await Promise.all([mark({ category: 'disabled' }), mark({ category: 'disabled' })])
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422])
    expect((await change(id, { to: '2026-10-31' })).status).toBe(200)
    expect((await change(id, { to: '2026-10-30' })).body.error).toEqual({
      code: 'version-conflict',
      params: { version: 2 },
    })
    expect(await fieldsOf(mark({ from: '2026-10-31' }))).toEqual([{ path: 'from', code: 'overlaps' }])
    expect((await mark({ from: '2026-11-01' })).status).toBe(200)
    expect(await fieldsOf(change(id, { version: 2, to: null }))).toEqual([{ path: 'from', code: 'overlaps' }])
    const rows = await app.owner`select from care_mark where pupil_id = ${child}`
    expect(rows).toHaveLength(3)
  })

  it('no days to come, none before the birth, no end before the beginning', async () => {
    expect(await fieldsOf(mark({ from: '2026-11-24' }))).toEqual([{ path: 'from', code: 'in-future' }])
    expect(await fieldsOf(mark({ from: '2017-05-03' }))).toEqual([{ path: 'from', code: 'before-birth' }])
    expect(await fieldsOf(mark({ to: '2026-11-24' }))).toEqual([{ path: 'to', code: 'in-future' }])
    expect(await fieldsOf(mark({ to: '2026-08-31' }))).toEqual([{ path: 'to', code: 'before-start' }])
    expect((await mark({ category: 'left' })).status).toBe(422)
  })

  it('K-24: who leaves owes nothing more, and nothing of the time between when back again', async () => {
    await adopt()
    await marked()
    const due = async () => (await talks()).filter(({ excuse }) => excuse === null).map((one) => one.due)
    app.setNow('2026-10-08T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const body = { id: newId(), on: '2026-10-08', to: '外县小学' }
    expect((await principal.post(`/api/children/${child}/leave`, body)).status).toBe(200)
    expect(await due()).toEqual(['2026-09-30'])
    expect((await mark({ category: 'disabled' }, principal)).body.error).toEqual({ code: 'not-allowed-now' })
    expect((await principal.get('/api/marks')).body.categories.every((one: { children: number }) => one.children === 0)).toBe(true) // prettier-ignore
    app.setNow(TEST_NOW)
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect((await principal.post(`/api/children/${child}/return`, { classId, from: TODAY })).status).toBe(200)
    expect(await due()).toEqual(['2026-09-30', '2026-12-31', '2027-01-22'])
    await runDaily(app.deps)
    expect(await due()).toEqual(['2026-09-30', '2026-12-31', '2027-01-22'])
  })
})

describe('who may know it', () => {
  it('H-16: the helping teacher is told what matters when speaking with the child, not money or marks', async () => {
    const { schoolId } = school
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    for (const category of ['orphan', 'disabled', 'poverty', 'studyDifficulty'])
      await marked({ category, note: '看过证明' })
    expect(new Set(await categories(helper))).toEqual(new Set(['orphan', 'disabled']))
    expect(JSON.stringify(await page(helper))).not.toContain('看过证明')
    expect((await page(helper)).may.mark).toBe(false)
    expect(await categories(teacher)).toHaveLength(4)
    expect((await page(teacher)).marks[0].note).toBe('看过证明')
    for (const role of ['counsellor', 'archiveKeeper', 'principal'] as const)
      expect(await categories(await app.signIn({ schoolId, role }))).toHaveLength(4)
    // Whoever keeps accounts and calendar has no need of it.
    expect(await categories(await app.signIn({ schoolId, role: 'administrator' }))).toEqual([])
    expect((await helper.get('/api/marks')).status).toBe(403)
    expect((await helper.post('/api/children/search', { mark: 'orphan' })).status).toBe(403)
    expect((await mark({}, helper)).status).toBe(403)
  })

  it('a helping teacher elsewhere lists the marks of the own class only', async () => {
    const other = await makePupil(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    const both = await app.signIn(
      { schoolId: school.schoolId, role: 'classTeacher', classId },
      { schoolId: school.schoolId, role: 'helpingTeacher', pupilId: other },
    )
    await mark({ category: 'poverty' }, principal, other)
    expect((await both.post('/api/children/search', { mark: 'poverty' })).body.total).toBe(0)
    expect((await page(both, other)).marks).toEqual([])
    expect((await mark({}, both, other)).status).toBe(404)
  })

  it('another class and another school do not exist, neither do marks of another child', async () => {
    const id = await marked()
    const [there, away] = [school.classes['三年级(2)班'] ?? '', await makeSchool(app.owner)]
    const neighbour = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: there })
    const stranger = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    for (const by of [neighbour, stranger]) {
      expect((await mark({}, by)).status).toBe(404)
      expect((await change(id, { to: TODAY }, by)).status).toBe(404)
    }
    const other = await makePupil(app.owner, school)
    const url = `/api/children/${other}/marks/${id}`
    expect((await teacher.request({ method: 'PATCH', url, payload: { version: 1, to: TODAY } })).status).toBe(
      404,
    )
    expect((await mark({ id }, teacher, other)).body.error).toEqual({ code: 'already-exists' })
  })

  it('the note is sealed, and the log says that, not what', async () => {
    const id = await marked({ note: '看过孤儿证' })
    await change(id, { note: '看过原件', to: TODAY })
    const [row] = await app.owner`select m::text as text from care_mark m where id = ${id}`
    expect(String(row?.['text'])).not.toContain(Buffer.from('看过').toString('hex'))
    const log =
      await app.owner`select action, detail::jsonb as detail from audit_entry where entity = 'care_mark' and entity_id = ${id} order by seq`
    expect(log.map((one) => ({ ...one }))).toEqual([
      { action: 'create', detail: {} },
      { action: 'change', detail: { fields: ['to', 'note'] } },
    ])
    expect((await page()).marks).toMatchObject([{ to: TODAY, note: '看过原件', archive: false }])
  })
})

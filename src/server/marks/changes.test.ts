import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
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
  where = school
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
/** From wherever the child is: asked for there, accepted here, by principals of both. */
let where: SchoolFacts
const sendTo = async (to: SchoolFacts): Promise<Answer> => {
  const id = newId()
  const giver = await app.signIn({ schoolId: where.schoolId, role: 'principal' })
  const taker = await app.signIn({ schoolId: to.schoolId, role: 'principal' })
  const asked = { id, pupilId: child, toSchoolId: to.schoolId }
  expect((await giver.post('/api/transfers', asked)).status).toBe(200)
  const answer = await taker.post(`/api/transfers/${id}/accept`, { classId: to.classes['三年级(1)班'] })
  expect(answer.status).toBe(200)
  where = to
  return answer
}
const files = () =>
  app.owner`select open_kind as kind, keeper_id as keeper, closed_on as closed from child_file where pupil_id = ${child}`

describe('a change of the plan', () => {
  it('X-05: adopting opens files and talks for children marked before, by the plan as it is now', async () => {
    await marked()
    await marked({ category: 'singleParent' })
    expect([await talks(), await files()]).toEqual([[], []])
    await adopt()
    expect(await talks()).toHaveLength(5)
    expect(await files()).toMatchObject([{ kind: 'marked' }])
  })

  it('P6-16, P10-24: single-parent families, and children who moved along, each by the plan that looks after them', async () => {
    const other = await makePupil(app.owner, school)
    await marked({ category: 'singleParent' })
    await mark({ category: 'migrantWorkersChild' }, teacher, other)
    const owing = async () => [(await talks()).length > 0, (await talks(other)).length > 0]
    await adopt({ preset: 'plan6' })
    expect(await owing()).toEqual([true, false])
    await adopt({ preset: 'plan10' })
    expect(await owing()).toEqual([false, true])
    const opened =
      await app.owner`select pupil_id from child_file where school_id = ${school.schoolId} and open_kind = 'marked'`
    expect(new Set(opened.map((row) => row['pupil_id']))).toEqual(new Set([child, other]))
  })

  it('K-27: a plan without the category takes what was to come, and keeps what was done', async () => {
    await adopt()
    await marked()
    const card = { id: newId(), pupilId: child, heldOn: '2026-11-20', reached: true, fields: { kind: 'talk', place: 'classroom', topics: ['study'] } } // prettier-ignore
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
    await adopt({ preset: 'plan1', effectiveFrom: TODAY })
    expect(await talks()).toMatchObject([
      { from: '2026-09-01', done: null },
      { from: '2026-10-01', done: null },
      { from: '2026-11-01', done: '2026-11-20' },
    ])
    // The file stays, and somebody is asked about it.
    expect((await principal.get('/api/children/summary')).body.noLongerCounted.count).toBe(1)
  })

  it('X-06: the school switches what is done for each category when it adopts a preset', async () => {
    await marked({ category: 'singleParent' })
    const otherTargets = [{ category: 'singleParent', survey: true, archive: false, duties: true }]
    const { body } = await adopt({ settings: { otherTargets } })
    expect(body.plan.params.otherTargets).toEqual(otherTargets)
    expect(await talks()).toHaveLength(5)
    expect(await files()).toEqual([])
  })

  it('before it is adopted: how many carry each mark, who is not marked at all, and what it costs', async () => {
    const preview = async () =>
      (
        await principal.post('/api/plan/preview', {
          preset: 'plan11',
          definition: 'recording',
          effectiveFrom: TODAY,
        })
      ).body
    const before = await preview()
    expect(before.others).toEqual([
      { category: 'disabled', survey: true, archive: true, duties: true, children: 0 },
      { category: 'singleParent', survey: true, archive: false, duties: false, children: 0 },
      { category: 'orphan', survey: true, archive: true, duties: true, children: 0 },
    ])
    expect(before.warnings).toContainEqual({ code: 'nobodyMarked', categories: ['disabled', 'orphan'] })
    expect(before.warnings).toContainEqual({ code: 'nobodyOnList' })
    await marked()
    await marked({ category: 'disabled' })
    const after = await preview()
    expect(after.others.map(({ children }: { children: number }) => children)).toEqual([1, 0, 1])
    expect(after.warnings.map(({ code }: { code: string }) => code)).not.toContain('nobodyMarked')
    // Marked twice it is one child.
    expect([before.load.children, after.load.children]).toEqual([0, 1])
    expect(after.load.people[0]).toMatchObject({ userId: teacher.userId, children: 1 })
    await adopt({ effectiveFrom: TODAY })
    expect((await principal.get('/api/load')).body.children).toBe(1)
  })
})

describe('a mark goes where its child goes', () => {
  it('ADR 0022: to another school as a copy; what was owed for it here stays, what it rests on does not', async () => {
    await adopt()
    const id = await marked({ note: '看过证明' })
    const before = await talks()
    const away = await makeSchool(app.owner)
    const receiver = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    const asked = { id: newId(), pupilId: child, toSchoolId: away.schoolId }
    expect((await principal.post('/api/transfers', asked)).status).toBe(200)
    const into = { classId: away.classes['三年级(1)班'] }
    expect((await receiver.post(`/api/transfers/${asked.id}/accept`, into)).status).toBe(200)
    expect((await page(receiver)).marks).toMatchObject([{ id, category: 'orphan', note: '看过证明' }])
    await runDaily(app.deps)
    const here =
      await app.owner`select due_on as due from duty where school_id = ${school.schoolId} and pupil_id = ${child} and key = 'talk' and window_from <= ${TODAY} order by 1`
    expect(here.map(({ due }) => due)).toEqual([before[0]?.due, before[1]?.due, TODAY])
    const [left] = await app.owner`select note_sealed from care_mark where school_id = ${school.schoolId}`
    expect(left).toEqual({ note_sealed: null })
    expect((await mark({}, principal)).status).toBe(404)
  })

  it('K-24: back again from another school, what was missed here before stays missed', async () => {
    await adopt()
    await marked()
    const missed = async () =>
      (await talks()).filter(({ due, excuse }) => due < '2026-11-01' && excuse === null).map(({ due }) => due)
    expect(await missed()).toEqual(['2026-09-30', '2026-10-31'])
    await sendTo(await makeSchool(app.owner))
    app.setNow('2026-11-25T02:00:00.000Z')
    await sendTo(school)
    await runDaily(app.deps)
    expect(await missed()).toEqual(['2026-09-30', '2026-10-31'])
  })

  it('ADR 0022: back again its marks are as the other school left them, whatever stood here before', async () => {
    await adopt()
    const first = await marked()
    const there = await makeSchool(app.owner)
    await sendTo(there)
    const other = await app.signIn({ schoolId: there.schoolId, role: 'principal' })
    const url = `/api/children/${child}/marks/${first}`
    const change = async (payload: object) =>
      expect((await other.request({ method: 'PATCH', url, payload })).status).toBe(200)
    await change({ version: 1, to: '2026-11-20' })
    const second = newId()
    expect((await mark({ id: second, from: '2026-11-21' }, other)).status).toBe(200)
    await change({ version: 2, from: '2026-09-02', to: '2026-11-19', note: '看过证明' })
    await sendTo(school)
    expect((await page(principal)).marks).toMatchObject([
      { id: second, from: '2026-11-21', to: null },
      { id: first, from: '2026-09-02', to: '2026-11-19', note: '看过证明' },
    ])
  })

  it.each([[false], [true]])(
    'K-24: of two entries what one missed stays missed, classes dated: %s',
    async (dated) => {
      await adopt()
      await marked()
      const later = await makePupil(app.owner, school, { name: '林小曼' })
      await app.owner`update pupil set joined_on = '2026-11-02' where id = ${later}`
      if (dated)
        await app.owner`insert into class_membership (school_id, id, pupil_id, class_id, from_on)
          select school_id, gen_random_uuid(), id, class_id, joined_on from pupil where id in (${later}, ${child})`
      const before = (await talks()).map(({ due }) => due)
      const id = newId()
      const body = { id, keptId: later, goneId: child, keptVersion: 1, goneVersion: 1, take: [] }
      expect((await principal.post('/api/duplicates/merge', body)).status).toBe(200)
      expect((await talks(later)).map(({ due }) => due)).toEqual(before)
      expect((await principal.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)
      expect((await talks()).map(({ due }) => due)).toEqual(before)
      const [joined] = await app.owner`select joined_on from pupil where id = ${later}`
      expect(joined).toMatchObject({ joined_on: '2026-11-02' })
    },
  )

  it('ADR 0022: of two entries of one child no day is lost and none counts twice; undone, both are as they were', async () => {
    const gone = await makePupil(app.owner, school, { name: '林小曼' })
    const kept = await marked({ from: '2026-10-01', to: '2026-10-20' })
    await marked({ category: 'disabled' })
    await mark({ from: '2026-10-10' }, teacher, gone)
    await mark({ category: 'poverty' }, teacher, gone)
    const rows = () =>
      app.owner`select pupil_id, category, from_on, to_on from care_mark where school_id = ${school.schoolId} order by pupil_id, category`
    const before = await rows()
    const versions = await app.owner<
      { id: string; version: number }[]
    >`select id, version from pupil where id in (${child}, ${gone})`
    const versionOf = (of: string) => versions.find(({ id }) => id === of)?.version
    const id = newId()
    const body = { id, keptId: child, goneId: gone, keptVersion: versionOf(child), goneVersion: versionOf(gone), take: [] } // prettier-ignore
    expect((await principal.post('/api/duplicates/merge', body)).status).toBe(200)
    expect((await page()).marks.find((one: { id: string }) => one.id === kept)).toMatchObject({
      from: '2026-10-01',
      to: null,
    })
    expect(new Set(await categories(teacher))).toEqual(new Set(['orphan', 'disabled', 'poverty']))
    expect(await rows()).toHaveLength(3)
    expect((await principal.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)
    expect(await rows()).toEqual(before)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

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

const PLAN = {
  preset: 'plan2',
  definition: 'recording',
  effectiveFrom: '2026-09-01',
  settings: { otherTargets: [{ category: 'poverty', survey: true, archive: true, duties: true }] },
}
const adopt = async (): Promise<void> => {
  expect((await principal.post('/api/plan', { id: newId(), ...PLAN })).status).toBe(200)
}
const marked = async (over: object = {}, of = child, by = teacher): Promise<string> => {
  const id = newId()
  const mark = { id, category: 'poverty', from: '2026-09-01', ...over }
  expect((await by.post(`/api/children/${of}/marks`, mark)).body).toEqual({ version: 1 })
  return id
}

describe('what a category could be told by', () => {
  it('H-16: why a file was opened, to nobody who does not keep it', async () => {
    const { schoolId } = school
    await adopt()
    await marked()
    const told = async (by: Person) => [
      (await by.get(`/api/children/${child}/file`)).body.openings[0].openKind,
      (await by.get(`/api/children/${child}/timeline`)).body.items.find(
        (one: { event?: { kind: string } }) => one.event?.kind === 'fileOpened',
      ).event.why,
    ]
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    const administrator = await app.signIn({ schoolId, role: 'administrator' })
    for (const by of [teacher, principal]) expect(await told(by)).toEqual(['marked', 'marked'])
    for (const by of [helper, administrator]) expect(await told(by)).toEqual([null, null])
    // Nor is it told by being the only one without a reason.
    await app.owner`update child_file set open_kind = 'decided' where pupil_id = ${child}`
    expect(await told(helper)).toEqual([null, null])
    await app.owner`update child_file set open_kind = 'counted' where pupil_id = ${child}`
    expect(await told(administrator)).toEqual(['counted', 'counted'])
  })

  it('X-05: in numbers neither to the administrator, who is told what the plan needs', async () => {
    const { schoolId } = school
    const administrator = await app.signIn({ schoolId, role: 'administrator' })
    const told = async (by: Person) => {
      const { others, warnings } = (await by.post('/api/plan/preview', PLAN)).body
      const about = warnings.filter(({ categories }: { categories?: string[] }) => categories !== undefined)
      return [others[0].children, about]
    }
    const needs = [{ code: 'needsMarks', categories: ['poverty'] }]
    expect(await told(administrator)).toEqual([null, needs])
    expect(await told(principal)).toEqual([0, [{ code: 'nobodyMarked', categories: ['poverty'] }]])
    await marked()
    expect(await told(administrator)).toEqual([null, needs])
    expect(await told(principal)).toEqual([1, []])
    const both = await app.signIn({ schoolId, role: 'administrator' }, { schoolId, role: 'archiveKeeper' })
    expect(await told(both)).toEqual([1, []])
  })

  it('H-26: a look at those marked stands in the log, the category neither there nor in an address', async () => {
    await marked()
    const traces = () =>
      app.owner`select action, detail::text as detail from audit_entry where entity = 'care_mark' and action = 'read'
        and actor_id = ${principal.userId}`
    expect((await principal.post('/api/children/search', { q: '林小满' })).status).toBe(200)
    expect(await traces()).toHaveLength(0)
    expect((await principal.post('/api/children/search', { mark: 'poverty' })).body.total).toBe(1)
    const left = await traces()
    expect(left).toHaveLength(1)
    expect(JSON.stringify(left)).not.toContain('poverty')
    // An address that asks for a mark is not understood.
    expect((await teacher.get('/api/children?view=all&mark=orphan')).body.total).not.toBe(0)
  })

  it('who also helps a child of another class is offered to mark and change nothing of it', async () => {
    const { schoolId } = school
    const other = await makePupil(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    const both = await app.signIn(
      { schoolId, role: 'classTeacher', classId },
      { schoolId, role: 'helpingTeacher', pupilId: other },
    )
    const may = async (id: string) => (await both.get(`/api/children/${id}`)).body.may
    expect(await may(child)).toMatchObject({ mark: true, changeFile: true, changeBasics: true })
    expect(await may(other)).toMatchObject({ mark: false, changeFile: false, changeBasics: false })
  })
})

describe('what is sent', () => {
  it('again after an answer that was lost changes nothing, and is no conflict', async () => {
    const id = await marked({ note: '看过证明' })
    const change = async (payload: object) =>
      (await teacher.request({ method: 'PATCH', url: `/api/children/${child}/marks/${id}`, payload })).body
    const news = { version: 1, to: '2026-11-20', note: '看过原件' }
    expect(await change(news)).toEqual({ version: 2 })
    expect(await change(news)).toEqual({ version: 2 })
    expect(await change({ version: 2 })).toEqual({ version: 2 })
    expect((await change({ ...news, to: '2026-11-19' })).error.code).toBe('version-conflict')
    const log =
      await app.owner`select detail::jsonb as detail from audit_entry where entity_id = ${id} and action = 'change'`
    expect(log.map(({ detail }) => detail)).toEqual([{ fields: ['to', 'note'] }])
  })

  it('as a mistake is one whatever days are said with it', async () => {
    const id = await marked()
    const url = `/api/children/${child}/marks/${id}`
    const payload = { version: 1, mistaken: true, from: '2026-11-20', to: '2026-11-01' }
    expect((await teacher.request({ method: 'PATCH', url, payload })).body).toEqual({ version: 2 })
    const [row] = await app.owner`select from_on, to_on from care_mark where id = ${id}`
    expect(row).toEqual({ from_on: '2026-09-01', to_on: null })
  })

  it('a file the plan keeps for a mark is not closed, in words, until the mark ends', async () => {
    await adopt()
    const id = await marked()
    const close = async () =>
      (await principal.post(`/api/children/${child}/file/close`, { kind: 'other' })).body
    expect((await close()).error).toEqual({ code: 'still-in-use', params: { by: 'marks' } })
    const url = `/api/children/${child}/marks/${id}`
    await teacher.request({ method: 'PATCH', url, payload: { version: 1, to: '2026-11-20' } })
    expect(await close()).toEqual({ done: true })
  })

  it('X-06: each group once', async () => {
    const [one] = PLAN.settings.otherTargets
    const settings = { otherTargets: [one, { ...one, archive: false }] }
    const { body } = await principal.post('/api/plan/preview', { ...PLAN, settings })
    expect(body.error.fields).toEqual([{ path: 'settings.otherTargets', code: 'not-unique' }])
  })
})

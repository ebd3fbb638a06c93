import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { dutyState } from '#shared/duties/rules/state.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
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
})

const input = (over: object = {}) => ({
  id: newId(),
  title: '冬季体育节',
  startsOn: '2026-11-25',
  endsOn: '2026-11-27',
  ...over,
})
const list = async (from = '2026-09-01', to = '2027-08-31') =>
  (await principal.get(`/api/tasks?from=${from}&to=${to}`)).body
const patch = (id: string, body: object) =>
  principal.request({ method: 'PATCH', url: `/api/tasks/${id}`, payload: body })

describe('tasks of the year', () => {
  it('D50: one action fills the year with 42 entries over their months; again and at once it adds nothing', async () => {
    const body = { id: newId(), yearId: school.yearId, past: 'open' }
    const answers = await Promise.all([1, 2, 3].map(() => principal.post('/api/tasks/fill', body)))
    expect(answers.map(({ body: answer }) => answer.added).toSorted((a, b) => a - b)).toEqual([0, 0, 42])
    expect((await principal.post('/api/tasks/fill', body)).body).toEqual({
      added: 0,
      before: 0,
      known: 42,
      outside: 0,
    })
    const { tasks } = await list()
    expect(tasks).toHaveLength(42)
    expect(tasks.find(({ entry }: { entry: string }) => entry === '02-1')).toMatchObject({
      startsOn: '2027-02-01',
      endsOn: '2027-02-28',
      ownerRole: 'archiveKeeper',
      title: null,
      state: 'upcoming',
    })
  })

  it('D50: filled in mid-year the months gone by are from before we began: neither done nor missed; it can be undone', async () => {
    const id = newId()
    const filled = await principal.post('/api/tasks/fill', { id, yearId: school.yearId })
    const past = (await list()).tasks.filter(({ endsOn }: { endsOn: string }) => endsOn < '2026-11-23')
    expect(past.length).toBeGreaterThan(0)
    expect(filled.body).toEqual({ added: 42, before: past.length, known: 0, outside: 0 })
    expect(past.every(({ state }: { state: string }) => state === 'before')).toBe(true)
    expect((await list()).tasks.some(({ state }: { state: string }) => state === 'missed')).toBe(false)
    // Done after all, it counts; put on other days, it is meant to be done.
    const [one, two] = past
    const done = await principal.post(`/api/tasks/${one.id}/done`, { version: 1, doneOn: one.endsOn })
    expect(done.body.task.state).toBe('done')
    expect((await patch(two.id, { version: 1, endsOn: '2026-11-20' })).body.task.state).toBe('missed')
    expect((await list()).filled).toEqual({ id, count: 40 })
    expect((await teacher.get('/api/tasks?from=2026-11-01&to=2026-11-30')).body.filled).toBeNull()
    expect((await principal.post('/api/tasks/fill/undo', { id })).body).toEqual({ removed: 40, kept: 2 })
    expect((await principal.post('/api/tasks/fill/undo', { id })).body).toEqual({ removed: 0, kept: 2 })
    const left = await list()
    expect([left.tasks.length, left.filled]).toEqual([2, null])
    expect((await teacher.post('/api/tasks/fill/undo', { id })).status).toBe(403)
  })

  it('D50: by choice the months gone by are to be done as well', async () => {
    await principal.post('/api/tasks/fill', { id: newId(), yearId: school.yearId, past: 'open' })
    const past = (await list()).tasks.filter(({ endsOn }: { endsOn: string }) => endsOn < '2026-11-23')
    expect(past.every(({ state }: { state: string }) => state === 'missed')).toBe(true)
  })

  it('a task sent twice is added once; another one under its id changes nothing', async () => {
    const task = input()
    const first = await principal.post('/api/tasks', task)
    const second = await principal.post('/api/tasks', { ...task, title: '别的' })
    expect(second.body).toEqual(first.body)
    expect((await list()).tasks).toHaveLength(1)
  })

  it('moved to other days it keeps its version’s word: a stale edit is said and overwrites nothing', async () => {
    const { task } = (await principal.post('/api/tasks', input())).body
    const moved = await patch(task.id, { version: 1, startsOn: '2026-12-01', endsOn: '2026-12-03' })
    expect(moved.body.task).toMatchObject({ startsOn: '2026-12-01', version: 2, title: '冬季体育节' })
    const stale = await patch(task.id, { version: 1, title: '旧的改法' })
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'version-conflict' } } })
    const removed = await principal.request({ method: 'DELETE', url: `/api/tasks/${task.id}?version=1` })
    expect(removed.status).toBe(409)
    expect((await list()).tasks[0]).toMatchObject({ title: '冬季体育节', startsOn: '2026-12-01' })
    const both = await Promise.all([1, 2].map((n) => patch(task.id, { version: 2, title: `第${n}种` })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const [log] = await app.owner`select count(*)::int as n from audit_entry
      where school_id = ${school.schoolId} and entity = 'task' and action = 'change'`
    expect(log?.['n']).toBe(2)
  })

  it('says what is wrong before saving: order, school year, an owner who is not there', async () => {
    const fault = async (over: object) => (await principal.post('/api/tasks', input(over))).body.error.fields
    expect(await fault({ endsOn: '2026-11-24' })).toEqual([{ path: 'endsOn', code: 'before-start' }])
    // Carried into the next year it would have a date that nobody can read, and with it the whole list none.
    expect(await fault({ endsOn: '9999-12-31' })).toEqual([{ path: 'endsOn', code: 'too-far' }])
    expect(await fault({ startsOn: '2025-01-01' })).toEqual([
      { path: 'startsOn', code: 'outside-school-year' },
    ])
    expect(await fault({ ownerId: newId() })).toEqual([{ path: 'ownerId', code: 'unknown-reference' }])
    const { task } = (await principal.post('/api/tasks', input())).body
    const script = await principal.post(`/api/tasks/${task.id}/done`, {
      version: 1,
      doneOn: '2026-11-23',
      evidenceLink: 'javascript:alert(1)',
    })
    expect(script.status).toBe(422)
  })

  it('K-25: the last day is in time, overdue begins the day after; done after it is late', async () => {
    const { task } = (
      await principal.post('/api/tasks', input({ startsOn: '2026-11-20', endsOn: '2026-11-23' }))
    ).body
    const state = async () => (await list()).tasks[0]
    expect(await state()).toMatchObject({ state: 'due', daysLeft: 0 })
    app.setNow('2026-11-24T02:00:00Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect(await state()).toMatchObject({ state: 'missed', daysLeft: -1 })
    const done = await principal.post(`/api/tasks/${task.id}/done`, {
      version: 1,
      doneOn: '2026-11-24',
      evidenceLink: 'https://files.example/photos',
      note: '全校参加',
    })
    expect(done.body.task).toMatchObject({ state: 'late', note: '全校参加' })
    const back = await principal.post(`/api/tasks/${task.id}/done`, { version: 2, doneOn: null })
    expect(back.body.task).toMatchObject({
      state: 'missed',
      doneOn: null,
      doneByName: null,
      note: '全校参加',
    })
    const future = await principal.post(`/api/tasks/${task.id}/done`, { version: 3, doneOn: '2026-11-25' })
    expect(future.body.error.fields).toEqual([{ path: 'doneOn', code: 'in-future' }])
  })

  it('K-25: the view and the rule of duties agree on random days', async () => {
    const day = fc.integer({ min: -40, max: 40 }).map((n) => addDays('2026-11-23', n))
    const cases = fc.sample(fc.tuple(day, fc.integer({ min: 0, max: 30 }), fc.option(day)), {
      numRuns: 60,
      seed: 11,
    })
    const wanted = new Map<string, string>()
    for (const [from, length, doneOn] of cases) {
      const id = newId()
      const dueOn = addDays(from, length)
      await app.owner`insert into task (school_id, id, school_year_id, title, starts_on, ends_on, done_on, done_by)
        values (${school.schoolId}, ${id}, ${school.yearId}, '试', ${from}, ${dueOn}, ${doneOn}, ${doneOn === null ? null : principal.userId})`
      wanted.set(id, dutyState({ from, dueOn, doneOn, excused: false }, '2026-11-23'))
    }
    const { tasks } = await list()
    expect(new Map(tasks.map(({ id, state }: { id: string; state: string }) => [id, state]))).toEqual(wanted)
  })

  it('whoever was given it ticks it off, others do not; what was given to nobody, anybody', async () => {
    const tick = async (over: object) => {
      const { task } = (await principal.post('/api/tasks', input(over))).body
      return (await teacher.post(`/api/tasks/${task.id}/done`, { version: 1, doneOn: '2026-11-23' })).status
    }
    expect(await tick({ ownerRole: 'classTeacher' })).toBe(200)
    expect(await tick({ ownerId: teacher.userId })).toBe(200)
    expect(await tick({})).toBe(200)
    expect(await tick({ ownerRole: 'counsellor' })).toBe(403)
    expect(await tick({ ownerId: principal.userId })).toBe(403)
  })

  it('the next year rolls forward: preview first, each task once, open again, a year later (K-02)', async () => {
    await principal.post('/api/tasks/fill', { id: newId(), yearId: school.yearId })
    const { task } = (await principal.post('/api/tasks', input({ ownerId: teacher.userId }))).body
    await principal.post(`/api/tasks/${task.id}/done`, { version: 1, doneOn: '2026-11-23', note: '好' })
    const url = `/api/tasks/roll?yearId=${school.yearId}`
    expect((await principal.get(url)).body.to).toBeNull()
    expect((await principal.post('/api/tasks/roll', { yearId: school.yearId })).body.error.code).toBe(
      'not-allowed-now',
    )
    const next = newId()
    await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
      values (${school.schoolId}, ${next}, '2027-2028', '2027-09-01', '2028-08-31')`
    const preview = (await principal.get(url)).body
    expect(preview.to).toEqual({ id: next, name: '2027-2028' })
    expect(preview.tasks.filter(({ state }: { state: string }) => state === 'new')).toHaveLength(43)
    const rolled = await Promise.all(
      [1, 2].map(() => principal.post('/api/tasks/roll', { yearId: school.yearId })),
    )
    expect(rolled.map(({ body }) => body.added).toSorted((a, b) => a - b)).toEqual([0, 43])
    const { tasks } = await list('2027-09-01', '2028-08-31')
    expect(tasks).toHaveLength(43)
    expect(tasks.find(({ entry }: { entry: string }) => entry === '02-1')).toMatchObject({
      startsOn: '2028-02-01',
      endsOn: '2028-02-29',
    })
    // Wednesday to Friday again, not Thursday to Saturday (K-21).
    expect(tasks.find(({ title }: { title: string | null }) => title === '冬季体育节')).toMatchObject({
      startsOn: '2027-11-24',
      endsOn: '2027-11-26',
      ownerId: teacher.userId,
      doneOn: null,
      note: null,
    })
  })

  it('beside the tasks it counts what one has to do by each day, as My week does; each number is its list', async () => {
    const names = ['林小满', '周田田']
    for (const name of names) await makeAwayChild(app.owner, school, { name })
    await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-11-01',
      settings: { rules: planRules('plan1').map(({ key }) => ({ key, on: true })) },
    })
    const url = '/api/tasks?from=2026-11-01&to=2026-12-31'
    for (const person of [teacher, principal]) {
      const { body } = await person.get(url)
      for (const name of names) expect(JSON.stringify(body)).not.toContain(name)
      const due = body.duties as { day: string; count: number }[]
      const counts = new Map(due.map(({ day, count }) => [day, count]))
      const week = (await person.get('/api/my-week')).body
      for (const { on, items, work } of week.days) {
        // A line with an older window overdue stands there with its newest window.
        const overdue = [...week.urgent, ...week.overdueWork].filter(
          ({ dueOn }: { dueOn: string }) => dueOn === on,
        )
        expect([on, counts.get(on) ?? 0]).toEqual([on, items.length + work.length + overdue.length])
      }
      for (const [day, count] of counts)
        expect((await person.get(`/api/tasks/due?on=${day}`)).body.items).toHaveLength(count)
      expect(counts.size).toBeGreaterThan(0)
    }
    const { items } = (await teacher.get('/api/tasks/due?on=2026-11-30')).body
    expect(items.map(({ subjectName }: { subjectName: string }) => subjectName)).toContain('林小满')
    const auditor = await app.signIn({ schoolId: school.schoolId, role: 'auditor' })
    expect((await auditor.get(url)).body.duties).toEqual([])
    expect((await auditor.get('/api/tasks/due?on=2026-11-30')).status).toBe(403)
  })
})

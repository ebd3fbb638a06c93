import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let admin: Person
beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
})
afterAll(() => app.close())

const patch = (person: Person, url: string, payload: object) =>
  person.request({ method: 'PATCH', url, payload })
const put = (person: Person, url: string, payload: object) => person.request({ method: 'PUT', url, payload })

describe('organisation', () => {
  it('tells the school, its years with terms, its classes with teachers and pupils, and what is ready', async () => {
    const classId = school.classes['三年级(1)班'] ?? ''
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    await makePupil(app.owner, school)
    const { status, body } = await teacher.get('/api/organisation')
    expect(status).toBe(200)
    expect(body.school).toMatchObject({
      name: '青禾测试学校',
      settings: { yearStartsOn: '09-01' },
      version: 1,
    })
    expect(body.years).toMatchObject([{ startsOn: '2026-09-01', terms: [{ name: '秋季学期' }] }])
    expect(body.classes[0]).toMatchObject({
      name: '三年级(1)班',
      pupils: 1,
      teacherNames: [`测试${teacher.userId.slice(-4)}`],
    })
    expect(body.ready).toEqual({ years: true, terms: true, classes: true, plan: false, pupils: true })
  })

  it('changes the school by version and keeps the time zone sound', async () => {
    const other = await makeSchool(app.owner)
    const person = await app.signIn({ schoolId: other.schoolId, role: 'principal' })
    const url = '/api/organisation/school'
    expect(
      (await patch(person, url, { version: 1, code: '0000000001', settings: { yearStartsOn: '08-25' } }))
        .status,
    ).toBe(200)
    expect((await patch(person, url, { version: 1, name: '别名' })).body.error.code).toBe('version-conflict')
    // An offset is east to Node and west to PostgreSQL: one of them shut everybody out.
    for (const timeZone of ['Mars/Base', '+08:00', 'Etc/GMT+8', 'EST'])
      expect((await patch(person, url, { version: 2, timeZone })).body.error?.fields).toEqual([
        { path: 'timeZone', code: 'time-zone-unknown' },
      ])
    for (const [at, timeZone] of ['Asia/Urumqi', 'UTC', 'Asia/Shanghai'].entries())
      expect((await patch(person, url, { version: 2 + at, timeZone })).status).toBe(200)
    const { body } = await person.get('/api/organisation')
    expect(body.school).toMatchObject({
      name: '青禾测试学校',
      code: '0000000001',
      settings: { yearStartsOn: '08-25' },
      version: 5,
    })
  })

  it('a setting that stays away is left as it is', async () => {
    const own = await makeSchool(app.owner)
    const principal = await app.signIn({ schoolId: own.schoolId, role: 'principal' })
    const change = async (version: number, settings: object) =>
      (await patch(principal, '/api/organisation/school', { version, settings })).status
    expect(await change(1, { yearStartsOn: '08-25' })).toBe(200)
    const escalation = { on: true, steps: [{ afterDays: 5, to: 'principal' }] }
    expect(await change(2, { escalation })).toBe(200)
    const { settings } = (await principal.get('/api/organisation')).body.school
    expect(settings).toEqual({
      yearStartsOn: '08-25',
      escalation,
      lateEntryDays: 3,
      excuseLimit: 2,
      contactMonths: 12,
      emergency: { carer: 30, parent: 60, authority: 120, town: 120, from: 'discovery', outsideSchool: true },
    })
    const twice = [5, 5].map((afterDays) => ({ afterDays, to: 'principal' }))
    expect(await change(3, { escalation: { on: true, steps: twice } })).toBe(422)
    for (const wrong of [{ lateEntryDays: 31 }, { excuseLimit: -1 }, { lateEntryDays: 2.5 }])
      expect(await change(3, wrong)).toBe(422)
    expect(await change(3, { lateEntryDays: 10, excuseLimit: 4 })).toBe(200)
    expect((await principal.get('/api/session')).body.school.lateEntryDays).toBe(10)
  })

  it('creates a year with its terms all or nothing, and names the field of each fault', async () => {
    const year = (terms: object[], over: object = {}) => ({
      id: newId(),
      name: '2027-2028',
      startsOn: '2027-09-01',
      endsOn: '2028-08-31',
      terms,
      ...over,
    })
    const autumn = { id: newId(), name: '秋季学期', startsOn: '2027-09-01', endsOn: '2028-01-21' }
    const send = async (body: object) =>
      (await admin.post('/api/organisation/years', body)).body.error?.fields
    expect(await send(year([], { endsOn: '2027-08-31' }))).toEqual([{ path: 'endsOn', code: 'before-start' }])
    expect(await send(year([], { startsOn: '2027-08-01' }))).toEqual([
      { path: 'startsOn', code: 'overlaps', params: { name: '2026-2027' } },
    ])
    expect(await send(year([], { startsOn: '2027-02-30' }))).toEqual([
      { path: 'startsOn', code: 'not-a-date' },
    ])
    expect(
      await send(
        year([autumn, { id: newId(), name: '春季学期', startsOn: '2028-01-10', endsOn: '2028-09-05' }]),
      ),
    ).toEqual([{ path: 'terms.1.startsOn', code: 'overlaps', params: { name: '秋季学期' } }])
    expect(await send(year([{ ...autumn, endsOn: '2028-09-05' }]))).toEqual([
      { path: 'terms.0.endsOn', code: 'outside-school-year' },
    ])
    const good = year([autumn])
    expect(await send(good)).toBeUndefined()
    expect((await admin.post('/api/organisation/years', good)).status).toBe(200)
    const spring = { id: newId(), name: '春季学期', startsOn: '2028-02-21', endsOn: '2028-07-10' }
    expect((await admin.post(`/api/organisation/years/${good.id}/terms`, spring)).status).toBe(200)
    const moved = await patch(admin, `/api/organisation/terms/${spring.id}`, {
      version: 1,
      startsOn: '2028-01-20',
    })
    expect(moved.body.error.fields).toEqual([
      { path: 'startsOn', code: 'overlaps', params: { name: '秋季学期' } },
    ])
    expect(
      (await patch(admin, `/api/organisation/terms/${spring.id}`, { version: 1, endsOn: '2028-07-12' }))
        .status,
    ).toBe(200)
    const cut = await patch(admin, `/api/organisation/years/${good.id}`, { version: 1, endsOn: '2028-07-01' })
    expect(cut.body.error.fields).toEqual([{ path: 'endsOn', code: 'outside-school-year' }])
  })

  it('creates many classes at once, keeps existing ones, renames and removes only what was never used', async () => {
    const classes = [1, 2, 3].flatMap((grade) => [1, 2].map((number) => ({ id: newId(), grade, number })))
    const made = await put(admin, '/api/organisation/classes', { yearId: school.yearId, classes })
    expect(made.body).toEqual({ created: 4, kept: 2 })
    const { body } = await admin.get('/api/organisation')
    expect(body.classes.map(({ name }: { name: string }) => name).slice(0, 3)).toEqual([
      '一年级(1)班',
      '一年级(2)班',
      '二年级(1)班',
    ])
    const first = classes[0]?.id
    expect(
      (await patch(admin, `/api/organisation/classes/${first}`, { version: 1, name: '一(1)' })).status,
    ).toBe(200)
    expect(
      (await patch(admin, `/api/organisation/classes/${first}`, { version: 1, name: '一(2)' })).body.error
        .code,
    ).toBe('version-conflict')
    const remove = (id: string | undefined) =>
      admin.request({ method: 'DELETE', url: `/api/organisation/classes/${id}` })
    expect((await remove(first)).status).toBe(200)
    expect((await remove(first)).status).toBe(404)
    expect((await remove(school.classes['三年级(1)班'])).body.error.code).toBe('still-in-use')
  })
})

describe('calendar', () => {
  it('proposes the published holidays, says which year is missing, and saves only what the school confirms', async () => {
    const url = `/api/calendar?yearId=${school.yearId}`
    expect((await admin.get(url)).body).toEqual({ days: [] })
    const proposed = await admin.get(`/api/calendar/proposals?yearId=${school.yearId}`)
    expect(proposed.body.missingYears).toEqual([2027])
    expect(proposed.body.days).toContainEqual({
      day: '2026-10-01',
      kind: 'holiday',
      name: '国庆节',
      state: 'new',
    })
    const makeup = proposed.body.days.find(({ kind }: { kind: string }) => kind === 'makeup') as {
      day: string
      kind: string
      name: string
    }
    const days = [
      { day: '2026-10-01', kind: 'holiday', name: '国庆节' },
      { day: makeup.day, kind: 'holiday', name: '运动会' },
    ]
    expect((await admin.post('/api/calendar/days', { days })).body).toEqual({ saved: 2 })
    const again = await admin.get(`/api/calendar/proposals?yearId=${school.yearId}`)
    const stateOf = (day: string) =>
      again.body.days.find((one: { day: string }) => one.day === day).state as string
    expect([stateOf('2026-10-01'), stateOf(makeup.day)]).toEqual(['known', 'differs'])
    expect((await admin.get(url)).body.days).toHaveLength(2)
    const outside = await admin.post('/api/calendar/days', {
      days: [{ day: '2029-10-01', kind: 'holiday', name: '' }],
    })
    expect(outside.body.error.fields).toEqual([{ path: 'days.0.day', code: 'outside-school-year' }])
    const remove = () => admin.request({ method: 'DELETE', url: `/api/calendar/days/${makeup.day}` })
    expect([(await remove()).status, (await remove()).status]).toEqual([200, 200])
    expect((await admin.get(url)).body.days).toEqual([{ day: '2026-10-01', kind: 'holiday', name: '国庆节' }])
  })
})

describe('class names', () => {
  it('two classes of one year are never called the same, also at the same moment', async () => {
    const own = await makeSchool(app.owner)
    const person = await app.signIn({ schoolId: own.schoolId, role: 'principal' })
    const rename = (label: string, name: string) =>
      patch(person, `/api/organisation/classes/${own.classes[label]}`, { version: 1, name })
    const create = (number: number, name?: string) =>
      put(person, '/api/organisation/classes', {
        yearId: own.yearId,
        classes: [{ id: newId(), grade: 3, number, ...(name !== undefined && { name }) }],
      })
    expect((await rename('三年级(1)班', '三年级(2)班')).body.error).toEqual({
      code: 'invalid-input',
      fields: [{ path: 'name', code: 'not-unique', params: { name: '三年级(2)班' } }],
    })
    expect((await create(3, '三年级(2)班')).body.error.fields).toEqual([
      { path: 'classes.0.name', code: 'not-unique', params: { name: '三年级(2)班' } },
    ])
    // What exists already by grade and number is kept under its name, and its own name is no other's.
    expect((await create(2, '三年级(1)班')).body).toEqual({ created: 0, kept: 1 })
    const atOnce = await Promise.all([
      rename('三年级(1)班', '启明班'),
      rename('三年级(2)班', '启明班'),
      create(4, '启明班'),
    ])
    expect(atOnce.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 422, 422])
    const { body } = await person.get('/api/organisation')
    const names = body.classes.map(({ name }: { name: string }) => name)
    expect(new Set(names).size).toBe(names.length)
  })
})

describe('years and terms', () => {
  const year = (startsOn: string, endsOn: string) => ({
    id: newId(),
    name: '学年',
    startsOn,
    endsOn,
    terms: [],
  })
  const create = async (startsOn: string, endsOn: string) =>
    (await admin.post('/api/organisation/years', year(startsOn, endsOn))).body.error?.fields
  const remove = (person: Person, path: string) =>
    person.request({ method: 'DELETE', url: `/api/organisation/${path}` })

  it('a year nobody can mean is refused, and so is a day that no year has', async () => {
    expect(await create('2030-09-01', '2031-08-31')).toEqual([{ path: 'startsOn', code: 'too-far' }])
    expect(await create('9998-09-01', '9999-08-31')).toEqual([{ path: 'startsOn', code: 'too-far' }])
    expect(await create('2011-09-01', '2012-08-31')).toEqual([{ path: 'startsOn', code: 'too-far' }])
    expect(await create('2028-09-01', '2228-08-31')).toEqual([{ path: 'endsOn', code: 'year-length' }])
    expect(await create('2028-09-01', '2029-01-31')).toEqual([{ path: 'endsOn', code: 'year-length' }])
    const borders = { version: 1, endsOn: '2027-01-31' }
    expect(
      (await patch(admin, `/api/organisation/years/${school.yearId}`, borders)).body.error.fields,
    ).toEqual([{ path: 'endsOn', code: 'year-length' }])
    for (const yearStartsOn of ['02-31', '02-29', '13-01', '9-1'])
      expect(
        (await patch(admin, '/api/organisation/school', { version: 1, settings: { yearStartsOn } })).body
          .error.fields,
      ).toEqual([{ path: 'settings.yearStartsOn', code: 'invalid' }])
  })

  it('a year or term made by mistake is taken away; one with classes or duties stays, and says why', async () => {
    const own = await makeSchool(app.owner)
    const principal = await app.signIn({ schoolId: own.schoolId, role: 'principal' })
    const mistake = {
      ...year('2027-09-01', '2028-08-31'),
      terms: [{ id: newId(), name: '秋季学期', startsOn: '2027-09-01', endsOn: '2028-01-20' }],
    }
    expect((await principal.post('/api/organisation/years', mistake)).status).toBe(200)
    expect((await remove(admin, `years/${mistake.id}`)).status).toBe(404)
    const task = { id: newId(), title: '大扫除', startsOn: '2027-09-10', endsOn: '2027-09-10' }
    expect((await principal.post('/api/tasks', task)).status).toBe(200)
    expect((await remove(principal, `years/${mistake.id}`)).body.error).toEqual({
      code: 'still-in-use',
      params: { by: 'tasks' },
    })
    await app.owner`delete from task where id = ${task.id}`
    expect((await remove(principal, `years/${mistake.id}`)).status).toBe(200)
    expect((await remove(principal, `years/${mistake.id}`)).status).toBe(404)
    expect((await remove(principal, `years/${own.yearId}`)).body.error).toEqual({
      code: 'still-in-use',
      params: { by: 'classes' },
    })
    const spring = { id: newId(), name: '春季学期', startsOn: '2027-02-22', endsOn: '2027-07-05' }
    await principal.post(`/api/organisation/years/${own.yearId}/terms`, spring)
    expect((await remove(principal, `terms/${spring.id}`)).status).toBe(200)
    await makeAwayChild(app.owner, own)
    const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).body.opened).toBeGreaterThan(0)
    expect((await remove(principal, `terms/${own.termId}`)).body.error).toEqual({
      code: 'still-in-use',
      params: { by: 'duties' },
    })
    const { body } = await principal.get('/api/organisation')
    expect(body.years).toMatchObject([{ id: own.yearId, terms: [{ id: own.termId }] }])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let classId: string
let principal: Person
let teacher: Person
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
  child = await makeAwayChild(app.owner, school, { name: '林小满' })
})

const ON = '2026-11-23'
const page = (on = ON) => `/api/handbooks/${classId}/weeks/${on}`
const plan = (body: object, on = ON) =>
  teacher.request({ method: 'PUT', url: page(on), payload: { id: newId(), version: 0, ...body } })
const complete = (version: number, completed = true, on = ON) =>
  teacher.post(`${page(on)}/complete`, { version, completed })
const entry = (over: object = {}) =>
  teacher.post(`/api/handbooks/${classId}/entries`, {
    id: newId(),
    on: ON,
    text: '全班一起布置了图书角。',
    ...over,
  })
const audits = () => app.owner<{ act: string; pupil: string | null }[]>`
  select action || ' ' || entity as act, pupil_id as pupil from audit_entry where school_id = ${school.schoolId} order by seq`

describe('the work handbook of a class', () => {
  it('D02, P1-18: the plan of a week is written once, in versions; a stale one is said and overwrites nothing', async () => {
    const id = newId()
    const first = await plan({ id, planned: '周三和三个孩子谈心' })
    expect(first.body.page).toMatchObject({
      id,
      version: 1,
      planned: '周三和三个孩子谈心',
      completedOn: null,
    })
    expect((await plan({ id, planned: '周三和三个孩子谈心' })).body).toEqual(first.body)
    const second = await plan({ id, version: 1, planned: '再加一次家访' })
    expect(second.body.page).toMatchObject({ id, version: 2 })
    expect((await plan({ id, version: 1, planned: '再加一次家访' })).body).toEqual(second.body)
    const stale = await plan({ id, version: 1, planned: '旧的' })
    expect(stale).toMatchObject({ status: 409, body: { error: { code: 'version-conflict' } } })
    expect((await plan({ planned: '另一台手机写的' })).status).toBe(409)
    const both = await Promise.all(['甲', '乙'].map((planned) => plan({ id, version: 2, planned })))
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409])
    const [stored] = await app.owner`select count(*)::int as n, max(version) as version from handbook_week`
    expect(stored).toMatchObject({ n: 1, version: 3 })
  })

  it('one page for each teaching week, named by its Monday; other days and weeks have none', async () => {
    expect((await teacher.get(page('2026-11-24'))).status).toBe(404)
    expect((await teacher.get(page('2027-02-01'))).status).toBe(404)
    expect((await plan({ planned: '放假' }, '2027-02-01')).status).toBe(404)
    const { body } = await teacher.get(page('2026-08-31'))
    expect(body).toMatchObject({
      week: { from: '2026-09-01', to: '2026-09-06', number: 1 },
      before: null,
      after: '2026-09-07',
      className: '三年级(1)班',
      termName: '秋季学期',
    })
  })

  it('K-25, P1-17: completed by the class teacher, missing from the day after; the head sees which', async () => {
    const before = (await principal.get('/api/handbooks')).body.classes
    expect(before.map(({ missing }: { missing: number }) => missing)).toEqual([0, 0])
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
      settings: { rules: [{ key: 'weeklyPlan', on: true }] },
    })
    await plan({ planned: '谈心' }, '2026-11-16')
    expect((await complete(1, true, '2026-11-16')).body.page).toMatchObject({ completedOn: '2026-11-23' })
    expect((await complete(1, true, '2026-11-16')).body.page).toMatchObject({ version: 2 })
    expect((await complete(1)).body.error.fields).toEqual([{ path: 'planned', code: 'required' }])
    await plan({ planned: '下周' }, '2026-11-30')
    expect((await complete(1, true, '2026-11-30')).body.error.code).toBe('not-allowed-now')
    const { body } = await principal.get('/api/handbooks')
    const states = (name: string) => {
      const one = body.classes.find(({ className }: { className: string }) => className === name)
      return new Map(body.weeks.map(({ on }: { on: string }, at: number) => [on, one.states[at]]))
    }
    const own = states('三年级(1)班')
    expect(['2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30'].map((on) => own.get(on))).toEqual([
      'missing',
      'completed',
      'open',
      'upcoming',
    ])
    // No child of the other class is on the list: nothing is asked of it.
    expect(states('三年级(2)班').get('2026-11-16')).toBe('free')
    expect(body.classes.map(({ missing }: { missing: number }) => missing)).toEqual([11, 0])
    const overdue = await app.owner`select count(*)::int as n from duty where school_id = ${school.schoolId}
      and key = 'weeklyPlan' and due_on < '2026-11-23' and done_on is null`
    expect(overdue[0]?.['n']).toBe(11)
    expect((await teacher.get('/api/handbooks')).body.classes).toHaveLength(1)
  })

  it('D02, D03: a plan that asks for no weekly plan or record leaves no week missing', async () => {
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
    })
    const { classes } = (await principal.get('/api/handbooks')).body
    expect(classes.map(({ missing }: { missing: number }) => missing)).toEqual([0, 0])
    expect((await teacher.get(page('2026-11-16'))).body.state).toBe('free')
    const term = (await teacher.get(`/api/handbooks/${classId}/terms/${school.termId}`)).body
    expect(term.weeks.some(({ state }: { state: string }) => state === 'missing')).toBe(false)
  })

  it('D02, D03: a completed page fulfils the weekly plan and record of its class, and opens them again', async () => {
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
      settings: {
        rules: [
          { key: 'weeklyPlan', on: true },
          { key: 'weeklyRecord', on: true },
        ],
      },
    })
    const weekly = async () =>
      (
        await app.owner<{ key: string; from: string; state: string }[]>`
          select key, window_from as "from", case when done_on is null then 'open' else 'done' end as state from duty
          where school_id = ${school.schoolId} and subject_id = ${classId} and window_from = ${ON} order by key`
      ).map(({ key, state }) => `${key} ${state}`)
    expect(await weekly()).toEqual(['weeklyPlan open', 'weeklyRecord open'])
    await plan({ planned: '周三谈心' })
    expect((await complete(1)).status).toBe(200)
    expect(await weekly()).toEqual(['weeklyPlan done', 'weeklyRecord done'])
    expect((await complete(2, false)).status).toBe(200)
    expect(await weekly()).toEqual(['weeklyPlan open', 'weeklyRecord open'])
  })

  it('a completed page is closed until it is opened again', async () => {
    const { body } = await plan({ planned: '谈心' })
    const done = await complete(body.page.version)
    expect((await plan({ version: 2, planned: '改' })).body.error.code).toBe('not-allowed-now')
    expect((await entry()).body.error.code).toBe('not-allowed-now')
    await complete(done.body.page.version, false)
    expect((await entry()).status).toBe(200)
    expect((await entry({ on: '2026-11-24' })).body.error.fields).toEqual([{ path: 'on', code: 'in-future' }])
    expect((await entry({ on: '2026-08-01' })).body.error.fields).toEqual([{ path: 'on', code: 'invalid' }])
  })

  it('D03, P1-19: what falls due and what was done fill themselves in, as counts and children, never words', async () => {
    await makeAwayChild(app.owner, school, { name: '周田田' })
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan9',
      definition: 'recording',
      effectiveFrom: '2026-11-01',
    })
    const talk = (reached: boolean) =>
      teacher.post('/api/cards', {
        id: newId(),
        pupilId: child,
        heldOn: '2026-11-23',
        reached,
        fields: { kind: 'talk', place: 'office', topics: reached ? ['study'] : [], reason: '近来常迟到' },
        content: '说起想念父亲。',
      })
    await talk(false)
    await talk(true)
    const { body } = await teacher.get(page())
    expect(body.duties.find(({ key }: { key: string }) => key === 'talk')).toMatchObject({
      count: 2,
      done: 1,
      children: [{ name: '周田田' }],
    })
    expect(body.cards).toEqual([
      { kind: 'talk', reached: 1, tried: 1, children: [{ id: child, name: '林小满', mayOpen: true }] },
    ])
    expect(JSON.stringify(body)).not.toMatch(/想念|迟到/)
    const [view] = await app.owner`select count(*)::int as n from duty where school_id = ${school.schoolId}
      and class_id = ${classId} and due_on between '2026-11-23' and '2026-11-29'`
    const count = body.duties.reduce((sum: number, one: { count: number }) => sum + one.count, 0)
    expect(count).toBe(view?.['n'])
    // What is explained is not asked for in the week (K-28).
    const [duty] = await app.owner<{ id: string }[]>`select id from duty where school_id = ${school.schoolId}
      and pupil_id <> ${child} and key = 'talk' and window_from = '2026-11-23'`
    const why = { kind: 'away', reason: '随父母去外地' }
    expect((await teacher.post(`/api/duties/${duty?.id ?? ''}/excuse`, why)).status).toBe(200)
    const talks = (await teacher.get(page())).body.duties.find(({ key }: { key: string }) => key === 'talk')
    expect(talks).toMatchObject({ count: 1, done: 1, children: [] })
  })

  it('H-12: an entry about a child is read by author and class teacher, the head knows only that it was written', async () => {
    await entry({ pupilId: child, text: '林小满今天主动举手。' })
    await entry()
    const colleague = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    const texts = async (person: Person) =>
      (await person.get(page())).body.entries.map((one: { text: string | null }) => one.text)
    expect(await texts(teacher)).toEqual(['林小满今天主动举手。', '全班一起布置了图书角。'])
    expect(await texts(colleague)).toEqual(['林小满今天主动举手。', '全班一起布置了图书角。'])
    const { body } = await principal.get(page())
    expect(body.entries[0]).toMatchObject({ aboutChild: true, child: null, text: null })
    expect(body.entries[1]).toMatchObject({ aboutChild: false, text: '全班一起布置了图书角。' })
    expect(body).toMatchObject({ mayWrite: false, pupils: [] })
    const stored = await app.owner`select sealed from handbook_text`
    expect(stored.map((row) => (row['sealed'] as Buffer).toString())).not.toContain('举手')
    expect(await audits()).toEqual(
      expect.arrayContaining([
        { act: 'create handbookEntry', pupil: child },
        { act: 'read handbook', pupil: null },
      ]),
    )
  })

  it('the second wall: without the tier the database gives no words about a child away', async () => {
    await entry({ pupilId: child, text: '写给自己看的。' })
    const rows = (person: Person, tiers: string) =>
      app.deps.db.sql.begin(async (sql) => {
        await sql.unsafe(`set local app.schools = '${school.schoolId}'; set local app.person = '${person.userId}';
          set local app.tiers = '${tiers}'`)
        return (await sql`select id from handbook_text`).length
      })
    expect(await rows(principal, 'contact,case,psych')).toBe(0)
    expect(await rows(principal, 'contact,handbook')).toBe(1)
    expect(await rows(teacher, 'contact')).toBe(1)
  })

  it('entries are the author’s: sent twice added once, changed in versions, taken out; pupils of other classes are refused', async () => {
    const id = newId()
    const first = await entry({ id })
    expect((await entry({ id })).body).toEqual(first.body)
    const url = `/api/handbook-entries/${id}`
    const change = (body: object) => teacher.request({ method: 'PATCH', url, payload: body })
    expect((await change({ version: 1, text: '改过的' })).body.entry).toMatchObject({
      text: '改过的',
      version: 2,
    })
    expect((await change({ version: 1, text: '旧的' })).body.error.code).toBe('version-conflict')
    expect((await change({ version: 2, on: '2026-11-24' })).body.error.fields).toEqual([
      { path: 'on', code: 'in-future' },
    ])
    const colleague = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    expect(
      (await colleague.request({ method: 'PATCH', url, payload: { version: 2, text: '代笔' } })).status,
    ).toBe(403)
    const elsewhere = await makePupil(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    expect((await entry({ pupilId: elsewhere })).body.error.fields).toEqual([
      { path: 'pupilId', code: 'unknown-reference' },
    ])
    expect((await teacher.request({ method: 'DELETE', url: `${url}?version=2` })).status).toBe(200)
    const [left] = await app.owner`select count(*)::int as n from handbook_text where id = ${id}`
    expect(left?.['n']).toBe(0)
  })

  it('P1-65: the term’s page has the figures of the one definition, its weeks and its entries', async () => {
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
    })
    await plan({ planned: '谈心' })
    await entry()
    const { body } = await teacher.get(`/api/handbooks/${classId}/terms/${school.termId}`)
    expect(body.weeks.find(({ on }: { on: string }) => on === ON)).toMatchObject({
      planned: '谈心',
      state: 'open',
    })
    expect(body.entries).toHaveLength(1)
    for (const month of ['2026-09', '2026-10']) {
      const board = (await principal.get(`/api/board?month=${month}`)).body
      expect(board.headline.missed).toBeGreaterThan(0)
    }
    const [count] = await app.owner`select count(*)::int as n from duty where school_id = ${school.schoolId}
      and class_id = ${classId} and key = 'talk' and due_on < '2026-11-23' and done_on is null and excuse_kind is null`
    expect(body.figures.find(({ key }: { key: string }) => key === 'talk')).toMatchObject({
      onTime: 0,
      missed: count?.['n'],
      percent: 0,
    })
    expect(body.coverage).toMatchObject({ children: 1, reached: 0 })
    expect((await principal.get(`/api/handbooks/${classId}/terms/${newId()}`)).status).toBe(404)
  })
})

describe('the care diary of a helper', () => {
  it('H-12, P3-50: the author alone reads it; head and class teacher see that it is kept', async () => {
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    const url = `/api/children/${child}/diary`
    const body = { id: newId(), on: '2026-11-22', text: '一起把书包整理好了。' }
    const first = await helper.post(url, body)
    expect((await helper.post(url, body)).body).toEqual(first.body)
    expect((await helper.post(url, { ...body, id: newId(), on: '2026-11-24' })).body.error.fields).toEqual([
      { path: 'on', code: 'in-future' },
    ])
    expect((await helper.get(url)).body.entries).toMatchObject([{ text: '一起把书包整理好了。', mine: true }])
    const other = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    expect((await other.get(url)).body.entries).toEqual([])
    for (const person of [teacher, principal]) {
      expect((await person.get(url)).status).toBe(403)
      const { diaries } = (await person.get('/api/diaries')).body
      expect(
        diaries.map(({ entries, lastOn }: { entries: number; lastOn: string | null }) => [entries, lastOn]),
      ).toEqual(
        expect.arrayContaining([
          [1, '2026-11-22'],
          [0, null],
        ]),
      )
      expect(JSON.stringify(diaries)).not.toContain('书包')
    }
    expect((await principal.get(page('2026-11-16'))).body).toMatchObject({ diaries: 1, entries: [] })
    expect((await helper.get('/api/diaries')).body.diaries).toHaveLength(1)
    expect(await audits()).toEqual(expect.arrayContaining([{ act: 'read diary', pupil: child }]))
    const change = await helper.request({
      method: 'PATCH',
      url: `/api/handbook-entries/${body.id}`,
      payload: { version: 1, text: '改过的' },
    })
    expect(change.body.entry.text).toBe('改过的')
    await app.owner`update role_assignment set to_on = '2026-11-22' where user_id = ${helper.userId}`
    expect((await helper.get(url)).status).toBe(404)
  })
})

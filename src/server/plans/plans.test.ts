import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { PlanPreview } from '#shared/plans/schema.ts'
import { newId } from '#server/db/id.ts'
import { makePlanSchool, planParams, type PlanSchool } from '#server/testing/plan-school.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let desk: PlanSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  desk = await makePlanSchool(app)
})

const put = (person: Person, body: object): Promise<Answer> =>
  person.request({ method: 'PUT', url: '/api/load/capacity', payload: body })
const holiday = (day: string): Promise<Answer> =>
  desk.principal.post('/api/calendar/days', { days: [{ day, kind: 'holiday', name: '放假' }] })

describe('load before you promise', () => {
  it('F09, F10, F29: per person, against a capacity, before anything is adopted', async () => {
    await desk.children(2)
    const { body } = await desk.principal.get('/api/plans/plan9/load?definition=recording')
    const { weeks, months } = body.term as { weeks: number; months: number }
    const cards = 2 * weeks + 2 * Math.floor(weeks / 2)
    expect(months).toBe(5)
    expect(body).toMatchObject({ children: 2, cards, overloaded: 0, nobody: [], example: null })
    expect(body.people).toMatchObject([
      {
        userId: desk.teacher.userId,
        children: 2,
        cards,
        lines: [
          { key: 'talk', cards: 2 * weeks },
          { key: 'parentContact', cards: 2 * Math.floor(weeks / 2) },
        ],
        overHours: 0,
      },
    ])
    expect((await desk.principal.get('/api/plans/plan99/load')).status).toBe(404)
    expect((await desk.principal.get('/api/plans/plan9/load?definition=x')).status).toBe(422)
  })

  it('X-33: thirty children with weekly talks shock before they are promised, and other choices are told', async () => {
    await desk.children(30)
    const { body } = await desk.preview()
    expect(body.load.overloaded).toBe(1)
    expect(body.load.people[0]).toMatchObject({ children: 30, cardsPerWeek: 44.3, hoursPerWeek: 18.6 })
    expect(body.load.people[0].overHours).toBeGreaterThan(14)
    const keys = body.alternatives.map(({ key }: { key: string }) => key)
    expect(keys).toEqual(['talkMonthly', 'contactMonthly', 'talkByHelper', 'contactByHelper'])
    const [monthly, , byHelper] = body.alternatives
    expect(monthly.busiestHours).toBeLessThan(body.load.people[0].hoursPerWeek)
    expect(byHelper).toMatchObject({ overloaded: 0, nobody: 30, cards: body.load.cards })
    expect((await desk.principal.get('/api/plan')).body.plan).toBeNull()
  })

  it('while nobody is on the list a class of 30 serves as an example', async () => {
    const { body } = await desk.principal.get('/api/plans/plan9/load?definition=recording')
    expect(body).toMatchObject({ children: 0, cards: 0, people: [] })
    expect(body.example).toMatchObject({ children: 30, person: { cardsPerWeek: 44.3, hoursPerWeek: 18.6 } })
  })

  it('what is owed only while a helping teacher is named is weighed for those children only', async () => {
    const [paired = ''] = await desk.children(3)
    const helper = await app.signIn({
      schoolId: desk.school.schoolId,
      role: 'helpingTeacher',
      pupilId: paired,
    })
    const { body } = await desk.preview({
      preset: 'plan3',
      settings: { rules: [{ key: 'pairTalk', on: true, period: 'month' }] },
    })
    const lines = (userId: string): { key: string; cards: number }[] =>
      body.load.people.find((person: { userId: string }) => person.userId === userId)?.lines ?? []
    expect(lines(helper.userId)).toEqual([{ key: 'pairTalk', cards: 5 }])
    expect(body.load.nobody).toEqual([])
  })

  it('D46: nor is what is owed while a volunteer helps weighed for anybody else', async () => {
    const [one = ''] = await desk.children(3)
    const pairing = newId()
    await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on)
      values (${desk.school.schoolId}, ${pairing}, 'volunteer', '\\x00', '2026-11-01', '2026-11-02')`
    await app.owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id)
      values (${desk.school.schoolId}, ${newId()}, ${pairing}, 'child', ${one})`
    const { body } = await desk.preview({
      preset: 'plan6',
      settings: { rules: [{ key: 'volunteerMeets', on: true }] },
    })
    const own = body.load.people.find(({ userId }: { userId: string }) => userId === desk.teacher.userId)
    expect(own.lines).toContainEqual({ key: 'volunteerMeets', cards: 5 })
  })

  it('what nobody is there to do is one line, also where the rule changed in the term', async () => {
    await desk.children(3)
    const talk = { ...planParams('plan2').talk, on: true, period: 'month' as const }
    await desk.adopt({ settings: { talk } })
    await desk.adopt({ effectiveFrom: '2026-11-25', settings: { talk: { ...talk, period: 'week' } } })
    await app.owner`update role_assignment set to_on = '2026-09-01' where user_id = ${desk.teacher.userId}`
    const { nobody } = (await desk.principal.get('/api/load')).body
    expect(nobody.filter(({ key }: { key: string }) => key === 'talk')).toMatchObject([
      { role: 'classTeacher', per: 'child', subjects: 3 },
    ])
  })

  it('two teachers of one class share its cards, and the sum stays', async () => {
    await desk.children(3)
    await app.signIn({ schoolId: desk.school.schoolId, role: 'classTeacher', classId: desk.classId })
    const { body } = await desk.principal.get('/api/plans/plan2/load?definition=recording')
    const sum = (list: { cards: number }[]): number => list.reduce((all, { cards }) => all + cards, 0)
    expect(body.cards).toBe(sum(body.people) + sum(body.nobody))
    const talks = body.people.flatMap(({ lines }: { lines: { key: string; cards: number }[] }) =>
      lines.flatMap(({ key, cards }) => (key === 'talk' ? [cards] : [])),
    )
    expect(talks).toEqual([8, 7])
  })

  it('P2-71: tells the load of the holidays after the term, while they run too, to each the own part', async () => {
    await desk.children(2)
    await desk.adopt({ settings: { rules: [{ key: 'summerVisit', on: true }] } })
    const visits = async (person: Person) => {
      const { holidays, nextTermMissing, term } = (await person.get('/api/load')).body
      return { from: holidays?.from, cards: holidays?.people[0]?.lines, nextTermMissing, term: term?.from }
    }
    // Only the autumn is entered: when the next term begins is not known, and something is due after it.
    expect(await visits(desk.teacher)).toMatchObject({ from: undefined, nextTermMissing: true })
    const { schoolId, yearId } = desk.school
    const later = newId()
    await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
      values (${schoolId}, ${later}, '2027-2028', '2027-09-01', '2028-08-31')`
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on) values
      (${schoolId}, ${newId()}, ${yearId}, '春季学期', '2027-02-22', '2027-07-09'),
      (${schoolId}, ${newId()}, ${later}, '秋季学期', '2027-09-01', '2028-01-21')`
    expect(await visits(desk.teacher)).toMatchObject({ from: undefined, nextTermMissing: false })
    const summer = { from: '2027-07-10', cards: [{ key: 'summerVisit', cards: 2 }] }
    for (const [day, term] of [
      ['2027-05-10', '2027-02-22'],
      ['2027-07-20', '2027-09-01'],
    ]) {
      app.setNow(`${day}T02:00:00.000Z`)
      // Sessions end while days go by.
      const head = await app.signIn({ schoolId, role: 'principal' })
      expect(await visits(head)).toMatchObject({ ...summer, term })
    }
    const other = await app.signIn({ schoolId, role: 'counsellor' })
    expect((await other.get('/api/load')).body).toMatchObject({ people: [], holidays: null })
  })

  it('the capacity is kept with its history, and a capacity of nothing or of more than 60 hours is refused', async () => {
    for (const [hoursPerWeek, code] of [
      [0, 'too-small'],
      [61, 'too-large'],
    ] as const)
      expect(
        (await put(desk.principal, { id: newId(), minutes: {}, hoursPerWeek })).body.error.fields,
      ).toMatchObject([{ path: 'hoursPerWeek', code }])
    expect((await put(desk.teacher, { id: newId(), minutes: {}, hoursPerWeek: 3 })).status).toBe(403)
    const input = { id: newId(), minutes: { talk: 20 }, hoursPerWeek: 2.5 }
    const saved = await put(desk.principal, input)
    expect(saved.body.capacity).toEqual({
      minutes: { talk: 20, parentContact: 15, homeVisit: 90, work: 30 },
      hoursPerWeek: 2.5,
    })
    await put(desk.principal, input)
    expect(await desk.auditOf('change', 'capacity')).toBe(1)
    await put(desk.principal, { id: newId(), minutes: {}, hoursPerWeek: 5 })
    await put(desk.principal, { id: newId(), minutes: { meeting: 25 }, hoursPerWeek: 5 })
    expect((await desk.principal.get('/api/load')).body.capacity.minutes).toMatchObject({
      meeting: 25,
      talk: 30,
    })
    const rows = await app.owner`select 1 from load_capacity where school_id = ${desk.school.schoolId}`
    expect(rows).toHaveLength(3)
    expect((await desk.principal.get('/api/load')).body.capacity.hoursPerWeek).toBe(5)
  })

  it('a teacher sees the own load only, a leader everybody’s; the board counts by the same minutes', async () => {
    await desk.children(2)
    await desk.children(1, { classId: desk.school.classes['三年级(2)班'] })
    const other = await app.signIn({
      schoolId: desk.school.schoolId,
      role: 'classTeacher',
      classId: desk.school.classes['三年级(2)班'] ?? '',
    })
    await desk.adopt()
    const own = (await desk.teacher.get('/api/load')).body
    expect(own).toMatchObject({ everyone: false, planMissing: false, children: 2, cards: 10, nobody: [] })
    expect(own.people.map(({ userId }: { userId: string }) => userId)).toEqual([desk.teacher.userId])
    const all = (await desk.principal.get('/api/load')).body
    expect(all).toMatchObject({ everyone: true, children: 3, cards: 15 })
    expect(all.people.map(({ userId }: { userId: string }) => userId)).toEqual([
      desk.teacher.userId,
      other.userId,
    ])
    await put(desk.principal, { id: newId(), minutes: { talk: 10 }, hoursPerWeek: 1 })
    const [line] = (await desk.principal.get('/api/board')).body.load
    expect(line).toMatchObject({
      userId: desk.teacher.userId,
      openThisWeek: 4,
      minutes: 40,
      capacityMinutes: 60,
    })
  })
})

describe('before a change is adopted', () => {
  it('K-27: says which windows end, which begin and from when; adopting then does exactly that', async () => {
    const [child = ''] = await desk.children(1)
    await desk.adopt()
    const { body } = await desk.preview()
    expect(body.definitionBefore).toBe('recording')
    const [talk] = body.changes
    expect(talk).toMatchObject({
      key: 'talk',
      kind: 'changes',
      before: { period: 'month' },
      after: { period: 'week' },
      lastDay: '2026-11-29',
      firstDay: '2026-11-30',
      cut: { from: '2026-11-01', to: '2026-11-30', newTo: '2026-11-29' },
      dropped: 2,
    })
    await desk.adopt({ preset: 'plan9', effectiveFrom: '2026-11-25' })
    const rows = await app.owner<
      { from: string; to: string }[]
    >`select window_from as "from", window_to as "to"
      from duty where pupil_id = ${child} and key = 'talk' order by window_from`
    const weeks = rows.filter(({ from }) => from >= talk.firstDay)
    expect(weeks).toHaveLength(talk.begun)
    expect(rows.find(({ from }) => from === talk.cut.from)?.to).toBe(talk.cut.newTo)
  })

  it('says what is wrong: a day outside the year, nobody on the list, nobody to do it, a rule never due, a year without holidays', async () => {
    expect((await desk.preview({ effectiveFrom: '2025-01-01' })).body.error.fields).toMatchObject([
      { path: 'effectiveFrom', code: 'outside-school-year' },
    ])
    const warned = async () => (await desk.preview()).body.warnings
    expect(await warned()).toEqual([{ code: 'nobodyOnList' }, { code: 'noHolidays', years: [2026, 2027] }])
    await holiday('2026-12-31')
    expect(await warned()).toEqual([{ code: 'nobodyOnList' }, { code: 'noHolidays', years: [2027] }])
    await holiday('2027-01-01')
    expect(await warned()).toEqual([{ code: 'nobodyOnList' }])
    await desk.children(2)
    const visits = { ...planParams('plan11').visit, on: true }
    const { warnings } = (await desk.preview({ settings: { visit: visits } })).body
    expect(warnings).toEqual([
      { code: 'neverDue', key: 'homeVisit' },
      { code: 'nobodyPerforms', key: 'homeVisit', role: 'helpingTeacher', per: 'child', subjects: 2 },
    ])
    const only = { ...planParams('plan2'), talk: { ...planParams('plan2').talk, on: false }, visit: visits }
    const own = (await desk.keep({ params: only })).body.plan
    expect((await desk.preview({ own: own.id })).body.error.code).toBe('rule-never-due')
    expect((await desk.preview({ own: newId() })).body.error.fields).toMatchObject([
      { path: 'own', code: 'unknown-reference' },
    ])
  })

  it('says who is missing also for what no window of the term shows: events, other terms, persons, pairs', async () => {
    const [child = ''] = await desk.children(2)
    const missing = async (preset: string, ...keys: string[]) => {
      const rules = keys.map((key) => ({ key, on: true }))
      const { warnings } = (await desk.preview({ preset, settings: { rules } })).body as PlanPreview
      return warnings.flatMap((one) => (one.code === 'nobodyPerforms' ? [[one.key, one.role]] : []))
    }
    // When a parent leaves; while a helping teacher is named; monthly by each helping teacher; next August.
    expect(await missing('plan3', 'informationOnChange', 'pairCheck')).toEqual([
      ['informationOnChange', 'archiveKeeper'],
      ['pairCheck', 'helpingTeacher'],
    ])
    expect(await missing('plan11', 'screening')).toContainEqual(['screening', 'helpingTeacher'])
    expect(await missing('plan2', 'summerVisit')).toEqual([])
    await app.signIn({ schoolId: desk.school.schoolId, role: 'helpingTeacher', pupilId: child })
    const keeper = await app.signIn({ schoolId: desk.school.schoolId, role: 'archiveKeeper' })
    expect(await missing('plan3', 'informationOnChange', 'pairCheck')).toEqual([])
    await app.owner`update auth_user set disabled = true where id = ${keeper.userId}`
    expect(await missing('plan3', 'informationOnChange')).toEqual([['informationOnChange', 'archiveKeeper']])
  })

  it('another choice asks for helping teachers only, whoever else is missing', async () => {
    await desk.children(3)
    const rules = [{ key: 'mentalHealthLesson', on: true }]
    const { body } = await desk.preview({ preset: 'plan2', settings: { rules } })
    expect(body.load.nobody).toMatchObject([{ role: 'counsellor', per: 'class' }])
    const lacking = (body as PlanPreview).alternatives.map(({ key, nobody }) => [key, nobody])
    expect(lacking).toContainEqual(['talkByHelper', 3])
    expect(
      lacking.filter(([key]) => !String(key).endsWith('ByHelper')).map(([, nobody]) => nobody),
    ).not.toContain(1)
  })
})

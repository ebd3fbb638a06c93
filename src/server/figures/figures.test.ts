import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { percent } from '#shared/percent/rules.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let mine: string
let theirs: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function startSchool(preset = 'plan2'): Promise<void> {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  mine = school.classes['三年级(1)班'] ?? ''
  theirs = school.classes['三年级(2)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: mine })
  children = [
    await makeAwayChild(app.owner, school, { classId: mine }),
    await makeAwayChild(app.owner, school, { classId: mine }),
    await makeAwayChild(app.owner, school, { classId: theirs }),
  ]
  await principal.post('/api/plan', {
    id: newId(),
    preset,
    definition: 'recording',
    effectiveFrom: '2026-09-01',
  })
}
let children: string[] = []

const talk = (pupilId: string, heldOn: string, over: object = {}) => ({
  id: newId(),
  pupilId,
  heldOn,
  reached: true,
  lateReason: '补记',
  fields: { kind: 'talk', topics: ['study'] },
  ...over,
})

describe('the coverage board', () => {
  beforeEach(() => startSchool())

  it('says of a school that has just begun that nothing was asked yet, and from when it will be: no figures', async () => {
    const fresh = await makeSchool(app.owner)
    const classId = fresh.classes['三年级(1)班'] ?? ''
    const leader = await app.signIn({ schoolId: fresh.schoolId, role: 'principal' })
    const own = await app.signIn({ schoolId: fresh.schoolId, role: 'classTeacher', classId })
    const board = async (person: Person) => (await person.get('/api/board')).body
    expect(await board(leader)).toMatchObject({ planMissing: true, notYetAsked: true, beginsOn: null })
    const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-11-24' }
    await leader.post('/api/plan', plan)
    expect(await board(leader)).toMatchObject({ planMissing: false, notYetAsked: true, beginsOn: null })
    await makeAwayChild(app.owner, fresh, { classId })
    await leader.post('/api/plan', { ...plan, id: newId() })
    for (const person of [leader, own]) {
      const { headline, ...first } = await board(person)
      expect(first).toMatchObject({ notYetAsked: true, beginsOn: '2026-12-01' })
      expect(headline).toMatchObject({ children: 0, onTime: 0, percent: null })
    }
    expect(await board(principal)).toMatchObject({ notYetAsked: false, beginsOn: null })
  })

  it('K-29, K-50: counts a month per class, leaves out what is open, and has no percentage of nothing', async () => {
    const [one = '', two = '', three = ''] = children
    await teacher.post('/api/cards', talk(one, '2026-10-09'))
    await principal.post('/api/cards', talk(three, '2026-11-20'))
    const [duty] = await app.owner<
      { id: string }[]
    >`select id from duty where pupil_id = ${two} and window_from = '2026-10-01'`
    await teacher.post(`/api/duties/${duty?.id ?? ''}/excuse`, { kind: 'away', reason: '随父母去外地' })
    const october = (await principal.get('/api/board?month=2026-10')).body
    expect(october.headline).toMatchObject({
      onTime: 1,
      late: 0,
      missed: 1,
      excused: 1,
      open: 0,
      percent: 50,
      children: 2,
      reachedChildren: 1,
      notReached: 1,
      unassigned: 1,
    })
    expect(october.coverage).toMatchObject([
      { classId: mine, className: '三年级(1)班', key: 'talk', onTime: 1, excused: 1, percent: 100 },
      { classId: theirs, key: 'talk', missed: 1, percent: 0 },
    ])
    expect(october.notReached).toMatchObject({
      count: 1,
      items: [{ pupilId: three, state: 'missed', performers: [] }],
    })
    const november = (await principal.get('/api/board')).body
    expect(november).toMatchObject({
      month: '2026-11',
      today: '2026-11-23',
      headline: { onTime: 0, early: 1, open: 2, percent: null },
    })
    // The ring of a leader's My day opens this board: it holds the same.
    expect((await principal.get('/api/my-day')).body.ring).toEqual({ done: 1, open: 2, total: 3 })
    const december = november.heatMap[0].cells.find((cell: { month: string }) => cell.month === '2026-12')
    expect(december).toMatchObject({ upcoming: 3, percent: null })
    expect(november.months).toEqual(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'])
    expect((await principal.get('/api/board?month=2026-13')).status).toBe(422)
  })

  it('K-29: done in a window still open is in neither part; it counts from the day after the due day', async () => {
    await teacher.post('/api/cards', talk(children[0] ?? '', '2026-11-20'))
    const cell = async () =>
      (await principal.get('/api/board?month=2026-11')).body.heatMap[0].cells.find(
        (one: { month: string }) => one.month === '2026-11',
      )
    expect(await cell()).toMatchObject({ onTime: 0, early: 1, open: 2, missed: 0, percent: null })
    // On the due day the window is open still, and its list says so too.
    app.setNow('2026-11-30T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect(await cell()).toMatchObject({ onTime: 0, early: 1, open: 2, missed: 0, percent: null })
    const list = async (state: string) =>
      (await principal.get(`/api/board/list?month=2026-11&key=talk&state=${state}`)).body.count
    expect([await list('early'), await list('onTime')]).toEqual([1, 0])
    app.setNow('2026-12-01T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect(await cell()).toMatchObject({ onTime: 1, early: 0, open: 0, missed: 2, percent: 33.3 })
  })

  it('every number equals the length of its list, in the whole school and in one grade', async () => {
    const [one = '', , three = ''] = children
    await teacher.post('/api/cards', talk(one, '2026-11-20'))
    await teacher.post('/api/cards', talk(one, '2026-09-20'))
    const [duty] = await app.owner<
      { id: string }[]
    >`select id from duty where pupil_id = ${three} and window_from = '2026-10-01'`
    await principal.post(`/api/duties/${duty?.id ?? ''}/excuse`, { kind: 'away', reason: '去外地' })
    const other = newId()
    await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
      values (${school.schoolId}, ${other}, ${school.yearId}, 4, 1, '四年级(1)班')`
    await app.owner`update duty set class_id = ${other} where pupil_id = ${three}`
    const count = async (query: string): Promise<number> => {
      const { body } = await principal.get(`/api/board/list?${query}`)
      expect(body.items).toHaveLength(body.count)
      return body.count
    }
    const parts = ['onTime', 'early', 'late', 'missed', 'excused', 'upcoming'] as const
    const check = async (at: string, line: Record<string, number>): Promise<void> => {
      for (const part of parts)
        expect([at, part, await count(`${at}&state=${part}`)]).toEqual([at, part, line[part]])
      expect([at, await count(`${at}&state=due`)]).toEqual([at, line['open']])
    }
    for (const grade of ['', '&grade=3', '&grade=4']) {
      const board = (await principal.get(`/api/board?month=2026-11${grade}`)).body
      expect(board.grades).toEqual([3, 4])
      await check(`month=2026-11${grade}`, board.headline)
      const { children: due, reachedChildren } = board.headline
      expect(await count(`month=2026-11${grade}&state=children`)).toBe(due)
      expect(await count(`month=2026-11${grade}&state=reachedChildren`)).toBe(reachedChildren)
      expect(await count(`month=2026-11${grade}&state=unreachedChildren`)).toBe(due - reachedChildren)
      for (const line of board.coverage)
        await check(`month=2026-11${grade}&classId=${line.classId}&key=${line.key}`, line)
      const earlier = board.months.filter((month: string) => month < '2026-11')
      const missed = await Promise.all(
        earlier.map((month: string) => count(`month=${month}${grade}&state=missed`)),
      )
      expect(board.arrears).toEqual({
        count: missed.reduce((sum, one) => sum + one, 0),
        oldestMonth: earlier.find((_: string, at: number) => (missed[at] ?? 0) > 0) ?? null,
      })
      expect(await count(`month=2026-11${grade}&state=arrears`)).toBe(board.arrears.count)
      for (const row of board.heatMap)
        for (const cell of row.cells) await check(`month=${cell.month}${grade}&key=${row.key}`, cell)
      expect(await count(`month=2026-11${grade}&state=notReached`)).toBe(board.notReached.count)
      expect(await count(`month=2026-11${grade}&state=unassigned`)).toBe(board.headline.unassigned)
      for (const load of board.load)
        expect(await count(`state=openThisWeek&userId=${load.userId}${grade}`)).toBe(load.openThisWeek)
    }
    const four = (await principal.get('/api/board?month=2026-11&grade=4')).body
    expect(four.headline).toMatchObject({ children: 1, open: 1 })
    // Nobody is named for the fourth grade: what is due and missed has nobody, what is still to come need not.
    const december = (await principal.get('/api/board?month=2026-12&grade=4')).body.headline
    expect(december.upcoming).toBeGreaterThan(0)
    expect([december.unassigned, await count('month=2026-12&grade=4&state=unassigned')]).toEqual([0, 0])
    expect((await principal.get('/api/board?grade=13')).status).toBe(422)
    const [load] = (await principal.get('/api/board?month=2026-11')).body.load
    expect(load).toMatchObject({
      userId: teacher.userId,
      children: 2,
      openThisWeek: 3,
      minutes: 3 * 30,
      capacityMinutes: 4 * 60,
    })
  })

  it('children in no class have a line of their own, and its list holds them and nobody else', async () => {
    await app.owner`update duty set class_id = null where pupil_id = ${children[1] ?? ''}`
    const { coverage } = (await principal.get('/api/board?month=2026-10')).body
    const places = coverage.map(({ classId }: { classId: string | null }) => classId)
    expect(places).toEqual([mine, theirs, null])
    for (const { classId, key, missed } of coverage) {
      const query = `month=2026-10&key=${key}&state=missed&classId=${classId ?? 'none'}`
      expect([classId, (await principal.get(`/api/board/list?${query}`)).body.count]).toEqual([
        classId,
        missed,
      ])
    }
  })

  it('a list comes in pages of 50 without gaps', async () => {
    for (let i = 0; i < 51; i++) await makeAwayChild(app.owner, school, { classId: theirs })
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan2',
      definition: 'recording',
      effectiveFrom: '2026-11-23',
    })
    const first = (await principal.get('/api/board/list?month=2026-10')).body
    expect([first.count, first.items.length]).toEqual([54, 50])
    const second = (await principal.get(`/api/board/list?month=2026-10&after=${first.nextAfter}`)).body
    expect([second.items.length, second.nextAfter]).toEqual([4, null])
    const ids = [...first.items, ...second.items].map(({ dutyId }: { dutyId: string }) => dutyId)
    expect(new Set(ids).size).toBe(54)
  })

  it('a class teacher sees the own class only; who has no class sees nothing', async () => {
    const board = (await teacher.get('/api/board?month=2026-10')).body
    expect(board.coverage.map(({ classId }: { classId: string }) => classId)).toEqual([mine])
    expect(board.headline).toMatchObject({ missed: 2, notReached: 2 })
    expect((await teacher.get(`/api/board/list?month=2026-10&classId=${theirs}`)).body).toEqual({
      count: 0,
      items: [],
      nextAfter: null,
    })
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    expect((await counsellor.get('/api/board')).status).toBe(403)
  })
})

describe('the class board', () => {
  beforeEach(() => startSchool())

  it('shows every child with each duty of the month, and numbers that are the dots counted', async () => {
    const [one = '', two = ''] = children
    await teacher.post('/api/cards', talk(one, '2026-11-20'))
    await teacher.post('/api/cards', talk(two, '2026-11-19', { reached: false }))
    const board = (await teacher.get(`/api/board/classes/${mine}`)).body
    expect(board).toMatchObject({ month: '2026-11', className: '三年级(1)班', classId: mine })
    expect(board.months).toEqual(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'])
    const dots = board.children.flatMap(
      ({ pupilId, duties }: { pupilId: string; duties: { state: string; attempts: number }[] }) =>
        duties.map(({ state, attempts }) => [pupilId, state, attempts]),
    )
    expect(dots).toHaveLength(2)
    expect(dots).toEqual(
      expect.arrayContaining([
        [one, 'done', 0],
        [two, 'due', 1],
      ]),
    )
    expect(board.counts).toMatchObject([{ key: 'talk', early: 1, open: 1, onTime: 0, percent: null }])
    const october = (await principal.get(`/api/board/classes/${theirs}?month=2026-10`)).body
    expect(october.counts).toMatchObject([{ missed: 1, percent: 0 }])
  })

  it('H-02: peers without a need do not see the children of a class', async () => {
    const { schoolId } = school
    const [one = ''] = children
    expect((await teacher.get(`/api/board/classes/${theirs}`)).status).toBe(404)
    for (const grant of [
      { schoolId, role: 'counsellor' as const },
      { schoolId, role: 'auditor' as const },
      { schoolId, role: 'archiveKeeper' as const },
      { schoolId, role: 'helpingTeacher' as const, pupilId: one },
    ])
      expect((await (await app.signIn(grant)).get(`/api/board/classes/${mine}`)).status).toBe(403)
    const elsewhere = await app.signIn({
      schoolId: (await makeSchool(app.owner)).schoolId,
      role: 'principal',
    })
    expect((await elsewhere.get(`/api/board/classes/${mine}`)).status).toBe(404)
  })
})

describe('one truth', () => {
  it('K-26, K-29, K-30: coverage equals a naive recount from the valid cards, after any filing and correcting', async () => {
    const step = fc.record({
      child: fc.integer({ min: 0, max: 2 }),
      day: fc.integer({ min: 0, max: 82 }).map((offset) => addDays('2026-09-02', offset)),
      reached: fc.boolean(),
      correct: fc.boolean(),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 12 }), async (steps) => {
        await startSchool()
        const valid: { id: string; child: string; day: string; reached: boolean }[] = []
        for (const { child, day, reached, correct } of steps) {
          const old = correct ? valid.pop() : undefined
          const pupilId = old?.child ?? children[child] ?? ''
          const card = talk(pupilId, day, { reached })
          const url = old ? `/api/cards/${old.id}/correct` : '/api/cards'
          const { pupilId: _pupil, ...rest } = card
          const answer = await principal.post(url, old ? { ...rest, reason: '更正' } : card)
          expect(answer.status).toBe(200)
          valid.push({ id: card.id, child: pupilId, day, reached })
        }
        for (const month of ['2026-09', '2026-10', '2026-11']) {
          const done = children.filter((child) =>
            valid.some((one) => one.child === child && one.reached && one.day.startsWith(month)),
          ).length
          const missed = month === '2026-11' ? 0 : 3 - done
          const { headline } = (await principal.get(`/api/board?month=${month}`)).body
          // The duties of the running month are in neither part until it is over (K-29).
          const open = month === '2026-11'
          expect(headline).toMatchObject({
            onTime: open ? 0 : done,
            early: open ? done : 0,
            late: 0,
            missed,
            open: 3 - done - missed,
            percent: open ? null : percent(done, done + missed),
          })
        }
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})

describe('the board of classes, staff and school', () => {
  const read = async (person: Person, part = '') =>
    (await person.get(`/api/board/work?month=2026-11${part}`)).body.lines as Record<string, number | string>[]
  const list = async (person: Person, query: string) =>
    (await person.get(`/api/board/work/list?month=2026-11&${query}`)).body

  it('B.6: every number of every group is the length of its list; a grade narrows both', async () => {
    await startSchool()
    for (const preset of ['plan1', 'plan2', 'plan4', 'plan6', 'plan7', 'plan8']) {
      const settings = { rules: planRules(preset).map(({ key }) => ({ key, on: true })) }
      await principal.post('/api/plan', {
        id: newId(),
        preset,
        definition: 'recording',
        effectiveFrom: '2026-11-23',
        settings,
      })
      for (const person of [principal, teacher])
        for (const part of ['', '&grade=3', '&grade=5']) {
          const lines = await read(person, part)
          const missed = lines.reduce((sum, line) => sum + Number(line['missed']), 0)
          expect((await list(person, `state=missed${part}`)).count).toBe(missed)
          for (const line of lines) {
            for (const [state, value] of [
              ['done', Number(line['onTime']) + Number(line['early'])],
              ['due', line['open']],
              ['missed', line['missed']],
              ['upcoming', line['upcoming']],
            ]) {
              const { count, items } = await list(
                person,
                `group=${line['group']}&key=${line['key']}&state=${state}${part}`,
              )
              expect([line['key'], state, count]).toEqual([line['key'], state, value])
              expect(items).toHaveLength(Math.min(count, 50))
            }
          }
        }
    }
  }, 60_000)

  it('H-02: a class teacher sees the own class and the own person, a leader everybody, a grade its class teachers', async () => {
    await startSchool()
    const { schoolId } = school
    const other = await app.signIn({ schoolId, role: 'classTeacher', classId: theirs })
    await app.owner`insert into duty (school_id, id, rule_id, key, performer_role, subject_kind, person_id, window_from, window_to, due_on)
      select school_id, gen_random_uuid(), id, 'studySession', 'classTeacher', 'person', unnest(${[teacher.userId, other.userId]}::uuid[]),
        date '2026-11-01', date '2026-11-30', date '2026-11-30' from duty_rule where school_id = ${schoolId} limit 2`
    const mineOnly = await list(teacher, 'group=person')
    expect(mineOnly.items).toMatchObject([
      { group: 'person', state: 'due', performers: [{ userId: teacher.userId }] },
    ])
    expect((await list(principal, 'group=person')).count).toBe(2)
    expect((await list(principal, 'group=person&grade=3')).count).toBe(2)
    expect((await list(principal, 'group=person&grade=5')).count).toBe(0)
  })
})

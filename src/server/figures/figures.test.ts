import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
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
      headline: { onTime: 1, open: 2, percent: 100 },
    })
    const december = november.heatMap[0].cells.find((cell: { month: string }) => cell.month === '2026-12')
    expect(december).toMatchObject({ upcoming: 3, percent: null })
    expect(november.months).toEqual(['2026-09', '2026-10', '2026-11', '2026-12', '2027-01'])
    expect((await principal.get('/api/board?month=2026-13')).status).toBe(422)
  })

  it('every number equals the length of its list', async () => {
    await teacher.post('/api/cards', talk(children[0] ?? '', '2026-11-20'))
    const board = (await principal.get('/api/board?month=2026-11')).body
    const count = async (query: string): Promise<number> => {
      const { body } = await principal.get(`/api/board/list?${query}`)
      expect(body.items).toHaveLength(body.count)
      return body.count
    }
    for (const line of board.coverage) {
      const at = `month=2026-11&classId=${line.classId}&key=${line.key}`
      expect(await count(`${at}&state=done`)).toBe(line.onTime)
      expect(await count(`${at}&state=due`)).toBe(line.open)
    }
    expect(await count('month=2026-11&state=notReached')).toBe(board.notReached.count)
    expect(await count('month=2026-11&state=unassigned')).toBe(board.headline.unassigned)
    const [load] = board.load
    expect(load).toMatchObject({
      userId: teacher.userId,
      children: 2,
      minutes: 4 * 30,
      capacityMinutes: 4 * 60,
    })
    expect(await count(`state=openThisWeek&userId=${teacher.userId}`)).toBe(load.openThisWeek)
    expect(load.openThisWeek).toBe(4)
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
          expect(headline).toMatchObject({
            onTime: done,
            late: 0,
            missed,
            open: 3 - done - missed,
            percent: percent(done, done + missed),
          })
        }
      }),
      { numRuns: 10 },
    )
  }, 60_000)
})

import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

const TODAY = '2026-11-23'
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

const wanted = (preset: string, effectiveFrom: string, over: object = {}) => ({
  preset,
  definition: 'recording',
  effectiveFrom,
  ...over,
})
const adopt = (preset: string, from: string, over: object = {}): Promise<Answer> =>
  principal.post('/api/plan', { id: newId(), ...wanted(preset, from, over) })
const preview = (preset: string, from: string, over: object = {}): Promise<Answer> =>
  principal.post('/api/plan/preview', wanted(preset, from, over))
const tell = (pupilId: string, over: object = {}): Promise<Answer> =>
  teacher.post('/api/cards', {
    id: newId(),
    pupilId,
    heldOn: TODAY,
    reached: true,
    fields: { kind: 'talk', topics: ['study'] },
    ...over,
  })

/** Duties by id with their state on a day, as the one view says it. */
async function statesOn(day: string): Promise<ReadonlyMap<string, string>> {
  const rows = await app.owner.begin(async (tx) => {
    await tx.unsafe(`set local app.today = '${day}'`)
    return tx<
      { id: string; state: string }[]
    >`select id, state from duty_state where school_id = ${school.schoolId}`
  })
  return new Map(rows.map(({ id, state }) => [id, state]))
}
const missed = (states: ReadonlyMap<string, string>): string[] =>
  [...states].flatMap(([id, state]) => (state === 'missed' ? [id] : [])).toSorted()
const outcomeOf = ({ opened, withdrawn, ended, overdue }: Record<string, number>) => ({
  opened,
  withdrawn,
  ended,
  overdue,
})

describe('a change of plan makes nobody late', () => {
  it('K-27: from today: what was done stays done, what was not ends and is neither missed nor counted; said before', async () => {
    const done = await makeAwayChild(app.owner, school)
    const tried = await makeAwayChild(app.owner, school)
    const idle = await makeAwayChild(app.owner, school)
    await adopt('plan2', '2026-09-01')
    await tell(done, { heldOn: '2026-11-20' })
    await tell(tried, { heldOn: '2026-11-20', reached: false })
    const before = await statesOn(TODAY)
    const said = (await preview('plan9', TODAY)).body
    expect(said.changes[0]).toMatchObject({
      kind: 'changes',
      firstDay: TODAY,
      cut: { from: '2026-11-01', to: '2026-11-30', newTo: '2026-11-22' },
    })
    expect(said.outcome).toMatchObject({ ended: 2, overdue: 0 })
    const { body } = await adopt('plan9', TODAY)
    expect(outcomeOf(body)).toEqual(said.outcome)
    for (const day of [TODAY, '2026-11-24', '2026-12-01', '2027-03-01']) {
      const known = new Set(before.keys())
      const late = missed(await statesOn(day)).filter((id) => known.has(id))
      expect(late).toEqual(missed(before))
    }
    const states = async (pupilId: string) =>
      (await principal.get(`/api/children/${pupilId}/timeline`)).body.items.flatMap(
        ({ duty }: { duty?: { key: string; from: string; state: string } }) =>
          duty?.key === 'talk' && duty.from === '2026-11-01' ? [duty.state] : [],
      )
    expect([await states(done), await states(tried), await states(idle)]).toEqual([
      ['done'],
      ['ended'],
      ['ended'],
    ])
    const board = (await principal.get('/api/board?month=2026-11')).body
    const talks = board.coverage.filter(({ key }: { key: string }) => key === 'talk')
    // One done in the window that still stands open; the first week's windows are open, none is missed.
    expect(talks).toMatchObject([{ early: 1, missed: 0 }])
    const { count } = (await principal.get('/api/board/list?month=2026-11&state=ended')).body
    expect(count).toBe(2)
    const day = (await teacher.get('/api/my-day')).body
    const items = day.sections.flatMap((one: { items: { from: string }[] }) => one.items)
    expect(items.some(({ from }: { from: string }) => from === '2026-11-01')).toBe(false)
    const after = await statesOn(TODAY)
    await runDaily(app.deps)
    expect(await statesOn(TODAY)).toEqual(after)
  })

  it('K-27: what is owed once is not owed again, whatever else of the plan changes, and nobody is late when it is dropped', async () => {
    const [wrote, waits] = [await makeAwayChild(app.owner, school), await makeAwayChild(app.owner, school)]
    const letter = { rules: [{ key: 'letterHome', on: true }] }
    const letters = async (pupilId: string) =>
      (
        await app.owner`select window_from as "from", due_on as due, done_on is not null as done, ended_on as ended from duty
          where pupil_id = ${pupilId} and key = 'letterHome' order by window_from`
      ).map((one) => ({ ...one }))
    const asked = { from: '2026-09-01', due: '2027-08-31', done: false, ended: null }
    await adopt('plan2', '2026-09-01', { settings: letter })
    await app.owner`update duty set done_on = '2026-09-20' where pupil_id = ${wrote} and key = 'letterHome'`
    const talk = { ...findPlanPreset('plan2')?.params.talk, period: 'week' }
    expect((await adopt('plan2', TODAY, { settings: { ...letter, talk } })).status).toBe(200)
    await runDaily(app.deps)
    expect([await letters(wrote), await letters(waits)]).toEqual([[{ ...asked, done: true }], [asked]])
    // Corrected on the same day: the version in between never ran.
    expect((await adopt('plan2', TODAY, { settings: letter })).status).toBe(200)
    expect([await letters(wrote), await letters(waits)]).toEqual([[{ ...asked, done: true }], [asked]])
    const { body } = await adopt('plan2', TODAY)
    expect([body.overdue, await letters(wrote), await letters(waits)]).toEqual([
      0,
      [{ ...asked, done: true }],
      [],
    ])
  })

  it('K-27: what a change ends is asked for through its last day, and not the day after', async () => {
    await makeAwayChild(app.owner, school)
    await adopt('plan2', '2026-09-01')
    // The weekly talks begin with their first whole week, on the 30th: November's is over with the 29th.
    await adopt('plan9', '2026-11-24')
    const asked = async (day: string): Promise<boolean> => {
      const now = `${day}T02:00:00.000Z`
      app.setNow(now)
      await app.owner`update auth_session set "updatedAt" = ${now}`
      const { sections } = (await teacher.get('/api/my-day')).body
      const items = sections.flatMap((one: { items: { key: string; from: string }[] }) => one.items)
      return items.some(
        ({ key, from }: { key: string; from: string }) => key === 'talk' && from === '2026-11-01',
      )
    }
    expect([await asked('2026-11-28'), await asked('2026-11-29'), await asked('2026-11-30')]).toEqual([
      true,
      true,
      false,
    ])
  })

  it('K-27: what was tried and is not asked for any more ends with it, and comes back with the rule', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt('plan1', '2026-09-01')
    const contact = { fields: { kind: 'parentContact', channel: 'phone', who: 'mother', topics: ['study'] } }
    expect((await tell(child, { reached: false, ...contact })).status).toBe(200)
    await adopt('plan2', TODAY)
    const of = async () => {
      const rows = await app.owner<{ id: string }[]>`select id from duty where pupil_id = ${child}
        and key = 'parentContact' and attempts > 0`
      const states = await statesOn('2027-01-31')
      return rows.map(({ id }) => states.get(id))
    }
    expect(await of()).toEqual(['ended'])
  })

  it('K-27: after a change the next card counts for the new window, also where the old one was tried or excused', async () => {
    const tried = await makeAwayChild(app.owner, school)
    const excused = await makeAwayChild(app.owner, school)
    await adopt('plan2', '2026-09-01')
    expect((await tell(tried, { heldOn: '2026-11-20', reached: false })).status).toBe(200)
    const [duty] = await app.owner<{ id: string }[]>`select id from duty
      where pupil_id = ${excused} and key = 'talk' and window_from = '2026-11-01'`
    const reason = { kind: 'away', reason: '随父母去外地' }
    expect((await teacher.post(`/api/duties/${duty?.id ?? ''}/excuse`, reason)).status).toBe(200)
    // Talks by the week from today on.
    expect((await adopt('plan9', TODAY)).status).toBe(200)
    for (const pupilId of [tried, excused]) {
      expect((await tell(pupilId)).status).toBe(200)
      const done = await app.owner`select window_from as "from" from duty
        where pupil_id = ${pupilId} and key = 'talk' and done_on is not null`
      expect(done).toEqual([{ from: TODAY }])
    }
    const states = await statesOn('2027-03-01')
    expect(states.get(duty?.id ?? '')).toBe('excused')
  })

  it('the preview counts what adopting does, and nothing known becomes missed by it, whatever follows what', async () => {
    const children = [await makeAwayChild(app.owner, school), await makeAwayChild(app.owner, school)]
    await adopt('plan2', '2026-09-01')
    await tell(children[0] ?? '', { heldOn: '2026-11-20' })
    await tell(children[1] ?? '', { heldOn: '2026-11-20', reached: false })
    const plans = fc.constantFrom('plan1', 'plan2', 'plan4', 'plan5', 'plan9', 'plan11')
    const days = fc.integer({ min: 0, max: 45 }).map((n) => addDays(TODAY, n))
    await fc.assert(
      fc.asyncProperty(plans, days, async (preset, from) => {
        const before = await statesOn('2026-11-22')
        const was = missed(await statesOn(TODAY))
        const said = await preview(preset, from)
        expect(await statesOn('2026-11-22')).toEqual(before)
        const { status, body } = await adopt(preset, from)
        expect(status).toBe(said.status)
        if (status !== 200) return
        expect(outcomeOf(body)).toEqual(said.body.outcome)
        expect(missed(await statesOn(TODAY)).filter((id) => before.has(id))).toEqual(was)
      }),
      { numRuns: 12 },
    )
  }, 60_000)

  it('a plan that begins in the past says how much of it is overdue at once', async () => {
    await makeAwayChild(app.owner, school)
    const said = (await preview('plan2', '2026-09-01')).body.outcome
    expect(said).toEqual({ opened: 5, withdrawn: 0, ended: 0, overdue: 2 })
    expect(outcomeOf((await adopt('plan2', '2026-09-01')).body)).toEqual(said)
  })
})

describe('a plan adopted in mid-term', () => {
  const params = findPlanPreset('plan4')?.params
  const settings = { visit: { ...params?.visit, on: true } }
  const visits = (pupilId: string) =>
    app.owner`select window_from as "from", window_to as "to" from duty
      where pupil_id = ${pupilId} and key = 'homeVisit' order by window_from`

  it('F11, K-24: a duty of the term begins at once while half of its school days are left, and the preview says so', async () => {
    const child = await makeAwayChild(app.owner, school)
    app.setNow('2026-10-12T02:00:00.000Z')
    const change = (await preview('plan4', '2026-10-12', { settings })).body.changes.find(
      ({ key }: { key: string }) => key === 'homeVisit',
    )
    expect(change).toMatchObject({ kind: 'begins', firstDay: '2026-10-12', rest: '2027-01-22', begun: 1 })
    await adopt('plan4', '2026-10-12', { settings })
    expect(await visits(child)).toEqual([{ from: '2026-10-12', to: '2027-01-22' }])
    // Adopted again it is not begun a second time.
    await adopt('plan4', '2026-10-20', { settings })
    expect(await visits(child)).toHaveLength(1)
  })

  it('F11: of a term that was over when the plan was adopted no rest is asked for, and nobody has missed it', async () => {
    const child = await makeAwayChild(app.owner, school)
    app.setNow('2027-02-15T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const said = (await preview('plan4', '2026-10-12', { settings })).body
    expect(said.changes.find(({ key }: { key: string }) => key === 'homeVisit')).toMatchObject({ begun: 0 })
    const { body } = await adopt('plan4', '2026-10-12', { settings })
    expect(outcomeOf(body)).toEqual(said.outcome)
    expect(await visits(child)).toEqual([])
    await runDaily(app.deps)
    expect(await visits(child)).toEqual([])
  })

  it('F11, K-27: with less than half left it waits for the next whole term, and the preview says so', async () => {
    const child = await makeAwayChild(app.owner, school)
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
      select school_id, ${newId()}, school_year_id, '春季学期', '2027-02-22', '2027-07-09' from term
      where school_id = ${school.schoolId}`
    app.setNow('2026-12-14T02:00:00.000Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const said = (await preview('plan4', '2026-12-14', { settings })).body
    expect(said.changes.find(({ key }: { key: string }) => key === 'homeVisit')).toMatchObject({
      kind: 'begins',
      firstDay: '2027-02-22',
      rest: null,
      begun: 0,
    })
    await adopt('plan4', '2026-12-14', { settings })
    expect(await visits(child)).toEqual([])
  })
})

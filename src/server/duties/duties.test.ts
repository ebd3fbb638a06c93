import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties, runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let classId: string
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
})

const adopt = (over: object = {}, preset = 'plan2') =>
  principal.post('/api/plan', {
    id: newId(),
    preset,
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    ...over,
  })

interface Row {
  key: string
  from: string
  to: string
  due: string
  done: string | null
  excuse: string | null
  attempts: number
}
const dutiesOf = (pupilId: string): Promise<Row[]> =>
  app.owner<Row[]>`select key, window_from as "from", window_to as "to", due_on as "due", done_on as "done",
    excuse_kind as "excuse", attempts from duty where pupil_id = ${pupilId} order by key, window_from`

describe('adopting a plan', () => {
  it('opens the duties of the term for the children on the list and nobody else, and is idempotent', async () => {
    const child = await makeAwayChild(app.owner, school)
    const other = await makeAwayChild(app.owner, school, { away: null })
    const id = newId()
    const first = await adopt({ id })
    expect(first.status).toBe(200)
    const months = ['2026-09-30', '2026-10-31', '2026-11-30', '2026-12-31', '2027-01-22']
    const rows = await dutiesOf(child)
    expect(rows.filter(({ key }) => key === 'talk').map(({ due }) => due)).toEqual(months)
    expect(first.body.opened).toBe(rows.length)
    expect(await dutiesOf(other)).toEqual([])
    const again = await adopt({ id })
    expect(again.body).toMatchObject({ opened: 0, plan: { id, preset: 'plan2' } })
    expect(await dutiesOf(child)).toHaveLength(rows.length)
    const scope = mintJobScope(school.schoolId, '2026-11-23')
    expect(await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2026-11-23'))).toEqual({
      opened: 0,
      changed: 0,
      withdrawn: 0,
      ended: 0,
    })
  })

  it('answers a wrong plan, definition or day with the field, and tells who may', async () => {
    expect((await adopt({}, 'plan99')).body.error.fields).toEqual([
      { path: 'preset', code: 'unknown-reference' },
    ])
    expect((await adopt({ definition: 'x' })).body.error.fields[0]).toMatchObject({ path: 'definition' })
    expect((await adopt({ effectiveFrom: '2025-01-01' })).body.error.fields[0]).toMatchObject({
      path: 'effectiveFrom',
      code: 'outside-school-year',
    })
    expect(
      (await teacher.post('/api/plan', { id: newId(), preset: 'plan1', effectiveFrom: '2026-09-01' })).status,
    ).toBe(403)
    expect((await teacher.get('/api/plan')).body).toEqual({
      plan: null,
      next: null,
      suggestedFrom: '2026-11-01',
    })
    expect((await principal.get('/api/plans/presets')).body.presets).toHaveLength(11)
  })

  it('K-27: a change keeps earlier windows and all that was done; the new rule begins with its first whole window', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt()
    const talk = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    }
    expect((await teacher.post('/api/cards', talk)).status).toBe(200)
    const early = await adopt({ effectiveFrom: '2026-11-02' }, 'plan9')
    expect(early.body.error.fields).toEqual([
      { path: 'effectiveFrom', code: 'before-start', params: { earliest: '2026-11-23' } },
    ])
    const changed = await adopt({ effectiveFrom: '2026-11-25' }, 'plan9')
    expect(changed.status).toBe(200)
    const talks = (await dutiesOf(child)).filter(({ key }) => key === 'talk')
    // Done in November under the monthly rule, though its window would now end earlier.
    expect(talks.filter(({ from }) => from < '2026-11-30').map(({ from, done }) => [from, done])).toEqual([
      ['2026-09-01', null],
      ['2026-10-01', null],
      ['2026-11-01', '2026-11-23'],
    ])
    expect(talks.find(({ from }) => from === '2026-11-30')).toMatchObject({ to: '2026-12-06' })
    expect((await principal.get('/api/plan')).body).toMatchObject({
      plan: { preset: 'plan2' },
      next: { preset: 'plan9' },
    })
  })
})

describe('opening duties', () => {
  it('catches up after downtime, and cards filed meanwhile count as if the duty had been there', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt()
    await app.owner`delete from duty where school_id = ${school.schoolId} and window_from >= '2026-10-01'`
    const before = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-20',
      reached: true,
      fields: { kind: 'talk', topics: ['home'] },
    }
    expect((await teacher.post('/api/cards', before)).body.closed).toEqual([])
    await runDaily(app.deps)
    const talks = (await dutiesOf(child)).filter(({ key }) => key === 'talk')
    expect(talks.map(({ done }) => done)).toEqual([null, null, '2026-11-20', null, null])
  })

  it('K-24: whoever leaves the list owes nothing afterwards, and what was done stays', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt()
    await app.owner`update child_status set to_on = '2026-11-20' where pupil_id = ${child}`
    const scope = mintJobScope(school.schoolId, '2026-11-23')
    const opening = await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2026-11-23'))
    expect(opening.withdrawn).toBeGreaterThan(0)
    const talks = (await dutiesOf(child)).filter(({ key }) => key === 'talk')
    expect(talks.map(({ due }) => due)).toEqual(['2026-09-30', '2026-10-31', '2026-11-20'])
  })
})

describe('My day', () => {
  it('shows a class teacher the own class, most urgent first, and the child leaves the list with the card', async () => {
    const child = await makeAwayChild(app.owner, school, { name: '姚小禾' })
    const alone = await makeAwayChild(app.owner, school, { name: '林小满' })
    await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    await app.owner`insert into carer (school_id, id, pupil_id, kind, relation) values (${school.schoolId}, ${newId()}, ${alone}, 'nobody', '无')`
    await adopt({ effectiveFrom: '2026-11-01' })
    const day = await teacher.get('/api/my-day')
    expect(day.body).toMatchObject({
      today: '2026-11-23',
      week: { term: '秋季学期', number: 13 },
      ring: { done: 0, open: 2, total: 2 },
      open: 2,
      planMissing: false,
    })
    const section = (body: { sections: { key: string; items: { pupilId: string }[] }[] }, key: string) =>
      body.sections.find((one) => one.key === key)?.items ?? []
    expect(section(day.body, 'urgent')).toMatchObject([
      { pupilId: alone, noCarer: true, state: 'due', daysLeft: 7, unassigned: false },
    ])
    expect(section(day.body, 'dueSoon')).toMatchObject([
      { pupilId: child, pupilName: '姚小禾', key: 'talk', alsoOpen: 0 },
    ])
    await teacher.post('/api/cards', {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    })
    const after = await teacher.get('/api/my-day')
    expect(after.body).toMatchObject({ ring: { done: 1, open: 1, total: 2 }, open: 1 })
    expect(section(after.body, 'dueSoon')).toEqual([])
    const leader = await principal.get('/api/my-day')
    // The other class has no teacher: the principal sees it, and nothing that somebody has in hand.
    expect(leader.body.open).toBe(1)
    expect(
      leader.body.sections.flatMap((one: { items: { unassigned: boolean }[] }) => one.items),
    ).toMatchObject([{ unassigned: true }])
  })

  it('says in the holidays that there is no week, and that no plan was adopted', async () => {
    app.setNow('2027-02-10T02:00:00.000Z')
    const late = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    expect((await late.get('/api/my-day')).body).toMatchObject({ week: null, open: 0, planMissing: true })
  })
})

describe('excuses', () => {
  it('H-13, K-28: excused with a reason is not missed, can be taken back, and others reach nothing', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt()
    const [duty] = await app.owner<
      { id: string }[]
    >`select id from duty where pupil_id = ${child} and key = 'talk' order by window_from`
    const id = duty?.id ?? ''
    expect(
      (await teacher.post(`/api/duties/${id}/excuse`, { kind: 'away', reason: '' })).body.error.fields[0],
    ).toMatchObject({ path: 'reason', code: 'required' })
    const excused = await teacher.post(`/api/duties/${id}/excuse`, { kind: 'away', reason: '随父母外出就医' })
    expect(excused.body.duty).toMatchObject({
      state: 'excused',
      excuse: { kind: 'away', reason: '随父母外出就医' },
    })
    expect((await teacher.post(`/api/duties/${id}/excuse/withdraw`)).body.duty).toMatchObject({
      state: 'missed',
      excuse: null,
    })
    const stranger = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect((await stranger.post(`/api/duties/${id}/excuse`, { kind: 'away', reason: '无' })).status).toBe(404)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    expect((await admin.post(`/api/duties/${id}/excuse`, { kind: 'away', reason: '无' })).status).toBe(403)
    const done = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    }
    const [closed] = (await teacher.post('/api/cards', done)).body.closed as string[]
    expect(
      (await teacher.post(`/api/duties/${closed ?? ''}/excuse`, { kind: 'away', reason: '无' })).body.error
        .code,
    ).toBe('not-allowed-now')
  })
})

describe('a change of the family', () => {
  it('opens and withdraws the duties of the child in the same transaction', async () => {
    await adopt()
    const child = await makeAwayChild(app.owner, school, { away: null })
    const [father] = await app.owner<
      { id: string }[]
    >`select id from family_member where pupil_id = ${child} and relation = 'father'`
    expect(await dutiesOf(child)).toEqual([])
    const absence = { id: newId(), from: '2026-02-10', to: null, kind: 'work' }
    expect(
      (await teacher.post(`/api/children/${child}/members/${father?.id ?? ''}/absences`, absence)).status,
    ).toBe(200)
    expect((await dutiesOf(child)).filter(({ key }) => key === 'talk')).toHaveLength(5)
  })
})

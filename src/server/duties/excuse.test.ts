import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties } from '#server/duties/service.ts'
import { sealReasons } from '#server/seal-plain-text.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'
import { waiting } from '#server/testing/waiting.ts'

let app: TestApp
let school: SchoolFacts
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
  const classId = school.classes['三年级(1)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  child = await makeAwayChild(app.owner, school)
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan2',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
  })
})

interface Row {
  id: string
  from: string
  kind: string | null
}
const talks = () => app.owner<Row[]>`select id, window_from as "from", excuse_kind as kind from duty
  where pupil_id = ${child} and key = 'talk' order by window_from`
const excused = async (): Promise<string[]> =>
  (await talks()).filter(({ kind }) => kind !== null).map(({ from }) => from)
const at = async (from: string): Promise<string> => (await talks()).find((one) => one.from === from)?.id ?? ''
const excuse = async (from: string, over: object = {}, by = teacher) =>
  by.post(`/api/duties/${await at(from)}/excuse`, {
    id: newId(),
    kind: 'away',
    reason: '随父母在外地',
    ...over,
  })

describe('an excuse over a time', () => {
  it('K-28: covers every window that lies in it whole, also one that is opened later, and is taken back as one', async () => {
    const time = { from: '2026-10-01', to: '2026-12-15' }
    const told = await excuse('2026-11-01', { time })
    expect(told.body).toMatchObject({ windows: 2, asked: false, duty: { state: 'excused' } })
    expect(await excused()).toEqual(['2026-10-01', '2026-11-01'])
    await app.owner`delete from duty where id = ${await at('2026-10-01')}`
    const scope = mintJobScope(school.schoolId, '2026-11-23')
    await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2026-11-23'))
    expect(await excused()).toEqual(['2026-10-01', '2026-11-01'])
    await teacher.post(`/api/duties/${await at('2026-11-01')}/excuse/withdraw`)
    expect(await excused()).toEqual([])
  })

  it('K-28: says so when the duty it was begun from does not lie in the time whole: that one stays open', async () => {
    const told = await excuse('2026-11-01', { time: { from: '2026-11-20', to: '2026-12-31' } })
    expect(told.body).toMatchObject({ windows: 1, duty: { state: 'due', excuse: null, excuseAsked: false } })
    expect(await excused()).toEqual(['2026-12-01'])
  })

  it('refuses a time in which no window lies whole, and one that ends before it begins', async () => {
    const fields = async (time: object) => (await excuse('2026-11-01', { time })).body.error.fields
    expect(await fields({ from: '2026-11-10', to: '2026-11-20' })).toEqual([
      { path: 'time.to', code: 'covers-nothing' },
    ])
    expect(await fields({ from: '2026-11-10', to: '2026-11-01' })).toEqual([
      { path: 'time.to', code: 'before-start' },
    ])
  })

  it('H-13: refuses a time that ends after the school year', async () => {
    const told = await excuse('2027-01-01', { time: { from: '2027-01-01', to: '2099-12-31' } })
    expect(told.body.error?.fields).toEqual([{ path: 'time.to', code: 'outside-school-year' }])
    expect(await excused()).toEqual([])
    expect((await excuse('2027-01-01', { time: { from: '2027-01-01', to: '2027-08-31' } })).status).toBe(200)
  })
})

describe('a second person', () => {
  it('H-13: beyond two in a term an excuse stands as asked; due until somebody else agrees, never the one who asked', async () => {
    await excuse('2026-09-01')
    await excuse('2026-10-01')
    const third = await excuse('2026-11-01', { reason: '又去外地' })
    expect(third.body).toMatchObject({ asked: true, duty: { state: 'due', excuseAsked: true } })
    expect((await excuse('2026-11-01')).body.error.code).toBe('already-exists')
    const day = await teacher.get('/api/my-day')
    expect(JSON.stringify(day.body)).toContain('"excuseAsked":true')
    expect((await principal.get('/api/my-day')).body.excusesAsked).toBe(1)
    const [asked] = (await principal.get('/api/excuses')).body.excuses
    expect(asked).toMatchObject({ pupilId: child, reason: '又去外地', mine: false })
    expect((await teacher.post(`/api/excuses/${asked.id}/decide`, { agree: true })).status).toBe(403)
    expect((await principal.post(`/api/excuses/${asked.id}/decide`, { agree: true })).body).toEqual({
      windows: 1,
    })
    expect(await excused()).toEqual(['2026-09-01', '2026-10-01', '2026-11-01'])
    expect((await principal.post(`/api/excuses/${asked.id}/decide`, { agree: false })).body.error.code).toBe(
      'not-allowed-now',
    )
  })

  it('K-28, H-13: a time that waits is shown on every row it would cover, on the child’s page too, and on no other', async () => {
    await app.owner`update unit set settings = '{"excuseLimit":0}' where id = ${school.schoolId}`
    // From the second school day of October on: October is not covered whole, November and December are.
    const time = { from: '2026-10-05', to: '2026-12-31' }
    const told = await excuse('2026-11-01', { time })
    expect(told.body).toMatchObject({ asked: true, windows: 2 })
    const shown = async (): Promise<string[]> => {
      const { items } = (await teacher.get(`/api/children/${child}/timeline`)).body
      return items
        .flatMap(({ duty }: { duty?: { from: string; excuseAsked: boolean } }) =>
          duty?.excuseAsked ? [duty.from] : [],
        )
        .toSorted()
    }
    expect(await shown()).toEqual(['2026-11-01'])
    const asked = async () =>
      (
        await app.owner`select window_from as "from" from duty where pupil_id = ${child} and asked_id is not null
          order by window_from`
      ).map(({ from }) => from)
    expect(await asked()).toEqual(['2026-11-01', '2026-12-01'])
    // A window opened meanwhile waits with the others.
    await app.owner`delete from duty where id = ${await at('2026-12-01')}`
    const scope = mintJobScope(school.schoolId, '2026-11-23')
    await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2026-11-23'))
    expect(await asked()).toEqual(['2026-11-01', '2026-12-01'])
    const { sections } = (await teacher.get('/api/my-day')).body
    const items = sections.flatMap((one: { items: { from: string; excuseAsked: boolean }[] }) => one.items)
    expect(items).toMatchObject([{ from: '2026-11-01', excuseAsked: true }])
    await teacher.post(`/api/duties/${await at('2026-12-01')}/excuse/withdraw`)
    expect([await asked(), await shown()]).toEqual([[], []])
    await excuse('2026-11-01', { time })
    const [one] = (await principal.get('/api/excuses')).body.excuses
    expect((await principal.post(`/api/excuses/${one.id}/decide`, { agree: true })).body).toEqual({
      windows: 2,
    })
    expect([await asked(), await excused()]).toEqual([[], ['2026-11-01', '2026-12-01']])
  })

  const spring = () => app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${school.schoolId}, ${newId()}, ${school.yearId}, '春季学期', '2027-02-22', '2027-07-09')`
  const openSpring = async () => {
    await app.owner`delete from duty where pupil_id = ${child} and window_from > '2027-01-31'`
    const scope = mintJobScope(school.schoolId, '2027-02-24')
    await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2027-02-24'))
  }

  it('H-13: windows that the rules will open in the time are counted when it is given', async () => {
    await spring()
    const told = await excuse('2027-01-01', { time: { from: '2027-01-01', to: '2027-07-31' } })
    expect(told.body).toMatchObject({ asked: true, windows: 1, duty: { excuseAsked: true } })
    expect(await excused()).toEqual([])
    await openSpring()
    const [waits] =
      await app.owner`select count(*)::int as n from duty where pupil_id = ${child} and key = 'talk'
      and asked_id is not null and window_from > '2027-01-31'`
    expect(waits?.['n']).toBeGreaterThan(2)
    await teacher.post(`/api/duties/${await at('2027-01-01')}/excuse/withdraw`)
    // Two of a kind in the coming term may be given alone, as they may be in this one.
    await app.owner`delete from duty where pupil_id = ${child} and window_from > '2027-01-31'`
    const short = await excuse('2027-01-01', { time: { from: '2027-01-01', to: '2027-03-31' } })
    expect(short.body).toMatchObject({ asked: false, windows: 1 })
    await openSpring()
    expect(await excused()).toEqual(['2027-01-01', '2027-02-22', '2027-03-01'])
  })

  it('H-13: what is opened later is excused no further than one person may; two may, within the school year', async () => {
    const id = newId()
    const time = { from: '2027-01-01', to: '2027-07-31' }
    // Nobody knows yet when spring begins.
    expect((await excuse('2027-01-01', { id, time })).body.asked).toBe(false)
    await spring()
    await openSpring()
    expect(await excused()).toEqual(['2027-01-01'])
    const later = (await talks()).filter(({ from }) => from > '2027-01-31').map(({ from }) => from)
    expect(later.length).toBeGreaterThan(2)
    await app.owner`update excuse set decided_by = ${principal.userId}, to_on = '2099-12-31' where id = ${id}`
    await openSpring()
    expect(await excused()).toEqual(['2027-01-01', ...later])
    // One without an end, from before there was one: it ended with the school year in which it was given.
    await app.owner`update excuse set asked_at = '2026-05-11T00:00:00Z' where id = ${id}`
    await openSpring()
    expect(await excused()).toEqual(['2027-01-01'])
  })

  it('the principal himself needs another one; refused, the duty stays due; the limit is the school’s', async () => {
    await app.owner`update unit set settings = '{"excuseLimit":0}' where id = ${school.schoolId}`
    expect((await excuse('2026-11-01', {}, principal)).body.asked).toBe(true)
    const [asked] = (await principal.get('/api/excuses')).body.excuses
    expect(asked.mine).toBe(true)
    expect((await principal.post(`/api/excuses/${asked.id}/decide`, { agree: true })).body.error.code).toBe(
      'second-person',
    )
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    expect((await counsellor.post(`/api/excuses/${asked.id}/decide`, { agree: false })).body).toEqual({
      windows: 0,
    })
    expect(await excused()).toEqual([])
    expect((await excuse('2026-11-01')).body.asked).toBe(true)
    await teacher.post(`/api/duties/${await at('2026-11-01')}/excuse/withdraw`)
    expect((await principal.get('/api/excuses')).body.excuses).toEqual([])
  })

  it('what was refused is settled when the child has left: nobody is told that a visit is owed', async () => {
    await app.owner`update unit set settings = '{"excuseLimit":0}' where id = ${school.schoolId}`
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const id = newId()
    await excuse('2026-11-01', { id }, principal)
    await counsellor.post(`/api/excuses/${id}/decide`, { agree: false })
    const said = async () => {
      const { unread, items } = (await principal.get('/api/notices')).body
      return [unread, items[0].kind, items[0].settled]
    }
    expect(await said()).toEqual([1, 'excuseAnswered', false])
    const leaving = { id: newId(), on: '2026-11-23', to: '青石镇中心学校' }
    expect((await principal.post(`/api/children/${child}/leave`, leaving)).status).toBe(200)
    expect(await said()).toEqual([0, 'excuseAnswered', true])
  })

  it('H-13: whoever asked is told what was decided, and why it was refused; the line of the day says it until a new word', async () => {
    await app.owner`update unit set settings = '{"excuseLimit":0}' where id = ${school.schoolId}`
    const reason = '孩子说想见老师'
    const told = async (person: Person) => {
      const { unread, items } = (await person.get('/api/notices')).body
      return { unread, said: items.filter((one: { kind: string }) => one.kind === 'excuseAnswered') }
    }
    const refused = async () =>
      (await teacher.get('/api/my-day')).body.sections
        .flatMap((one: { items: { from: string; excuseRefused: object | null }[] }) => one.items)
        .map((one: { excuseRefused: object | null }) => one.excuseRefused)
    const decide = async (body: object) => {
      const [asked] = (await principal.get('/api/excuses')).body.excuses
      await principal.post(`/api/excuses/${asked.id}/decide`, body)
    }
    await excuse('2026-11-01')
    await decide({ agree: false, reason })
    const first = await told(teacher)
    const { id: dutyId } = (await talks()).find(({ from }) => from === '2026-11-01') ?? {}
    expect(first).toMatchObject({
      unread: 1,
      said: [
        {
          pupilId: child,
          agreed: false,
          reason,
          settled: false,
          duty: { id: dutyId, key: 'talk', evidence: 'talk' },
        },
      ],
    })
    expect((await told(principal)).said).toEqual([])
    expect(await refused()).toEqual([{ reason }])
    const [kept] = await app.owner`select e::text as text, n::text as notice from excuse e
      join notice n on n.school_id = e.school_id and n.ref = e.id::text where e.pupil_id = ${child}`
    expect(JSON.stringify(kept)).not.toContain('想见')
    // Asked for again, the old word is not the last one any more.
    await excuse('2026-11-01', { reason: '真的不在' })
    expect([await refused(), (await told(teacher)).said[0].settled]).toEqual([[null], true])
    await decide({ agree: true })
    expect(await told(teacher)).toMatchObject({
      unread: 1,
      said: [{ agreed: true, reason: null }, { settled: true }],
    })
    expect(await excused()).toEqual(['2026-11-01'])
    // Taken back, there is nothing to be told of any more.
    await teacher.post(`/api/duties/${dutyId}/excuse/withdraw`)
    expect(await told(teacher)).toMatchObject({ unread: 0, said: [{ settled: true }, { settled: true }] })
    // Who does not look after the child any more is told nothing of it.
    await app.owner`update pupil set class_id = ${school.classes['三年级(2)班'] ?? null} where id = ${child}`
    expect(await told(teacher)).toEqual({ unread: 0, said: [] })
  })

  it('H-13: what a class owes is excused at once, whatever the limit: nobody would be asked', async () => {
    await app.owner`update unit set settings = '{"excuseLimit":0}' where id = ${school.schoolId}`
    const id = newId()
    const classId = school.classes['三年级(1)班'] ?? ''
    await app.owner`insert into duty (school_id, id, rule_id, key, subject_kind, class_id, performer_role, window_from, window_to, due_on)
      select school_id, ${id}, rule_id, 'classMeeting', 'class', ${classId}, 'classTeacher', '2026-11-01', '2026-11-30', '2026-11-30'
      from duty where pupil_id = ${child} limit 1`
    const told = await teacher.post(`/api/duties/${id}/excuse`, {
      id: newId(),
      kind: 'holiday',
      reason: '全校停课',
    })
    expect(told.body).toMatchObject({ asked: false, duty: { state: 'excused' } })
  })

  it('sent twice it is one', async () => {
    const id = newId()
    await excuse('2026-09-01', { id })
    expect((await excuse('2026-09-01', { id })).status).toBe(200)
    const [row] = await app.owner`select count(*)::int as n from excuse where school_id = ${school.schoolId}`
    expect(row?.['n']).toBe(1)
  })
})

describe('reasons', () => {
  it('lie under seal and are for the child’s teachers, counsellor and principal', async () => {
    await excuse('2026-10-01', { reason: '住院两周' })
    const plain = await app.owner`select e::text as text from duty d join excuse e on e.id = d.excuse_id
      where d.pupil_id = ${child}`
    expect(plain[0]?.['text']).not.toContain('住院')
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    const reasonFor = async (person: Person) => {
      const { items } = (await person.get(`/api/children/${child}/timeline`)).body
      return items.find((one: { duty?: { excuse: object | null } }) => one.duty?.excuse)?.duty.excuse.reason
    }
    expect(await reasonFor(teacher)).toBe('住院两周')
    expect(await reasonFor(principal)).toBe('住院两周')
    expect(await reasonFor(keeper)).toBeNull()
  })

  it('plain ones of before are sealed at start, once, and their columns go; nothing is lost', async () => {
    const cardId = newId()
    // A database from before 0011 whose plain texts kept migration 0016 from dropping the columns.
    await app.owner`alter table card add column late_reason text, add column correction_reason text`
    await app.owner`alter table duty add column excuse_reason text`
    await app.owner`delete from schema_migration where name like '0016-ended: %'`
    await app.owner`update duty set excuse_kind = 'away', excuse_reason = '从前的', excused_by = ${teacher.userId}
      where id = ${await at('2026-10-01')}`
    await app.owner`update duty set excuse_reason = '收回的' where id = ${await at('2026-11-01')}`
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields, late_reason)
      values (${school.schoolId}, ${cardId}, ${cardId}, 1, 'talk', ${child}, ${teacher.userId}, '2026-11-20', true,
        ${app.owner.json({ kind: 'talk', place: null, topics: [], nextOn: null })}, '停电')`
    expect(await sealReasons(app.owner, app.deps.vault)).toBe(3)
    expect(await sealReasons(app.owner, app.deps.vault)).toBe(0)
    const { items } = (await teacher.get(`/api/children/${child}/timeline`)).body
    expect(items).toContainEqual(
      expect.objectContaining({
        duty: expect.objectContaining({ excuse: expect.objectContaining({ reason: '从前的' }) }),
      }),
    )
    expect((await teacher.get(`/api/cards/${cardId}`)).body.card).toMatchObject({
      lateReason: '停电',
      enteredLate: true,
    })
    const states =
      await app.owner`select state from excuse where school_id = ${school.schoolId} order by state`
    expect(states.map(({ state }) => state)).toEqual(['agreed', 'withdrawn'])
    const columns =
      await app.owner`select 1 from information_schema.columns where table_name in ('card', 'duty')
      and column_name in ('late_reason', 'correction_reason', 'excuse_reason')`
    expect(columns).toEqual([])
  })
})

describe('two people at once', () => {
  it('what is taken back while a second person agrees is not excused', async () => {
    const time = { from: '2026-09-01', to: '2027-01-31' }
    const id = newId()
    expect((await excuse('2026-11-01', { id, time })).body).toMatchObject({ asked: true })
    const duty = await at('2026-11-01')
    const sent: Promise<Answer>[] = []
    await app.owner.begin(async (held) => {
      await held`select 1 from excuse where id = ${id} for update`
      sent.push(principal.post(`/api/excuses/${id}/decide`, { agree: true }))
      await waiting(app, 1)
      sent.push(teacher.post(`/api/duties/${duty}/excuse/withdraw`))
      await waiting(app, 2)
    })
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200])
    expect(await excused()).toEqual([])
    const [row] = await app.owner`select state from excuse where id = ${id}`
    expect(row?.['state']).toBe('withdrawn')
  })
})

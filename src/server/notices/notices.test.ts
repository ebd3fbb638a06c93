import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MyDay } from '#shared/day/schema.ts'
import type { Notice, NoticeList } from '#shared/notices/schema.ts'
import { newId } from '#server/db/id.ts'
import { raw } from '#server/db/query.ts'
import { mintScope } from '#server/db/scope.ts'
import { runDaily } from '#server/duties/service.ts'
import { tellDaily } from '#server/notices/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type GrantFor, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let mine: string
let theirs: string
let principalId: string
let teacherId: string
const people = new Map<string, Person>()
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  mine = school.classes['三年级(1)班'] ?? ''
  theirs = school.classes['三年级(2)班'] ?? ''
  principalId = ''
  teacherId = ''
})

const as = (grant: Omit<GrantFor, 'schoolId'>): Promise<Person> =>
  app.signIn({ schoolId: school.schoolId, ...grant })
async function principalAndTeacher(): Promise<{ principal: Person; teacher: Person }> {
  const principal = await as({ role: 'principal' })
  const teacher = await as({ role: 'classTeacher', classId: mine })
  principalId = principal.userId
  teacherId = teacher.userId
  people.set(principalId, principal)
  return { principal, teacher }
}
const adopt = (principal: Person, preset = 'plan2') =>
  principal.post('/api/plan', { id: newId(), preset, definition: 'recording', effectiveFrom: '2026-09-01' })
const list = async (person: Person): Promise<NoticeList> => (await person.get('/api/notices')).body
const kinds = (notices: NoticeList): string[] => notices.items.map(({ kind }) => kind).toSorted()
const rows = (userId: string) =>
  app.owner<
    { kind: string; ref: string; day: string; detail: Record<string, never> }[]
  >`select kind, ref, day, detail from notice where user_id = ${userId} order by kind, ref`
/** The nightly run at an instant. */
async function nightly(instant: string): Promise<void> {
  app.setNow(instant)
  await runDaily(app.deps)
  expect((await tellDaily(app.deps)).failed).toBe(0)
}
const talk = (pupilId: string, over: object = {}) => ({
  id: newId(),
  pupilId,
  heldOn: '2026-11-23',
  reached: true,
  fields: { kind: 'talk', topics: ['safety'], riskLevel: 'urgent', reason: '身上有伤' },
  content: '说家里有人打她。',
  ...over,
})

describe('an urgent card', () => {
  it('H-05, H-12: principal and counsellor learn at once that it is there, by whom and when, and not what it says', async () => {
    const { principal, teacher } = await principalAndTeacher()
    const counsellor = await as({ role: 'counsellor' })
    const others = [
      await as({ role: 'classTeacher', classId: theirs }),
      await as({ role: 'administrator' }),
      await as({ role: 'archiveKeeper' }),
    ]
    const child = await makeAwayChild(app.owner, school, { name: '林小满' })
    const card = talk(child)
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
    for (const person of [principal, counsellor]) {
      const notices = await list(person)
      expect(notices).toMatchObject({
        unread: 1,
        items: [
          {
            kind: 'urgent',
            pupilId: child,
            pupilName: '林小满',
            cardId: card.id,
            heldOn: '2026-11-23',
            read: false,
            corrected: false,
          },
        ],
      })
      expect(notices.items[0]).toHaveProperty('authorName')
      expect(JSON.stringify(notices)).not.toMatch(/打她|有伤/)
    }
    for (const person of [teacher, ...others]) expect((await list(person)).items).toEqual([])
    const seen = (await principal.get(`/api/cards/${card.id}`)).body.card
    expect(seen).toMatchObject({ level: 'done', text: null, content: null })
    expect((await counsellor.get(`/api/cards/${card.id}`)).body.card.content).toBe('说家里有人打她。')
    expect(JSON.stringify(await rows(principal.userId))).not.toContain('林小满')
  })

  it('H-05: whoever takes office later is told by the daily run; who left it is not shown it any more', async () => {
    const { teacher } = await principalAndTeacher()
    const child = await makeAwayChild(app.owner, school)
    await teacher.post('/api/cards', talk(child))
    const successor = await as({ role: 'principal' })
    expect((await list(successor)).items).toEqual([])
    await nightly(TEST_NOW)
    await nightly(TEST_NOW)
    expect(kinds(await list(successor))).toEqual(['urgent'])
    await app.owner`update role_assignment set role = 'archiveKeeper' where user_id = ${successor.userId}`
    expect(await list(successor)).toEqual({ unread: 0, items: [] })
  })

  it('H-05: a talk on a visit is a talk; a visit without one has no such judgement', async () => {
    const { principal, teacher } = await principalAndTeacher()
    const child = await makeAwayChild(app.owner, school)
    const visit = (talked: boolean) => {
      const met = { visitors: ['周老师', '李老师'], met: ['child', 'grandmother'], topics: ['safety'] }
      return talk(child, { fields: { kind: 'homeVisit', ...met, talked, riskLevel: 'urgent' } })
    }
    expect((await teacher.post('/api/cards', visit(false))).status).toBe(200)
    expect((await list(principal)).items).toEqual([])
    const card = visit(true)
    expect((await teacher.post('/api/cards/together', { cards: [card] })).status).toBe(200)
    expect((await list(principal)).items).toMatchObject([{ kind: 'urgent', cardId: card.id }])
  })

  it('a correction tells nobody twice and takes the urgency back; an ordinary card tells nobody', async () => {
    const { principal, teacher } = await principalAndTeacher()
    const child = await makeAwayChild(app.owner, school)
    const card = talk(child)
    await teacher.post(
      '/api/cards',
      talk(child, { fields: { kind: 'talk', topics: ['study'], riskLevel: 'concern' } }),
    )
    // An attempt found out nothing.
    await teacher.post('/api/cards', talk(child, { reached: false }))
    expect((await list(principal)).items).toEqual([])
    await teacher.post('/api/cards', card)
    const { id, pupilId: _pupil, ...rest } = card
    const again = newId()
    await teacher.post(`/api/cards/${id}/correct`, { ...rest, id: again, reason: '写清楚' })
    expect((await list(principal)).items).toMatchObject([{ cardId: again, corrected: false }])
    const fields = { ...card.fields, riskLevel: 'watch' }
    await teacher.post(`/api/cards/${again}/correct`, { ...rest, id: newId(), fields, reason: '问清楚了' })
    expect((await list(principal)).items).toMatchObject([{ corrected: true }])
  })
})

describe('reminders', () => {
  it('say what falls due today and what is overdue, in numbers that My day has too; once a day', async () => {
    const { principal, teacher } = await principalAndTeacher()
    for (const name of ['甲', '乙']) await makeAwayChild(app.owner, school, { name })
    await adopt(principal)
    await nightly('2026-11-30T00:10:00.000Z')
    await nightly('2026-11-30T09:00:00.000Z')
    const [due] = (await rows(teacher.userId)).filter(({ kind }) => kind === 'dueToday')
    const again = await as({ role: 'classTeacher', classId: mine })
    const day = (await again.get('/api/my-day')).body as MyDay
    const today = day.sections.flatMap(({ items }) => items).filter(({ daysLeft }) => daysLeft === 0)
    expect(due?.detail).toEqual({ count: today.length, children: 2 })
    expect(JSON.stringify(await rows(teacher.userId))).not.toMatch(/甲|乙/)
    const overdue = (await rows(teacher.userId)).filter(({ kind }) => kind === 'overdue')
    expect(overdue).toMatchObject([{ detail: { children: 2, longest: 61 } }])
    await nightly('2026-12-01T00:10:00.000Z')
    expect((await rows(teacher.userId)).filter(({ kind }) => kind === 'dueToday')).toEqual([])
    const next = (await rows(teacher.userId)).filter(({ kind }) => kind === 'overdue')
    expect(next).toMatchObject([{ ref: '2026-12-01', detail: { longest: 62 } }])
    // On a Saturday nobody is reminded of what is overdue.
    await nightly('2026-12-05T00:10:00.000Z')
    expect((await rows(teacher.userId)).filter(({ kind }) => kind === 'overdue')).toEqual([])
  })

  it('are read by their person only', async () => {
    const { principal, teacher } = await principalAndTeacher()
    await makeAwayChild(app.owner, school)
    await adopt(principal)
    await nightly(TEST_NOW)
    const notices = await list(teacher)
    expect(notices.unread).toBeGreaterThan(0)
    const ids = notices.items.map(({ id }: Notice) => id)
    await principal.post('/api/notices/read', { ids })
    expect((await list(teacher)).unread).toBe(notices.unread)
    expect((await teacher.post('/api/notices/read', { ids })).body).toEqual({ unread: 0 })
    expect((await list(teacher)).items.every(({ read }: Notice) => read)).toBe(true)
  })
})

describe('the second wall', () => {
  it('the database gives a person the own notices only, of the own school only, and lets nobody mark others', async () => {
    const { principal, teacher } = await principalAndTeacher()
    await teacher.post('/api/cards', talk(await makeAwayChild(app.owner, school)))
    const scopeOf = (userId: string, schoolId = school.schoolId) => {
      const scope = mintScope(
        { schoolId, userId, today: '2026-11-23' },
        { allowed: true, why: 'principal', reach: { kind: 'school' }, tiers: [] },
      )
      if (!scope) throw new Error('denied')
      return scope
    }
    const seen = (userId: string, schoolId?: string) =>
      app.deps.db.write(scopeOf(userId, schoolId), (tx) =>
        tx.rows(raw<{ userId: string }>('select user_id as "userId" from notice')),
      )
    const marked = (userId: string) =>
      app.deps.db.write(scopeOf(userId), (tx) =>
        tx.rows(raw<{ id: string }>('update notice set read_at = now() returning id')),
      )
    expect(await seen(principal.userId)).toEqual([{ userId: principal.userId }])
    expect(await seen(teacher.userId)).toEqual([])
    expect(await seen(principal.userId, newId())).toEqual([])
    expect(await marked(teacher.userId)).toEqual([])
    expect(await marked(principal.userId)).toHaveLength(1)
  })
})

describe('escalation', () => {
  const overdue = (userId: string) =>
    rows(userId).then((list) =>
      list
        .filter(({ kind }) => kind === 'escalation')
        .map(({ ref, detail: { duties: _duties, ...detail } }) => [ref, detail]),
    )
  /** What has dragged on is said in the day's reminder of what is overdue. */
  const dragging = (userId: string) =>
    rows(userId).then((list) =>
      list.flatMap(({ kind, day, detail }) =>
        kind === 'overdue' && 'dragging' in detail ? [[day, detail['dragging']]] : [],
      ),
    )

  it('goes up by its steps: never twice, none skipped after downtime, nothing on a day off', async () => {
    const { principal } = await principalAndTeacher()
    await makeAwayChild(app.owner, school)
    await adopt(principal, 'plan4')
    await app.owner`delete from duty where school_id = ${school.schoolId} and due_on < '2026-11-25'`
    await app.owner`delete from duty where school_id = ${school.schoolId} and due_on > '2026-11-30'`
    const [{ n } = { n: 0 }] = await app.owner<
      { n: number }[]
    >`select count(*)::int as n from duty where school_id = ${school.schoolId}`
    const told = async (instant: string) => {
      app.setNow(instant)
      await tellDaily(app.deps)
      expect(await overdue(teacherId)).toEqual([])
      return [await dragging(teacherId), await overdue(principalId)]
    }
    expect(await told('2026-12-02T00:10:00.000Z')).toEqual([[], []])
    const three = ['2026-12-03', n]
    expect(await told('2026-12-03T00:10:00.000Z')).toEqual([[three], []])
    expect(await told('2026-12-04T00:10:00.000Z')).toEqual([[], []])
    // Off from the fourth day on; the ninth day is a school day again.
    const nine = ['2026-12-09 principal', { to: 'principal', count: n, longest: 9 }]
    expect(await told('2026-12-09T00:10:00.000Z')).toEqual([[], [nine]])
    expect(await told('2026-12-10T00:10:00.000Z')).toEqual([[], [nine]])
    const entries =
      await app.owner`select detail from audit_entry where school_id = ${school.schoolId} and action = 'escalate'`
    expect(entries).toHaveLength(2)
  })

  it('waits on a Sunday, follows the school, can be off, and tells the principal what nobody owes', async () => {
    const { principal } = await principalAndTeacher()
    await makeAwayChild(app.owner, school, { classId: theirs })
    await adopt(principal)
    await app.owner`delete from duty where school_id = ${school.schoolId} and due_on <> '2026-10-31'`
    const set = (escalation: object) =>
      app.owner`update unit set settings = ${app.owner.json({ escalation } as never)} where id = ${school.schoolId}`
    await set({ on: false, steps: [{ afterDays: 3, to: 'performer' }] })
    await nightlyNotices('2026-11-20T00:10:00.000Z')
    expect(await overdue(principalId)).toEqual([])
    await set({ on: true, steps: [{ afterDays: 20, to: 'performer' }] })
    await nightlyNotices('2026-11-19T00:10:00.000Z')
    await nightlyNotices('2026-11-22T00:10:00.000Z')
    expect(await overdue(principalId)).toEqual([])
    await nightlyNotices('2026-11-23T00:10:00.000Z')
    expect(await overdue(principalId)).toEqual([
      ['2026-11-23 principal', { to: 'principal', count: 1, longest: 23 }],
    ])
  })

  async function nightlyNotices(instant: string): Promise<void> {
    app.setNow(instant)
    await tellDaily(app.deps)
  }
})

describe('the weekly digest', () => {
  const digestsOf = async (userId: string) =>
    (await rows(userId))
      .filter(({ kind }) => kind === 'digest')
      .map(({ ref, detail }) => ({ ref, ...(detail as object) }))

  it('K-29, K-50: is made on Monday for class teachers and leaders, once, and its numbers are those of the lists', async () => {
    const { principal, teacher } = await principalAndTeacher()
    const child = await makeAwayChild(app.owner, school)
    await makeAwayChild(app.owner, school)
    await makeAwayChild(app.owner, school, { classId: theirs })
    await adopt(principal, 'plan9')
    app.setNow('2026-11-18T02:00:00.000Z')
    const now = await as({ role: 'classTeacher', classId: mine })
    await now.post(
      '/api/cards',
      talk(child, { heldOn: '2026-11-18', fields: { kind: 'talk', topics: ['study'] } }),
    )
    await nightly('2026-11-22T16:10:00.000Z')
    await nightly('2026-11-23T02:00:00.000Z')
    const [own, ...more] = await digestsOf(teacher.userId)
    expect(more).toEqual([])
    const count = async (where: string, everywhere = false): Promise<number> => {
      const [row] = await app.owner.unsafe(
        `select count(*)::int as n from duty where school_id = '${school.schoolId}' and ${where}
         and (${everywhere} or class_id = '${mine}')`,
      )
      return Number(row?.['n'])
    }
    const last = `due_on between '2026-11-16' and '2026-11-22'`
    const thisWeek = `due_on between '2026-11-23' and '2026-11-29' and done_on is null`
    const [done, missed] = [
      await count(`${last} and done_on is not null`),
      await count(`${last} and done_on is null`),
    ]
    expect([done, missed]).toEqual([1, 3])
    expect(own).toMatchObject({
      ref: '2026-11-23',
      week: '2026-11-23',
      last: { onTime: done, late: 0, missed, excused: 0, percent: 25 },
      thisWeek: { duties: await count(thisWeek), children: 2 },
      overdue: await count(`due_on < '2026-11-23' and done_on is null`),
      unassigned: null,
      classes: [],
    })
    const [whole] = await digestsOf(principal.userId)
    expect(whole).toMatchObject({ thisWeek: { duties: await count(thisWeek, true), children: 3 } })
    const shown = (await list(await again(principalId))).items.find(({ kind }) => kind === 'digest')
    expect(shown).toMatchObject({
      digest: {
        classes: [
          { classId: mine, className: '三年级(1)班' },
          { classId: theirs, className: '三年级(2)班' },
        ],
      },
    })
  })

  it('catches up after downtime, once a week, and says nothing in a week of holidays', async () => {
    const { principal, teacher } = await principalAndTeacher()
    await makeAwayChild(app.owner, school)
    await adopt(principal)
    await nightly('2026-11-25T16:10:00.000Z')
    await nightly('2026-11-27T16:10:00.000Z')
    expect((await digestsOf(teacher.userId)).map(({ ref }) => ref)).toEqual(['2026-11-23'])
    await app.owner`insert into calendar_day (school_id, id, day, kind, name)
      select ${school.schoolId}, gen_random_uuid(), day, 'holiday', '放假'
      from generate_series('2026-11-30'::date, '2026-12-04'::date, '1 day') day`
    await nightly('2026-11-30T16:10:00.000Z')
    await nightly('2026-12-07T16:10:00.000Z')
    expect((await digestsOf(teacher.userId)).map(({ ref }) => ref)).toEqual(['2026-11-23', '2026-12-07'])
  })

  it('K-01: Monday is the Monday of the school, wherever the machine is', async () => {
    const { principal, teacher } = await principalAndTeacher()
    await makeAwayChild(app.owner, school)
    await adopt(principal)
    await app.owner`update unit set time_zone = 'America/New_York' where id = ${school.schoolId}`
    await nightly('2026-11-22T16:10:00.000Z')
    expect((await digestsOf(teacher.userId)).map(({ ref }) => ref)).toEqual(['2026-11-16'])
    await nightly('2026-11-23T16:10:00.000Z')
    expect((await digestsOf(teacher.userId)).map(({ ref }) => ref)).toEqual(['2026-11-16', '2026-11-23'])
  })

  /** The same person with a session of today. */
  async function again(userId: string): Promise<Person> {
    await app.owner`update auth_session set "updatedAt" = ${new Date(app.deps.now()).toISOString()} where "userId" = ${userId}`
    const person = people.get(userId)
    if (!person) throw new Error('nobody signed in with that id')
    return person
  }
})

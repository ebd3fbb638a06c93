import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { tellDaily } from '#server/notices/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type GrantFor, type Person, type TestApp } from '#server/testing/test-app.ts'

// The last day of a month: the talk of the month is due, those of September and October are overdue.
const NOW = '2026-11-30T02:00:00.000Z'
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
  app.setNow(NOW)
  school = await makeSchool(app.owner)
  principal = await as({ role: 'principal' })
  teacher = await as({ role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  child = await makeAwayChild(app.owner, school)
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan2',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
  })
})

const as = (grant: Omit<GrantFor, 'schoolId'>): Promise<Person> =>
  app.signIn({ schoolId: school.schoolId, ...grant })
interface Line {
  kind: string
  settled: boolean
  count: number
  dragging: number
  to: string
}
const read = async (person: Person): Promise<{ unread: number; items: Line[] }> =>
  (await person.get('/api/notices')).body
const ofKind = async (person: Person, kind: string): Promise<Line[]> =>
  (await read(person)).items.filter((item) => item.kind === kind)
async function nightly(): Promise<void> {
  await runDaily(app.deps)
  expect((await tellDaily(app.deps)).failed).toBe(0)
}
const talk = (over: object = {}) => ({
  id: newId(),
  pupilId: child,
  heldOn: '2026-11-30',
  reached: true,
  fields: { kind: 'talk', topics: ['study'] },
  ...over,
})
const duty = async (from: string): Promise<string> => {
  const [row] = await app.owner`select id from duty where pupil_id = ${child} and window_from = ${from}`
  return String(row?.['id'])
}
const excuse = async (from: string): Promise<void> => {
  const body = { id: newId(), kind: 'away', reason: '随父母去外地' }
  expect((await principal.post(`/api/duties/${await duty(from)}/excuse`, body)).status).toBe(200)
}

describe('a notice follows what was done since', () => {
  it('what falls due today is settled by the card, and is not new any more', async () => {
    await nightly()
    const before = await read(teacher)
    expect(await ofKind(teacher, 'dueToday')).toMatchObject([{ settled: false, count: 1 }])
    expect((await teacher.post('/api/cards', talk())).status).toBe(200)
    expect(await ofKind(teacher, 'dueToday')).toMatchObject([{ settled: true }])
    const after = await read(teacher)
    expect(after.unread).toBe(before.unread - 1)
    const fresh = after.items.findIndex(({ settled }) => settled)
    expect(after.items.slice(0, fresh).every(({ settled }) => !settled)).toBe(true)
    expect((await teacher.post('/api/notices/read', { ids: [newId()] })).body.unread).toBe(after.unread)
  })

  it('what is overdue, and what went up the school, counts what is left, and is settled with the last of it', async () => {
    await nightly()
    expect(await ofKind(teacher, 'overdue')).toMatchObject([{ settled: false, count: 2 }])
    const [up] = await ofKind(principal, 'escalation')
    expect(up).toMatchObject({ settled: false, to: 'principal', count: 2 })
    await excuse('2026-09-01')
    expect(await ofKind(teacher, 'overdue')).toMatchObject([{ settled: false, count: 1 }])
    expect(await ofKind(principal, 'escalation')).toMatchObject([{ settled: false, count: 1 }])
    await excuse('2026-10-01')
    expect(await ofKind(teacher, 'overdue')).toMatchObject([{ settled: true }])
    expect(await ofKind(principal, 'escalation')).toMatchObject([{ settled: true }])
  })
})

describe('whom a duty comes to', () => {
  it('X-33: whoever covers from today is reminded at once, the covered person is not, and it goes back with the cover', async () => {
    const colleague = await as({ role: 'classTeacher', classId: school.classes['三年级(2)班'] ?? '' })
    await nightly()
    expect((await read(colleague)).items).toEqual([])
    const [post] = await app.owner`select id from role_assignment where user_id = ${teacher.userId}`
    const cover = { fromUserId: teacher.userId, toUserId: colleague.userId, roleIds: [post?.['id']] }
    const id = newId()
    const days = { from: '2026-11-30', to: '2026-12-04' }
    expect((await principal.post('/api/covers', { id, ...cover, ...days })).status).toBe(200)
    expect(await ofKind(colleague, 'dueToday')).toMatchObject([{ settled: false, count: 1 }])
    expect(await ofKind(colleague, 'overdue')).toMatchObject([{ settled: false, count: 2 }])
    expect((await read(teacher)).items.filter(({ kind, settled }) => kind !== 'digest' && !settled)).toEqual(
      [],
    )
    await principal.post(`/api/covers/${id}/end`)
    expect(await ofKind(teacher, 'dueToday')).toMatchObject([{ settled: false, count: 1 }])
    expect(await ofKind(colleague, 'dueToday')).toMatchObject([{ settled: true }])
  })

  it('nobody is told the same twice: what has dragged on is said in the reminder of what is overdue', async () => {
    await nightly()
    expect(await ofKind(teacher, 'escalation')).toEqual([])
    expect(await ofKind(teacher, 'overdue')).toMatchObject([{ count: 2, dragging: 2 }])
    const all = (await read(teacher)).items.map(({ kind }) => kind)
    expect(new Set(all).size).toBe(all.length)
  })

  it('what one owes for oneself is reminded of, and settled by its record', async () => {
    const own = newId()
    await app.owner`insert into duty (school_id, id, rule_id, key, subject_kind, person_id, performer_role, window_from, window_to, due_on)
      select school_id, ${own}, rule_id, 'studySession', 'person', ${teacher.userId}, 'classTeacher', '2026-11-01', '2026-11-30', '2026-11-30'
      from duty where pupil_id = ${child} limit 1`
    expect((await tellDaily(app.deps)).failed).toBe(0)
    expect(await ofKind(teacher, 'dueToday')).toMatchObject([{ count: 2 }])
    const record = { id: newId(), heldOn: '2026-11-30', what: '读了一篇文章', people: null, topics: [] }
    expect((await teacher.post(`/api/duties/${own}/work`, record)).status).toBe(200)
    expect(await ofKind(teacher, 'dueToday')).toMatchObject([{ count: 1, settled: false }])
  })
})

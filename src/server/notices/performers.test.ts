import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { tellDaily } from '#server/notices/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type GrantFor, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let mine: string
let theirs: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  mine = school.classes['三年级(1)班'] ?? ''
  theirs = school.classes['三年级(2)班'] ?? ''
  principal = await as({ role: 'principal' })
  await makeAwayChild(app.owner, school)
  const plan = { preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', { id: newId(), ...plan })
})

const as = (grant: Omit<GrantFor, 'schoolId'>): Promise<Person> =>
  app.signIn({ schoolId: school.schoolId, ...grant })
const rows = ({ userId }: Person) =>
  app.owner<
    { kind: string; detail: Record<string, never> }[]
  >`select kind, detail from notice where user_id = ${userId} order by kind, ref`
async function nightly(): Promise<void> {
  await runDaily(app.deps)
  expect((await tellDaily(app.deps)).failed).toBe(0)
}

describe('who is told', () => {
  it('X-33: whoever covers the post today, and not whom it is covered for', async () => {
    const teacher = await as({ role: 'classTeacher', classId: mine })
    const colleague = await as({ role: 'classTeacher', classId: theirs })
    const [post] = await app.owner`select id from role_assignment where user_id = ${teacher.userId}`
    const cover = { fromUserId: teacher.userId, toUserId: colleague.userId, roleIds: [post?.['id']] }
    const days = { from: '2026-11-23', to: '2026-11-27' }
    expect((await principal.post('/api/covers', { id: newId(), ...cover, ...days })).status).toBe(200)
    await nightly()
    const told = async (person: Person) => (await rows(person)).map(({ kind }) => kind)
    expect(await told(teacher)).toEqual([])
    expect(await told(colleague)).toEqual(expect.arrayContaining(['overdue']))
    const digests = (await rows(colleague)).filter(({ kind }) => kind === 'digest')
    expect(digests).toMatchObject([{ detail: { last: { missed: 0 }, overdue: 2 } }])
  })

  it('what a person owes for himself is told to that person alone', async () => {
    const deputy = await as({ role: 'principal' })
    const own = (key: string, kind: string, person: string | null) =>
      app.owner`insert into duty (school_id, id, rule_id, key, subject_kind, person_id, performer_role, slot, window_from, window_to, due_on)
        select school_id, gen_random_uuid(), rule_id, ${key}, ${kind}, ${person}, 'principal', slot, window_from, '2026-11-23', '2026-11-23'
        from duty where school_id = ${school.schoolId} order by due_on limit 1`
    await own('own', 'person', principal.userId)
    await own('all', 'school', null)
    // The daily run would take back what no plan asks for.
    expect((await tellDaily(app.deps)).failed).toBe(0)
    const due = async (person: Person) =>
      (await rows(person)).flatMap(({ kind, detail }) => (kind === 'dueToday' ? [detail] : []))
    expect(await due(principal)).toEqual([{ count: 2, children: 0 }])
    expect(await due(deputy)).toEqual([{ count: 1, children: 0 }])
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DepartmentTaskFilter } from '#shared/figures/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let head: Person
let teacher: Person
const offices: string[] = []

const department = async (
  name: string,
  memberIds: readonly string[],
  headId: string | null,
): Promise<string> => {
  const id = newId()
  await principal.post('/api/departments', { id, name })
  const payload = { version: 1, memberIds, headId }
  const url = `/api/departments/${id}/members`
  expect((await principal.request({ method: 'PUT', url, payload })).status).toBe(200)
  return id
}
const task = async (
  title: string,
  startsOn: string,
  endsOn: string,
  departmentIds: readonly string[],
  doneOn?: string,
) => {
  const id = newId()
  expect((await principal.post('/api/tasks', { id, title, startsOn, endsOn, departmentIds })).status).toBe(
    200,
  )
  if (doneOn !== undefined) await principal.post(`/api/tasks/${id}/done`, { version: 1, doneOn })
}
const talk = (pupilId: string, heldOn: string) => ({
  id: newId(),
  pupilId,
  heldOn,
  reached: true,
  lateReason: '补记',
  fields: { kind: 'talk', topics: ['study'] },
})

/** Two class teachers and a head in two departments; in October one talk in time, one late, one excused, one missed. */
beforeAll(async () => {
  app = await startTestApp()
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  const { schoolId } = school
  const [mine, theirs] = [school.classes['三年级(1)班'] ?? '', school.classes['三年级(2)班'] ?? '']
  principal = await app.signIn({ schoolId, role: 'principal' })
  head = await app.signIn({ schoolId, role: 'archiveKeeper' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: mine })
  const second = await app.signIn({ schoolId, role: 'classTeacher', classId: mine })
  await app.signIn({ schoolId, role: 'classTeacher', classId: theirs })
  const children = await Promise.all(
    [1, 2, 3, 4].map(() => makeAwayChild(app.owner, school, { classId: mine })),
  )
  await makeAwayChild(app.owner, school, { classId: theirs, name: '周不归此' })
  // Weekly talks: a week that begins in one month and falls due in the next belongs to the next (K-29).
  const plan = { id: newId(), preset: 'plan9', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', plan)
  const [one = '', two = ''] = children
  await teacher.post('/api/cards', talk(one, '2026-10-09'))
  await teacher.post('/api/cards', talk(two, '2026-11-02'))
  const [duty] = await app.owner<{ id: string }[]>`select id from duty
    where pupil_id = ${children[2] ?? ''} and key = 'talk' and due_on between '2026-10-01' and '2026-10-31' limit 1`
  if (duty) await teacher.post(`/api/duties/${duty.id}/excuse`, { kind: 'away', reason: '随父母去外地' })
  offices.push(
    await department('少先队', [teacher.userId, second.userId], head.userId),
    await department('总务处', [], second.userId),
  )
  const [pioneers = '', supplies = ''] = offices
  await task('在时', '2026-11-02', '2026-11-06', [pioneers], '2026-11-05')
  await task('补上', '2026-11-02', '2026-11-06', [pioneers, supplies], '2026-11-09')
  await task('过了', '2026-11-09', '2026-11-13', [pioneers])
  await task('还在做', '2026-11-20', '2026-11-27', [pioneers])
  await task('跨月', '2026-11-28', '2026-12-02', [pioneers])
  await task('全校的', '2026-11-20', '2026-11-27', [])
}, 60_000)
afterAll(() => app.close())

type Line = {
  departmentId: string
  name: string
  tasks: Record<string, number>
  duties: Record<string, number>
}
const board = async (by: Person, month = ''): Promise<Line[]> =>
  (await by.get(`/api/board/departments${month && `?month=${month}`}`)).body.lines
const items = async (by: Person, part: 'tasks' | 'duties', query: string) => {
  const all: { dutyId: string; state: string }[] = []
  let after: string | null = null
  do {
    const at: string = after === null ? '' : `&after=${after}`
    const { body } = await by.get(`/api/board/departments/${part}?${query}${at}`)
    all.push(...body.items)
    expect(body.count).toBeGreaterThanOrEqual(all.length)
    after = body.nextAfter ?? null
    if (after === null) expect(body.count).toBe(all.length)
  } while (after !== null)
  return all
}

describe('C05: the board of the departments', () => {
  it('K-25: counts the tasks of a month by their last day: planned, done, done late, overdue, open', async () => {
    const [pioneers, supplies] = await board(principal)
    expect(pioneers).toMatchObject({
      name: '少先队',
      members: 3,
      tasks: { planned: 4, done: 1, late: 1, missed: 1, open: 1 },
    })
    // Done together, it counts for both.
    expect(supplies).toMatchObject({
      members: 1,
      tasks: { planned: 1, done: 0, late: 1, missed: 0, open: 0 },
    })
    expect((await board(principal, '2026-12'))[0]?.tasks).toMatchObject({ planned: 1, open: 1 })
  })

  it('K-28, K-29: the duties of its members are those of the one view, each once however many share it', async () => {
    for (const month of ['2026-10', '2026-11']) {
      const rows = await app.deps.db.sql.begin(async (sql) => {
        await sql.unsafe(`set local app.schools = '${school.schoolId}'; set local app.today = '2026-11-23'`)
        return sql<
          { state: string; count: number }[]
        >`select d.state, count(*)::int as count from duty_state d
          where d.due_on between ${`${month}-01`}::date and ${`${month}-28`}::date + 3 and to_char(d.due_on, 'YYYY-MM') = ${month}
            and (d.performer_role = 'classTeacher' and d.subject_kind in ('child', 'class') and d.class_id = ${school.classes['三年级(1)班'] ?? ''}
              or d.person_id in (select user_id from department_member where department_id = ${offices[0] ?? ''})
              or d.performer_role = 'archiveKeeper' and d.subject_kind <> 'person')
          group by 1`
      })
      const naive = Object.fromEntries(rows.map(({ state, count }) => [state, count]))
      const [pioneers] = await board(principal, month)
      const { onTime = 0, early = 0, late, missed, excused, open, upcoming } = pioneers?.duties ?? {}
      expect({ done: onTime + early, late, missed, excused, due: open, upcoming }).toEqual({
        done: 0,
        late: 0,
        missed: 0,
        excused: 0,
        due: 0,
        upcoming: 0,
        ...naive,
      })
    }
    const october = (await board(principal, '2026-10'))[0]?.duties
    expect(october).toMatchObject({ excused: 1 })
    expect(october?.['missed']).toBeGreaterThan(0)
    expect(october?.['onTime']).toBeGreaterThan(0)
  })

  it('every count equals the length of its list, for leaders and for whoever heads the department', async () => {
    for (const by of [principal, head])
      for (const month of ['2026-10', '2026-11', '2026-12'])
        for (const line of await board(by, month)) {
          const of = `departmentId=${line.departmentId}&month=${month}`
          for (const state of DepartmentTaskFilter.options)
            expect(await items(by, 'tasks', `${of}&state=${state}`)).toHaveLength(line.tasks[state] ?? -1)
          const parts = {
            onTime: 'onTime',
            early: 'early',
            late: 'late',
            missed: 'missed',
            excused: 'excused',
            due: 'open',
            upcoming: 'upcoming',
          }
          for (const [state, name] of Object.entries(parts))
            expect(await items(by, 'duties', `${of}&state=${state}`), state).toHaveLength(
              line.duties[name] ?? -1,
            )
        }
  })

  it('H-02: a head sees the own one only, others none; lists of others are the list of nobody; no child is named', async () => {
    expect((await board(head)).map(({ name }) => name)).toEqual(['少先队'])
    expect(await board(teacher)).toEqual([])
    const [pioneers = '', supplies = ''] = offices
    expect(await items(head, 'tasks', `departmentId=${supplies}&state=planned`)).toEqual([])
    expect(await items(head, 'duties', `departmentId=${supplies}`)).toEqual([])
    expect(await items(teacher, 'duties', `departmentId=${pioneers}`)).toEqual([])
    const rows = JSON.stringify(await items(head, 'duties', `departmentId=${pioneers}&month=2026-10`))
    expect(rows).toContain('三年级(1)班')
    expect(rows).not.toMatch(/林小满|pupil|周不归此|三年级\(2\)班/)
  })
})

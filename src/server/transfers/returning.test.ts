import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { preview } from '#server/testing/roster-import.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const signIn = async (now: string): Promise<void> => {
  app.setNow(now)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
}
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  await signIn(TEST_NOW)
  child = await makeAwayChild(app.owner, school)
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  const { status } = await principal.post('/api/plan', plan)
  if (status !== 200) throw new Error(`the plan was not adopted: ${status}`)
})

const classOf = (): string => school.classes['三年级(1)班'] ?? ''
const leave = async (on: string): Promise<string> => {
  const body = { id: newId(), on, to: '外县小学' }
  expect((await principal.post(`/api/children/${child}/leave`, body)).status).toBe(200)
  return body.id
}
const comeBack = (from: string, classId = classOf()) =>
  principal.post(`/api/children/${child}/return`, { classId, from })
const talks = () =>
  app.owner<{ from: string; due: string; state: string }[]>`select window_from as "from", due_on as due,
      case when excuse_kind is not null then excuse_kind when done_on is not null then 'done' else 'open' end as state
    from duty where pupil_id = ${child} and key = 'talk' order by window_from`
const times = () =>
  app.owner<
    { from: string; to: string | null }[]
  >`select s.from_on as "from", s.to_on as "to" from child_status s
    join definition d on d.id = s.definition_id and d.school_id = s.school_id
    where s.pupil_id = ${child} and d.is_primary and s.result = 'counted' order by s.from_on`
const receipt = async (id: string) =>
  (await principal.get('/api/transfers')).body.transfers.find((one: { id: string }) => one.id === id)

it('H-25: a leaving by mistake is taken back: on the list without a day between, and the running talk is owed again', async () => {
  const before = await talks()
  const id = await leave('2026-11-23')
  expect((await talks()).find(({ from }) => from === '2026-11-01')?.state).toBe('moved')
  expect(await receipt(id)).toMatchObject({ state: 'left', back: false })
  const twice = await Promise.all([comeBack('2026-11-23'), comeBack('2026-11-23')])
  expect(twice.map(({ status }) => status)).toEqual([200, 200])
  expect(await talks()).toEqual(before)
  expect((await times()).at(-1)).toMatchObject({ to: null })
  expect((await times()).at(-1)?.from).toMatch(/^2026-11-2[34]$/)
  expect(await receipt(id)).toMatchObject({ state: 'left', back: true })
  const memberships =
    await app.owner`select from_on, to_on from class_membership where pupil_id = ${child} order by from_on`
  expect(memberships.map((row) => ({ ...row }))).toEqual([
    { from_on: '2026-09-01', to_on: '2026-11-22' },
    { from_on: '2026-11-23', to_on: null },
  ])
})

it('K-24: a child that was away from the school owes nothing of the time between, and all from its return on', async () => {
  await signIn('2026-10-09T02:00:00.000Z')
  await leave('2026-10-08')
  await signIn('2027-01-05T02:00:00.000Z')
  expect((await comeBack('2027-01-04')).status).toBe(200)
  expect(await times()).toMatchObject([{ to: '2026-10-08' }, { from: '2027-01-04', to: null }])
  const owed = (await talks()).filter(({ state }) => state === 'open').map(({ due }) => due)
  expect(owed).toEqual(['2026-09-30', '2027-01-22'])
})

it('refuses a day before the leaving or in the future, a class of nobody, and whoever is here', async () => {
  expect((await comeBack('2026-11-23', school.classes['三年级(2)班'])).body.error.code).toBe(
    'not-allowed-now',
  )
  await leave('2026-11-20')
  const fields = async (...given: Parameters<typeof comeBack>) => (await comeBack(...given)).body.error.fields
  expect(await fields('2026-11-19')).toEqual([{ path: 'from', code: 'before-start' }])
  expect(await fields('2026-11-24')).toEqual([{ path: 'from', code: 'in-future' }])
  expect(await fields('2026-11-23', newId())).toEqual([{ path: 'classId', code: 'unknown-reference' }])
})

it('K-53: a roster from before a leaving brings nobody back; a later one does, says so, and owes no time between', async () => {
  await app.owner`update pupil set name = '姚恒鑫', birth_on = '2017-10-07' where id = ${child}`
  const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
  const csv = '\uFEFF姓名,性别,班级,出生日期,身份证号\r\n姚恒鑫,男,三(1)班,2017-10-07,529982201710073496\r\n'
  const known = await preview(keeper, csv, { name: 'a.csv' })
  expect((await keeper.post(`/api/roster/${known.id}/commit`, { createClasses: false })).status).toBe(200)
  await leave('2026-11-20')
  const older = await preview(keeper, csv, { name: 'b.csv', asOf: '2026-11-19' })
  expect(older.counts).toMatchObject({ changed: 0, unchanged: 1, warned: 1 })
  const warned = async (id: string) =>
    (await keeper.get(`/api/roster/${id}/rows?kind=warned`)).body.rows[0].warnings.map(
      (one: { reason: string }) => one.reason,
    )
  expect(await warned(older.id)).toContain('left-since')
  const later = await preview(keeper, csv, { name: 'b.csv', asOf: '2026-11-23' })
  expect(later.counts).toMatchObject({ changed: 1 })
  expect(await warned(later.id)).toContain('left-returns')
  expect((await keeper.post(`/api/roster/${later.id}/commit`, { createClasses: false })).status).toBe(200)
  expect((await times()).at(-1)).toMatchObject({ from: '2026-11-23', to: null })
  expect((await talks()).find(({ from }) => from === '2026-11-01')?.state).toBe('open')
})

it('H-02: with another class the new teacher has what is overdue on My day, and the old one nothing of the child', async () => {
  const [old, next] = ['三年级(1)班', '三年级(2)班'].map((name) => school.classes[name] ?? '')
  const teachers = await Promise.all(
    [old, next].map((classId) =>
      app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: classId ?? '' }),
    ),
  )
  const talkOf = async (who: Person | undefined): Promise<string | undefined> =>
    (await who?.get('/api/my-day'))?.body.sections
      .flatMap(({ items }: { items: { pupilId: string; key: string; oldestDueOn: string }[] }) => items)
      .find((one: { pupilId: string; key: string }) => one.pupilId === child && one.key === 'talk')
      ?.oldestDueOn
  expect(await Promise.all(teachers.map(talkOf))).toEqual(['2026-09-30', undefined])
  const move = { classId: next, from: '2026-11-16' }
  expect((await principal.post(`/api/children/${child}/class`, move)).status).toBe(200)
  expect(await Promise.all(teachers.map(talkOf))).toEqual([undefined, '2026-09-30'])
})

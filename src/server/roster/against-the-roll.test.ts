import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { preview } from '#server/testing/roster-import.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let keeper: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
})

const HEADER =
  '姓名,性别,班级,出生日期,身份证号,父亲姓名,父亲联系电话,父亲外出务工地,父亲外出开始日期,母亲姓名,母亲联系电话'
const row = (over: Partial<Record<'class' | 'phone' | 'since' | 'mother', string>> = {}): string =>
  `姚恒鑫,男,${over.class ?? '三(1)班'},2017/10/7,529982201710073496,姚文泽,${over.phone ?? '15412895824'},浙江省义乌市,${over.since ?? '2024-09-01'},${over.mother ?? '周小兰,15412890001'}`
const paperless = (className: string): string => `何小满,女,${className},2017-03-02,,何树,,,,,`
const csv = (...rows: readonly string[]): string => ['\uFEFF' + HEADER, ...rows].join('\r\n')

async function load(...rows: readonly string[]) {
  const detail = await preview(keeper, csv(...rows), { name: '名单.csv' })
  const { body } = await keeper.get(`/api/roster/${detail.id}/rows?kind=warned`)
  const { status } = await keeper.post(`/api/roster/${detail.id}/commit`, { createClasses: true })
  const reasons = (body.rows as { warnings: { reason: string }[] }[]).flatMap(({ warnings }) =>
    warnings.map(({ reason }) => reason),
  )
  return { counts: detail.counts, reasons, status }
}
const member = async (relation: string) => {
  const [found] = await app.owner`select id, name, state, phone_masked, phone_verified_on, phone_dead_on
    from family_member where school_id = ${school.schoolId} and relation = ${relation}`
  return found
}

it('K-11: a later day of leaving does not shorten the time away: the one before is kept up to it, and it is asked for', async () => {
  await load(row())
  const visited = await load(row({ since: '2026-10-20' }))
  expect(visited.counts).toMatchObject({ changed: 1 })
  expect(visited.reasons).toContain('away-again')
  const times =
    await app.owner`select from_on, to_on from absence where school_id = ${school.schoolId} order by from_on`
  expect(times.map((one) => ({ ...one }))).toEqual([
    { from_on: '2024-09-01', to_on: '2026-10-20' },
    { from_on: '2026-10-20', to_on: null },
  ])
  const listed =
    await app.owner`select to_on from child_status s join definition d on d.school_id = s.school_id and d.id = s.definition_id
    where s.school_id = ${school.schoolId} and d.key = 'recording' and s.result = 'counted'`
  expect(listed.map((one) => ({ ...one }))).toEqual([{ to_on: null }])
  expect((await load(row({ since: '2026-10-20' }))).counts).toMatchObject({ changed: 0, unchanged: 1 })
})

it('C04: a number somebody has rung stays and the other is asked about; one that is new bears no mark of the old', async () => {
  await load(row())
  const father = await member('father')
  await app.owner`update family_member set phone_verified_on = '2026-11-01' where id = ${father?.['id']}`
  const kept = await load(row({ phone: '15412899999' }))
  expect([kept.counts?.changed, kept.reasons]).toEqual([0, ['phone-verified']])
  expect(await member('father')).toMatchObject({
    phone_masked: '154****5824',
    phone_verified_on: '2026-11-01',
  })
  // It does not answer any more: what the list says is better.
  await app.owner`update family_member set phone_dead_on = '2026-11-10' where id = ${father?.['id']}`
  expect((await load(row({ phone: '15412899999' }))).counts).toMatchObject({ changed: 1 })
  expect(await member('father')).toMatchObject({
    phone_masked: '154****9999',
    phone_verified_on: null,
    phone_dead_on: null,
  })
})

it('P8: a list makes nobody alive again', async () => {
  await load(row())
  await app.owner`update family_member set state = 'dead', died_on = '2026-10-01' where school_id = ${school.schoolId} and relation = 'mother'`
  const again = await load(row(), paperless('三(1)班'))
  expect(again.reasons).toContain('dead-on-file')
  const other = await load(row({ mother: '李秀云,15412890002' }))
  expect([other.counts?.changed, other.reasons]).toEqual([0, ['dead-on-file']])
  expect(await member('mother')).toMatchObject({ name: '周小兰', state: 'dead', phone_masked: '154****0001' })
})

it('K-70: with a new school year a child without papers is the same child, in its new class', async () => {
  await load(row(), paperless('三(1)班'))
  await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
    values (${school.schoolId}, gen_random_uuid(), '2027-2028', '2027-09-01', '2028-08-31')`
  app.setNow('2027-09-03T02:00:00.000Z')
  keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
  const promoted = await load(row({ class: '四(1)班' }), paperless('四(1)班'))
  expect(promoted).toMatchObject({ counts: { added: 0, changed: 2 }, status: 200 })
  expect(promoted.reasons).toContain('known-by-name')
  const classes =
    await app.owner`select p.name, c.name as class from pupil p join class c on c.school_id = p.school_id and c.id = p.class_id
    where p.school_id = ${school.schoolId} order by p.birth_on`
  expect(classes.map((one) => ({ ...one }))).toEqual([
    { name: '何小满', class: '四年级(1)班' },
    { name: '姚恒鑫', class: '四年级(1)班' },
  ])
  // Two of one name and day: nobody is guessed.
  const two = await preview(keeper, csv(paperless('五(1)班'), paperless('五(2)班')), { name: 'a.csv' })
  expect(two.counts).toMatchObject({ changed: 0, refused: 2 })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { byUrgency } from '#shared/day/rules/urgency.ts'
import type { MyDay, MyDayItem } from '#shared/day/schema.ts'
import type { MyChildren, MyWeek } from '#shared/week/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
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

/** Another day; a session does not last that long. */
async function moveTo(instant: string): Promise<void> {
  app.setNow(instant)
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
}

/** Weekly talks, fortnightly contact, term visits. */
const adopt = (preset = 'plan9', effectiveFrom = '2026-11-23') =>
  principal.post('/api/plan', { id: newId(), preset, definition: 'recording', effectiveFrom })
const week = async (person: Person): Promise<MyWeek> => (await person.get('/api/my-week')).body
const day = async (person: Person): Promise<MyDay> => (await person.get('/api/my-day')).body
const children = async (person: Person): Promise<MyChildren> => (await person.get('/api/my-children')).body
const itemsOf = ({ sections }: MyDay): MyDayItem[] => sections.flatMap(({ items }) => items)
const nobodyAtHome = (pupilId: string) =>
  app.owner`insert into carer (school_id, id, pupil_id, kind, relation) values (${school.schoolId}, ${newId()}, ${pupilId}, 'nobody', '无人')`
const phone = (pupilId: string, name: string, masked: string) =>
  app.owner`update family_member set name = ${name}, phone_masked = ${masked}
    where pupil_id = ${pupilId} and relation = 'father'`
const talk = (pupilId: string, heldOn: string) => ({
  id: newId(),
  pupilId,
  heldOn,
  reached: true,
  lateReason: '补记',
  fields: { kind: 'talk', topics: ['study'] },
  content: '说起想念父亲。',
})

describe('my week', () => {
  it('K-25, H-03: is My day by the day things fall due: the same lines, urgent ones whatever the day', async () => {
    for (const name of ['安一', '安二', '安三']) await makeAwayChild(app.owner, school, { name })
    const alone = await makeAwayChild(app.owner, school, { name: '安四' })
    await nobodyAtHome(alone)
    await adopt()
    await moveTo('2026-11-25T02:00:00.000Z')
    const [mine, today] = [await week(teacher), itemsOf(await day(teacher))]
    expect(mine.days.map(({ on, schoolDay }) => [on, schoolDay])).toEqual([
      ['2026-11-25', true],
      ['2026-11-26', true],
      ['2026-11-27', true],
      ['2026-11-28', false],
      ['2026-11-29', false],
      ['2026-11-30', true],
      ['2026-12-01', true],
    ])
    const shown = [...mine.urgent, ...mine.days.flatMap(({ items }) => items)]
    expect([mine.open, mine.shown]).toEqual([shown.length, shown.length])
    const begun = shown
      .filter(({ state }) => state !== 'upcoming')
      .map(({ household: _household, ...item }) => item)
    expect(begun).toEqual(today.filter((item) => item.dueOn <= '2026-12-01' || item.noCarer))
    expect(mine.urgent.every((item) => item.noCarer)).toBe(true)
    expect(mine.urgent.some(({ dueOn }) => dueOn > '2026-12-01')).toBe(true)
    for (const { on, items } of mine.days) for (const { dueOn } of items) expect(dueOn).toBe(on)
    const sorted = today.toSorted((a, b) =>
      byUrgency('2026-11-25')({ ...a, name: a.pupilName }, { ...b, name: b.pupilName }),
    )
    expect(today.map(({ dueOn, noCarer, pupilName }) => [noCarer, dueOn, pupilName])).toEqual(
      sorted.map(({ dueOn, noCarer, pupilName }) => [noCarer, dueOn, pupilName]),
    )
  })

  it('shows a window that begins within the week, beside the one that runs', async () => {
    const child = await makeAwayChild(app.owner, school)
    await adopt()
    await app.owner`update duty set due_on = '2026-11-30', window_from = '2026-11-29' where pupil_id = ${child} and key = 'talk'
      and window_from = '2026-11-30'`
    const talks = (await week(teacher)).days.flatMap(({ on, items }) =>
      items.filter(({ key }) => key === 'talk').map(({ state, alsoOpen }) => [on, state, alsoOpen]),
    )
    expect(talks.filter(([, state]) => state !== 'upcoming')).toHaveLength(1)
    await moveTo('2026-11-25T02:00:00.000Z')
    const later = (await week(teacher)).days.flatMap(({ on, items }) =>
      items.filter(({ key }) => key === 'talk').map(({ state }) => [on, state]),
    )
    expect(later).toEqual([
      ['2026-11-29', 'due'],
      ['2026-11-30', 'upcoming'],
    ])
  })

  it('B.6: holds what is owed for classes, by oneself and for the school, as My day does, each on its day', async () => {
    await makeAwayChild(app.owner, school)
    const rules = planRules('plan1').map(({ key }) => ({ key, on: true }))
    const body = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
    expect((await principal.post('/api/plan', { ...body, settings: { rules } })).status).toBe(200)
    for (const person of [teacher, principal]) {
      const [mine, today] = [await week(person), await day(person)]
      const shown = [...mine.overdueWork, ...mine.days.flatMap(({ work }) => work)]
      expect(shown.length).toBeGreaterThan(0)
      const begun = shown.filter(({ state }) => state !== 'upcoming').map(({ dutyId }) => dutyId)
      const near = today.work.filter(({ dueOn }) => dueOn <= '2026-11-29').map(({ dutyId }) => dutyId)
      expect(begun.toSorted()).toEqual(near.toSorted())
      for (const { on, work } of mine.days) for (const { oldestDueOn } of work) expect(oldestDueOn).toBe(on)
      expect(mine.overdueWork.every(({ oldestDueOn }) => oldestDueOn < mine.today)).toBe(true)
    }
  })

  it('K-25: a window missed before stands with the overdue ones though a newer one has begun, everywhere alike', async () => {
    const [behind = '', inTime = ''] = await Promise.all(
      ['安后', '安先'].map((name) => makeAwayChild(app.owner, school, { name })),
    )
    await adopt()
    await moveTo('2026-12-01T02:00:00.000Z')
    await app.owner`update duty set excuse_kind = 'other' where pupil_id = ${inTime} and due_on < '2026-12-01'`
    const talks = (items: readonly MyDayItem[]) => items.filter(({ key }) => key === 'talk')
    const { sections } = await day(teacher)
    const urgent = talks(sections.find(({ key }) => key === 'urgent')?.items ?? [])
    expect(urgent).toMatchObject([{ pupilId: behind, state: 'due', alsoOpen: 1 }])
    const [line] = urgent
    expect(line && line.oldestDueOn < '2026-12-01' && line.dueOn > '2026-12-01').toBe(true)
    const mine = await week(teacher)
    expect(talks(mine.urgent).map(({ dutyId }) => dutyId)).toEqual([line?.dutyId])
    expect(talks(mine.days.flatMap(({ items }) => items)).map(({ pupilId }) => pupilId)).not.toContain(behind)
    const list = (await children(teacher)).children
    expect(list.map(({ pupilId }) => pupilId)).toEqual([behind, inTime])
    expect(list[0]?.next?.oldestDueOn).toBe(line?.oldestDueOn)
    const all = itemsOf(await day(teacher))
    const before = byUrgency('2026-12-01')
    const pressing = ({ noCarer, oldestDueOn, pupilName }: MyDayItem) => ({
      noCarer,
      dueOn: oldestDueOn,
      name: pupilName,
    })
    expect(all.toSorted((a, b) => before(pressing(a), pressing(b)))).toEqual(all)
  })

  it('siblings carry one mark, others none', async () => {
    const ids = [] as string[]
    for (const name of ['甲', '乙', '丙']) ids.push(await makeAwayChild(app.owner, school, { name }))
    const [one = '', two = '', three = ''] = ids
    await phone(one, '测试父', '199****0001')
    await phone(two, '测试父', '199****0001')
    await phone(three, '测试父', '199****0002')
    await adopt()
    const { days } = await week(teacher)
    const marks = new Map(days.flatMap(({ items }) => items).map((item) => [item.pupilId, item.household]))
    expect(marks.get(one)).not.toBeNull()
    expect(marks.get(two)).toBe(marks.get(one))
    expect(marks.get(three)).toBeNull()
    const list = (await children(teacher)).children
    expect(list.find(({ pupilId }) => pupilId === two)?.household).toBe(marks.get(one))
  })
})

describe('my children', () => {
  it('H-12: last contact by day and kind, what to do first, the most urgent first, nothing of what was said', async () => {
    const [early = '', done = '', alone = ''] = await Promise.all(
      ['早', '好', '空'].map((name) => makeAwayChild(app.owner, school, { name })),
    )
    await nobodyAtHome(alone)
    await adopt('plan2', '2026-11-01')
    await teacher.post('/api/cards', talk(done, '2026-11-20'))
    const list = await children(teacher)
    expect(list.children.map(({ pupilId }) => pupilId)[0]).toBe(alone)
    const first = itemsOf(await day(teacher)).find(({ pupilId }) => pupilId === early)
    expect(list.children.find(({ pupilId }) => pupilId === early)).toMatchObject({
      next: first,
      lastContact: null,
    })
    const known = list.children.find(({ pupilId }) => pupilId === done)
    expect(known?.lastContact).toEqual({ kind: 'talk', heldOn: '2026-11-20' })
    expect(JSON.stringify(list)).not.toContain('想念')
  })

  it('H-02: a teacher sees the own children only; who has none sees none', async () => {
    const other = school.classes['三年级(2)班'] ?? ''
    const child = await makeAwayChild(app.owner, school)
    await makeAwayChild(app.owner, school, { classId: other })
    await makePupil(app.owner, school)
    await adopt()
    const { schoolId } = school
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    const colleague = await app.signIn({ schoolId, role: 'classTeacher', classId: other })
    const ids = async (person: Person) => (await children(person)).children.map(({ pupilId }) => pupilId)
    expect(await ids(teacher)).toEqual([child])
    expect(await ids(helper)).toEqual([child])
    expect(await ids(colleague)).not.toContain(child)
    expect(await ids(principal)).toEqual([])
    const seen = (await week(colleague)).days.flatMap(({ items }) => items.map(({ pupilId }) => pupilId))
    expect(seen).not.toContain(child)
    const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
    expect(await ids(counsellor)).toEqual([])
    const auditor = await app.signIn({ schoolId, role: 'auditor' })
    expect((await auditor.get('/api/my-children')).status).toBe(403)
    expect((await auditor.get('/api/my-week')).status).toBe(403)
  })
})

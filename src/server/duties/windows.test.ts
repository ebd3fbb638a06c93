import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { MyDay } from '#shared/day/schema.ts'
import type { OpenWindow } from '#shared/duties/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let principal: Person
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
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', plan)
})

const line = async () => {
  const { sections } = (await teacher.get('/api/my-day')).body as MyDay
  const found = sections.flatMap(({ items }) => items).find(({ key }) => key === 'talk')
  if (!found) throw new Error('no talk is open')
  return found
}
const windows = async (dutyId: string): Promise<OpenWindow[]> =>
  (await teacher.get(`/api/duties/${dutyId}/windows`)).body.windows
const late = (enteredForDutyId: string) => ({
  id: newId(),
  pupilId: child,
  heldOn: '2026-11-23',
  reached: true,
  enteredForDutyId,
  lateReason: '那几天停电',
  fields: { kind: 'talk', topics: ['study'] },
  content: '说起学校的事。',
})

describe('the times behind a line of My day', () => {
  it('are as many as it stands for, the oldest first, the line’s own among them', async () => {
    const own = await line()
    const all = await windows(own.dutyId)
    expect(all).toHaveLength(own.alsoOpen + 1)
    expect(all.length).toBeGreaterThan(2)
    expect(all[0]).toMatchObject({ dueOn: own.oldestDueOn, excuseAsked: false })
    expect(all.at(-1)).toMatchObject({ dutyId: own.dutyId, from: own.from, to: own.to, dueOn: own.dueOn })
    expect(all.map(({ from }) => from)).toEqual(all.map(({ from }) => from).toSorted())
  })

  it('K-26: the oldest is entered late while newer ones stay, each once', async () => {
    const own = await line()
    const [oldest, next] = await windows(own.dutyId)
    const filed = await teacher.post('/api/cards', late(oldest?.dutyId ?? ''))
    expect(filed.body.closed).toEqual([oldest?.dutyId])
    const left = await windows(own.dutyId)
    expect(left[0]?.dutyId).toBe(next?.dutyId)
    expect(await line()).toMatchObject({
      dutyId: own.dutyId,
      alsoOpen: own.alsoOpen - 1,
      oldestDueOn: next?.dueOn,
    })
    const form = (await teacher.get(`/api/children/${child}/household`)).body.children[0].duties
    expect(
      form.filter(({ key, toDo }: { key: string; toDo: boolean }) => key === 'talk' && toDo),
    ).toHaveLength(left.length)
  })

  it('K-28: the oldest is excused while newer ones stay; the form of the card no longer offers it', async () => {
    const own = await line()
    const [oldest, next] = await windows(own.dutyId)
    const reason = { id: newId(), kind: 'away', reason: '随父母在外地' }
    const told = await teacher.post(`/api/duties/${oldest?.dutyId}/excuse`, reason)
    expect(told.body).toMatchObject({ windows: 1, asked: false })
    expect((await windows(own.dutyId))[0]?.dutyId).toBe(next?.dutyId)
    expect(await line()).toMatchObject({ dutyId: own.dutyId, oldestDueOn: next?.dueOn })
    const [{ duties }] = (await teacher.get(`/api/children/${child}/household`)).body.children
    expect(duties.find(({ id }: { id: string }) => id === oldest?.dutyId)).toMatchObject({ toDo: false })
  })

  it('H-02: are not told to whoever does not reach the child', async () => {
    const { dutyId } = await line()
    const classId = school.classes['三年级(2)班'] ?? ''
    const { schoolId } = school
    const other = await app.signIn({ schoolId, role: 'classTeacher', classId })
    expect((await other.get(`/api/duties/${dutyId}/windows`)).status).toBe(404)
    const elsewhere = await app.signIn({
      schoolId: (await makeSchool(app.owner)).schoolId,
      role: 'principal',
    })
    expect((await elsewhere.get(`/api/duties/${dutyId}/windows`)).status).toBe(404)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { tellDaily } from '#server/notices/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let classId: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  classId = school.classes['三年级(1)班'] ?? ''
})

const rows = (userId: string) =>
  app.owner<
    { kind: string; ref: string; day: string; detail: Record<string, never> }[]
  >`select kind, ref, day, detail from notice where user_id = ${userId} order by kind, ref`

describe('days of grace', () => {
  it('K-25: reminders and digest go by the due day, which days of grace put after the last day of the window', async () => {
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    await makeAwayChild(app.owner, school)
    const plan = { id: newId(), preset: 'plan4', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    const { schoolId } = school
    // One duty of the child: its window ends on Thursday the 26th, it falls due on Monday the 30th.
    const [kept] = await app.owner`
      select id from duty where school_id = ${schoolId} and key = 'talk' and due_on = '2026-11-30' limit 1`
    await app.owner`delete from duty where school_id = ${schoolId} and id <> ${String(kept?.['id'])}`
    await app.owner`update duty set window_to = '2026-11-26' where school_id = ${schoolId}`
    const told = async (instant: string): Promise<string[]> => {
      app.setNow(instant)
      await tellDaily(app.deps)
      const day = instant.slice(0, 10)
      const all = [...(await rows(teacher.userId)), ...(await rows(principal.userId))]
      return all.filter((row) => row.day === day && row.kind !== 'digest').map(({ kind }) => kind)
    }
    for (const day of ['2026-11-26', '2026-11-27', '2026-11-29'])
      expect(await told(`${day}T00:10:00.000Z`), day).toEqual([])
    expect(await told('2026-11-30T00:10:00.000Z')).toEqual(['dueToday'])
    expect(await told('2026-12-01T00:10:00.000Z')).toEqual(['overdue'])
    const [late] = (await rows(teacher.userId)).filter(({ kind }) => kind === 'overdue')
    expect(late?.detail).toMatchObject({ count: 1, longest: 1 })
    const digests = (await rows(principal.userId)).filter(({ kind }) => kind === 'digest')
    expect(digests.find(({ ref }) => ref === '2026-11-30')?.detail).toMatchObject({
      last: { missed: 0 },
      thisWeek: { duties: 1 },
      overdue: 0,
    })
  })
})

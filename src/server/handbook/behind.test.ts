import { afterAll, beforeAll, expect, it } from 'vitest'
import { TermNumber } from '#shared/handbook/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('every number of the term, and both of the ring, opens a list that is as long as it says', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const children = await Promise.all([1, 2, 3].map(() => makeAwayChild(app.owner, school)))
  await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
  const body = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', body)
  const fields = { kind: 'talk', topics: ['study'] }
  await teacher.post('/api/cards', {
    id: newId(),
    pupilId: children[0],
    heldOn: '2026-11-23',
    reached: true,
    fields,
  })
  const [late] = await app.owner`select id from duty where pupil_id = ${children[1] ?? ''} and key = 'talk'
    and window_from = '2026-10-01'`
  const [away] = await app.owner`select id from duty where pupil_id = ${children[2] ?? ''} and key = 'talk'
    and window_from = '2026-11-01'`
  await app.owner`update duty set done_on = '2026-11-20' where id = ${late?.['id']}`
  await teacher.post(`/api/duties/${away?.['id']}/excuse`, { id: newId(), kind: 'away', reason: '在外地' })

  const term = `/api/handbooks/${classId}/terms/${school.termId}`
  const { figures, coverage, cards } = (await teacher.get(term)).body
  const seen = new Set<string>()
  for (const figure of figures as Record<string, number | string>[])
    for (const number of TermNumber.options) {
      const { duties } = (await teacher.get(`${term}/duties?key=${figure['key']}&number=${number}`)).body
      expect([figure['key'], number, duties.length]).toEqual([figure['key'], number, figure[number]])
      if (duties.length > 0) seen.add(number)
    }
  expect([...seen].toSorted()).toEqual(['early', 'excused', 'late', 'missed', 'open'])
  type Counted = { id: string; times: number | null }[]
  const behind = async (group: string): Promise<Counted> =>
    (await teacher.get(`${term}/children?group=${group}`)).body.children
  // A check of the file is done without seeing the child (F08).
  const checked = await app.owner`update duty set key = 'informationCheck', done_on = '2026-11-20'
    where pupil_id = ${children[2] ?? ''} and key = 'talk' and window_from = '2026-10-01' returning id`
  expect(checked.length).toBeGreaterThan(0)
  const [met, unmet] = [await behind('reached'), await behind('unreached')]
  expect([met.length, met.length + unmet.length]).toEqual([coverage.reached, coverage.children])
  expect(new Set([...met, ...unmet].map(({ id }) => id))).toEqual(new Set(children))
  expect(unmet.map(({ id }) => id)).toContain(children[2])
  for (const { kind, reached } of cards as { kind: string; reached: number }[])
    expect((await behind(kind)).reduce((sum, { times }) => sum + (times ?? 0), 0)).toBe(reached)
  expect(await behind('talk')).toMatchObject([{ id: children[0], times: 1 }])
  expect((await principal.get(`${term}/children?group=talk`)).status).toBe(200)
  const other = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(2)班'] ?? '',
  })
  expect((await other.get(`${term}/duties?key=talk&number=missed`)).status).toBe(404)
  expect((await other.get(`${term}/children?group=unreached`)).status).toBe(404)

  const { ring } = (await teacher.get('/api/my-day')).body
  const { duties } = (await teacher.get('/api/my-day/ring')).body as { duties: { doneOn: string | null }[] }
  expect(ring.done).toBeGreaterThan(0)
  expect({
    done: duties.filter(({ doneOn }) => doneOn !== null).length,
    open: duties.filter(({ doneOn }) => doneOn === null).length,
    total: duties.length,
  }).toEqual(ring)
  expect((await principal.get('/api/my-day/ring')).status).toBe(403)
})

it('H-02: whoever has gone to another class is named on the pages of the old one, and is not opened from there', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const children = await Promise.all([1, 2].map(() => makeAwayChild(app.owner, school)))
  const body = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', body)
  for (const pupilId of children) {
    const fields = { kind: 'talk', topics: ['study'] }
    await teacher.post('/api/cards', { id: newId(), pupilId, heldOn: '2026-11-23', reached: true, fields })
  }
  const [gone = '', stays = ''] = children
  const moved = { classId: school.classes['三年级(2)班'], from: '2026-11-23' }
  expect((await principal.post(`/api/children/${gone}/class`, moved)).status).toBe(200)

  interface Named {
    id: string
    mayOpen: boolean
  }
  const opens = (named: readonly Named[]) => Object.fromEntries(named.map(({ id, mayOpen }) => [id, mayOpen]))
  const term = `/api/handbooks/${classId}/terms/${school.termId}/duties?key=talk&number=early`
  const week = `/api/handbooks/${classId}/weeks/2026-11-23`
  const both = await app.signIn({ schoolId, role: 'classTeacher', classId })
  await app.owner`insert into role_assignment (school_id, id, user_id, role, from_on)
    values (${schoolId}, ${newId()}, ${both.userId}, 'archiveKeeper', '2026-09-01')`
  for (const [person, expected] of [
    [teacher, { [gone]: false, [stays]: true }],
    [both, { [gone]: true, [stays]: true }],
    [principal, { [gone]: true, [stays]: true }],
  ] as const) {
    const { duties } = (await person.get(term)).body as { duties: { child: Named }[] }
    expect(opens(duties.map(({ child }) => child))).toEqual(expected)
    const { cards } = (await person.get(week)).body as { cards: { kind: string; children: Named[] }[] }
    expect(opens(cards.find(({ kind }) => kind === 'talk')?.children ?? [])).toEqual(expected)
  }
})

import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

interface Line {
  type: string
  on: string
  id?: string
  card?: { id: string }
  event?: { kind: string }
}

it('C03, P9-27: everything dated about a child comes newest first, 50 a page, nothing twice and nothing left out', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  const child = await makeAwayChild(app.owner, school)
  const neighbour = await makeAwayChild(app.owner, school)
  await keeper.post(`/api/children/${child}/file`)
  await keeper.post(`/api/children/${child}/renewal`, { sections: ['home', 'register'] })
  await keeper.post(`/api/children/${child}/goals`, {
    id: newId(),
    goal: 'safe',
    state: 'met',
    toldBy: 'child',
    on: '2026-11-20',
    evidence: '结伴走',
  })
  await keeper.post(`/api/children/${child}/file/close`, { kind: 'other' })
  await keeper.post(`/api/children/${neighbour}/file`)
  const classId = school.classes['三年级(1)班'] ?? ''
  await app.owner`insert into class_membership (school_id, id, pupil_id, class_id, from_on) values (${schoolId}, ${newId()}, ${child}, ${classId}, '2026-09-01')`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on, to_on) values (${schoolId}, ${newId()}, ${child}, 'grandparent', 'grandmother', '2025-02-10', '2026-06-30')`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on) values (${schoolId}, ${newId()}, ${child}, 'relative', 'aunt', '2027-01-01')`
  for (let at = 0; at < 120; at += 1)
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, class_id, author_id, held_on, reached, fields)
      select ${schoolId}, i.id, i.id, 1, 'talk', ${child}, ${classId}, ${keeper.userId}, ${`2026-${String(1 + (at % 9)).padStart(2, '0')}-10`}, true,
        '{"kind":"talk","place":null,"topics":[],"nextOn":null}' from (select ${newId()}::uuid as id) i`
  const lines: Line[] = []
  let before: string | null = ''
  let pages = 0
  while (before !== null) {
    const { body } = await keeper.get(
      `/api/children/${child}/timeline${before === '' ? '' : `?before=${before}`}`,
    )
    expect(body.items.length).toBeLessThanOrEqual(50)
    lines.push(...(body.items as Line[]))
    before = body.nextBefore as string | null
    pages += 1
  }
  expect(pages).toBe(3)
  const days = lines.map(({ on }) => on)
  expect(days).toEqual(days.toSorted().toReversed())
  expect(new Set(lines.map(({ id, card }) => id ?? card?.id)).size).toBe(lines.length)
  expect(lines.filter(({ type }) => type === 'card')).toHaveLength(120)
  // The aunt cares from a day to come: not yet on the line.
  expect(lines.flatMap(({ event }) => (event ? [event.kind] : [])).toSorted()).toEqual([
    'absenceFrom', 'carerFrom', 'carerTo', 'classFrom', 'fileClosed', 'fileOpened', 'goal', 'renewed',
  ]) // prettier-ignore
  const event = lines.find((line) => line.event?.kind === 'renewed')?.event
  expect(event).toMatchObject({ sections: ['home', 'register'] })
  expect(JSON.stringify(lines)).not.toContain('结伴走')
  const other = await app.signIn({
    schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(2)班'] ?? '',
  })
  expect((await other.get(`/api/children/${child}/timeline`)).status).toBe(404)
  expect((await keeper.get(`/api/children/${child}/timeline?before=2026-13-01~x`)).status).toBe(422)
})

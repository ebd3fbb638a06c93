import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planNamed } from '#shared/duplicates/rules/knit-named.ts'
import { MOST_NAMED, NamedKind } from '#shared/kin/schema.ts'
import { newId } from '#server/db/id.ts'
import { differences, snapshot } from '#server/testing/child-snapshot.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let keeper: Person
let [kept, gone] = ['', '']
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
  kept = await makePupil(app.owner, school, { name: '周田田' })
  gone = await makePupil(app.owner, school, { name: '周甜甜' })
})

const PHONE = '19412345678'
const name = async (child: string, kind: NamedKind, who: string, phone = PHONE): Promise<string> => {
  const id = newId()
  const body = { id, kind, name: who, relation: kind === 'second' ? '邻居' : null, phone }
  expect((await keeper.post(`/api/children/${child}/named-contacts`, body)).status).toBe(200)
  return id
}
const onCard = async (child: string): Promise<string[]> =>
  (await keeper.get(`/api/children/${child}/contact-card`)).body.people
    .filter(({ named }: { named: object | null }) => named !== null)
    .map((one: { name: string }) => one.name)
const merge = async (): Promise<string> => {
  const id = newId()
  const body = { id, keptId: kept, goneId: gone, keptVersion: 1, goneVersion: 1, take: [] }
  expect((await keeper.post('/api/duplicates/merge', body)).status).toBe(200)
  return id
}
const undo = async (id: string) =>
  expect((await keeper.post(`/api/duplicates/merges/${id}/undo`)).status).toBe(200)

describe('named contacts of two entries of one child (联系卡)', () => {
  it('one director stays, the kept entry’s, and two second contacts, nobody twice; the others are on record', async () => {
    await name(kept, 'villageDirector', '甲主任')
    await name(kept, 'second', '邻居甲')
    const other = await name(gone, 'villageDirector', '乙主任')
    await name(gone, 'second', '邻居甲')
    await name(gone, 'second', '邻居乙', '19400002222')
    const before = await snapshot(app.owner, school.schoolId)
    const id = await merge()
    expect(await onCard(kept)).toEqual(['邻居甲', '邻居乙', '甲主任'])
    const [held] = await app.owner`select pupil_id, ended_on from contact_named where id = ${other}`
    expect(held).toMatchObject({ pupil_id: kept, ended_on: '2026-11-23' })
    await undo(id)
    expect(await onCard(kept)).toEqual(['邻居甲', '甲主任'])
    expect(await onCard(gone)).toEqual(['邻居甲', '邻居乙', '乙主任'])
    expect(differences(before, await snapshot(app.owner, school.schoolId))).toEqual({})
    const reveal = { field: 'namedPhone', recordId: other, reason: 'call' }
    expect((await keeper.post(`/api/children/${gone}/reveal`, reveal)).body).toEqual({ value: PHONE })
  })

  it('the other’s director stays where the kept entry has none; changed since the merge, the change is kept', async () => {
    const id = await name(gone, 'villageDirector', '乙主任')
    const mergeId = await merge()
    expect(await onCard(kept)).toEqual(['乙主任'])
    const url = `/api/children/${kept}/named-contacts/${id}`
    const version = (await app.owner`select version from contact_named where id = ${id}`)[0]?.['version']
    const changed = await keeper.request({ method: 'PATCH', url, payload: { version, bestTime: '晚上' } })
    expect(changed.status).toBe(200)
    await undo(mergeId)
    expect([await onCard(kept), await onCard(gone)]).toEqual([[], ['乙主任']])
    const [row] = await app.owner`select best_time from contact_named where id = ${id}`
    expect(row?.['best_time']).toBe('晚上')
  })

  it('a card that kept the rule keeps it, whatever the other one holds', () => {
    const row = fc.record({
      id: fc.uuid(),
      kind: fc.constantFrom(...NamedKind.options),
      name: fc.constantFrom('甲', '乙', '丙'),
      phone_masked: fc.constantFrom(null, '194****5678'),
      ended_on: fc.option(fc.constant('2026-11-01')),
      created_at: fc.constantFrom('2026-09-01', '2026-10-01'),
      version: fc.constant(1),
    })
    const two = [fc.array(row, { maxLength: 6 }), fc.array(row, { maxLength: 6 })] as const
    const pair = { keptId: 'k', goneId: 'g', kin: new Map(), lost: new Set<string>(), today: '2026-11-23', yesterday: '2026-11-22' } // prettier-ignore
    fc.assert(
      fc.property(...two, (mine, theirs) => {
        const own = mine.filter(
          (one, at) =>
            mine.slice(0, at).filter(({ kind }) => kind === one.kind).length < MOST_NAMED[one.kind],
        )
        const rows = [
          ...own.map((one) => ({ ...one, pupil_id: 'k' })),
          ...theirs.map((one) => ({ ...one, pupil_id: 'g' })),
        ]
        const moved = planNamed(pair, rows)
        expect(moved.map(({ id }) => id).toSorted()).toEqual(theirs.map(({ id }) => id).toSorted())
        for (const kind of NamedKind.options) {
          const running = [...own, ...moved].filter((one) => one['kind'] === kind && one['ended_on'] === null)
          expect(running.length).toBeLessThanOrEqual(MOST_NAMED[kind])
        }
      }),
    )
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { preview, sampleFile } from '#server/testing/roster-import.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
  app.setNow('2026-09-01T02:00:00.000Z')
})
afterAll(() => app.close())

const clean = sampleFile('roster-clean.xlsx')
const messy = sampleFile('roster-messy.xlsx')
const expectedClean = JSON.parse(sampleFile('roster-clean.expected.json').toString()) as {
  counts: Record<string, number>
  any3_rural_u16_rows: number[]
  both3_rural_u16_rows: number[]
  civilAffairs_rows: number[]
  education_rows: number[]
}
const expectedMessy = JSON.parse(sampleFile('roster-messy.expected.json').toString()) as {
  knownClasses: string[]
  summary: Record<string, number>
}

async function emptySchool(): Promise<SchoolFacts & { keeper: Person }> {
  const school = await makeSchool(app.owner)
  await app.owner`delete from class where school_id = ${school.schoolId}`
  return { ...school, keeper: await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' }) }
}

describe('roster-clean.xlsx', () => {
  let school: SchoolFacts & { keeper: Person }
  let detail: ImportDetail
  beforeAll(async () => {
    school = await emptySchool()
    detail = await preview(school.keeper, clean)
  })

  it('C02: previews 743 pupils in 18 new classes, with numbers masked', async () => {
    expect(detail).toMatchObject({ state: 'preview', counts: { added: 743, changed: 0, refused: 0, leftOut: 0 } })
    expect(detail.newClasses).toHaveLength(18)
    const { body } = await school.keeper.get(`/api/roster/${detail.id}/rows?kind=added&page=2`)
    expect(body.total).toBe(743)
    expect(body.rows).toHaveLength(50)
    expect(JSON.stringify([body, detail])).not.toMatch(/\d{11}/)
  })

  it('commits once: all rows, dated facts, sealed numbers; the second of two at once changes nothing', async () => {
    const url = `/api/roster/${detail.id}/commit`
    expect((await school.keeper.post(url, { createClasses: false })).body.error.fields).toEqual([
      { path: 'createClasses', code: 'required', params: { classes: 18 } },
    ])
    const both = await Promise.all([school.keeper.post(url, { createClasses: true }), school.keeper.post(url, { createClasses: true })])
    const codes = both.map(({ status, body }) => (status === 200 ? body.added : body.error.code))
    expect([['import-busy', 743], [743, 743]]).toContainEqual(codes.toSorted().reverse())
    const [counts] = await app.owner`select
      (select count(*)::int from pupil where school_id = ${school.schoolId}) as pupils,
      (select count(*)::int from class_membership where school_id = ${school.schoolId}) as memberships,
      (select count(*)::int from family_member where school_id = ${school.schoolId}) as members,
      (select count(*)::int from carer where school_id = ${school.schoolId}) as carers`
    expect(counts).toMatchObject({ pupils: 743, memberships: 743 })
    const again = await school.keeper.post(url, { createClasses: true })
    expect(again.body).toMatchObject({ added: 743, classesCreated: 18 })
  })
})

describe('roster-messy.xlsx', () => {
  it('C02: 179 pupils in the six classes the school has', async () => {
    const school = await emptySchool()
    for (const [at, name] of expectedMessy.knownClasses.entries())
      await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
        values (${school.schoolId}, ${newId()}, ${school.yearId}, ${3 + Math.floor(at / 2)}, ${(at % 2) + 1}, ${name})`
    const detail = await preview(school.keeper, messy)
    expect(detail.summary).toMatchObject(expectedMessy.summary)
    expect(detail.counts).toMatchObject({ added: 179, refused: 20, skipped: 11 })
    const done = await school.keeper.post(`/api/roster/${detail.id}/commit`, { createClasses: false })
    expect(done.body).toMatchObject({ added: 179, classesCreated: 0 })
  })
})

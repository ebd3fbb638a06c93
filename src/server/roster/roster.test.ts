import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { getDefinitionPreset } from '#shared/children/rules/definitions.ts'
import type { ImportDetail } from '#shared/roster/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { preview, sampleFile, untilRead } from '#server/testing/roster-import.ts'
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
  any3_rural_u16_rows: number[]
  both3_rural_u16_rows: number[]
  civilAffairs_toVerify_rows: number[]
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
    // The expected file knows no days of visit that do not break an absence.
    for (const key of ['ruralUnder16', 'plan1', 'civilAffairs', 'education'] as const) {
      const params = {
        ...getDefinitionPreset(key).params,
        allowedGapDays: 0,
        ...(key === 'plan1' ? { ageBelow: 16 } : {}),
      }
      await app.owner`insert into definition (school_id, id, key, version, params, effective_from)
        values (${school.schoolId}, ${newId()}, ${key}, 1, ${app.owner.json(params)}, '2026-01-01')`
    }
  })

  it('C02: previews 743 pupils in 18 new classes, with numbers masked', async () => {
    expect(detail).toMatchObject({
      state: 'preview',
      counts: { added: 743, changed: 0, refused: 0, leftOut: 0 },
    })
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
    const both = await Promise.all([
      school.keeper.post(url, { createClasses: true }),
      school.keeper.post(url, { createClasses: true }),
    ])
    const codes = both.map(({ status, body }) => (status === 200 ? body.added : body.error.code))
    expect([
      [743, 'import-busy'],
      ['import-busy', 743],
      [743, 743],
    ]).toContainEqual(codes)
    const [counts] = await app.owner`select
      (select count(*)::int from pupil where school_id = ${school.schoolId}) as pupils,
      (select count(*)::int from class_membership where school_id = ${school.schoolId}) as memberships,
      (select count(*)::int from family_member where school_id = ${school.schoolId}) as members,
      (select count(*)::int from carer where school_id = ${school.schoolId}) as carers`
    expect(counts).toMatchObject({ pupils: 743, memberships: 743 })
    const again = await school.keeper.post(url, { createClasses: true })
    expect(again.body).toMatchObject({ added: 743, classesCreated: 18 })
    const [sealed] =
      await app.owner`select file_sealed is null as forgotten from roster_import where id = ${detail.id}`
    expect(sealed).toEqual({ forgotten: true })
  })

  it('K-10…K-16: the very rows of the expected file count under each definition', async () => {
    const rows = async (key: string, result = 'counted'): Promise<number[]> => {
      const found = await app.owner<{ row: number }[]>`select c.row_number as row from child_status s
        join definition d on d.school_id = s.school_id and d.id = s.definition_id
        join roster_change c on c.school_id = s.school_id and c.entity_id = s.pupil_id
        where s.school_id = ${school.schoolId} and s.to_on is null and d.key = ${key} and s.result = ${result} order by 1`
      return found.map(({ row }) => row)
    }
    expect(await rows('ruralUnder16')).toEqual(expectedClean.any3_rural_u16_rows)
    expect(await rows('plan1')).toEqual(expectedClean.both3_rural_u16_rows)
    expect(await rows('civilAffairs')).toEqual(expectedClean.civilAffairs_rows)
    expect(await rows('civilAffairs', 'toVerify')).toEqual(expectedClean.civilAffairs_toVerify_rows)
    expect(await rows('education')).toEqual(expectedClean.education_rows)
  })

  it('K-17: later, as of the day of the list, the very numbers of the expected file come out', async () => {
    app.setNow('2026-11-23T02:00:00.000Z')
    try {
      const later = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
      const { body } = await later.get('/api/definitions?asOf=2026-09-01')
      const counted = (key: string) => body.definitions.find((one: { key: string }) => one.key === key)
      expect(counted('ruralUnder16')).toMatchObject({ counted: 122 })
      expect(counted('plan1')).toMatchObject({ counted: 50 })
      expect(counted('civilAffairs')).toMatchObject({ counted: 69, toVerify: 3 })
      expect(counted('education')).toMatchObject({ counted: 134 })
      expect((await later.get('/api/definitions?asOf=2026-11-24')).body.error.fields).toEqual([
        { path: 'asOf', code: 'in-future' },
      ])
    } finally {
      app.setNow('2026-09-01T02:00:00.000Z')
    }
  })

  it('C02: the same file again changes nothing', async () => {
    const again = await preview(school.keeper, clean)
    expect(again.counts).toMatchObject({ added: 0, changed: 0, unchanged: 743, refused: 0, leftOut: 0 })
    const answer = await school.keeper.post(`/api/roster/${again.id}/commit`, { createClasses: true })
    expect([answer.status, answer.body.error.code]).toEqual([422, 'import-nothing-to-do'])
  })

  it('K-77: with the sheet of earlier absences chosen the rows carry them, and only those change', async () => {
    const again = await preview(school.keeper, clean)
    const absences =
      again.file?.sheets.filter(({ kind }) => kind === 'absences').map(({ index }) => index) ?? []
    expect(
      (await school.keeper.post(`/api/roster/${again.id}/map`, { absenceSheets: absences })).status,
    ).toBe(200)
    const read = await untilRead(school.keeper, again.id)
    expect(read.absenceLines.refused).toBe(0)
    expect(read.absenceLines.matched).toBe(4)
    expect(read.counts?.changed).toBeGreaterThan(0)
    const { body } = await school.keeper.get(`/api/roster/${again.id}/rows?kind=changed`)
    const fields = (body as { rows: { changes: { field: string }[] }[] }).rows.flatMap(({ changes }) =>
      changes.map(({ field }) => field),
    )
    expect(new Set(fields)).toEqual(new Set(['absence']))
    expect((await school.keeper.post(`/api/roster/${again.id}/cancel`)).status).toBe(200)
    expect((await untilRead(school.keeper, again.id)).state).toBe('cancelled')
  })

  it('undo leaves nothing behind, not even the classes and what they were to do', async () => {
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const plan = { id: newId(), preset: 'plan1', effectiveFrom: '2026-09-01' }
    const settings = { rules: [{ key: 'weeklyPlan', on: true }] }
    expect((await principal.post('/api/plan', { ...plan, settings })).body.opened).toBeGreaterThan(100)
    const undone = await school.keeper.post(`/api/roster/${detail.id}/undo`)
    expect(undone.body).toEqual({ removed: 743, restored: 0 })
    for (const table of ['pupil', 'family_member', 'absence', 'carer', 'child_status', 'class', 'duty'])
      expect(
        await app.owner.unsafe(`select id from ${table} where school_id = '${school.schoolId}' limit 1`),
        table,
      ).toHaveLength(0)
    expect((await school.keeper.post(`/api/roster/${detail.id}/undo`)).body.error.code).toBe(
      'not-allowed-now',
    )
    const log = await app.owner<
      { action: string; detail: string }[]
    >`select action, detail from audit_entry where school_id = ${school.schoolId} and entity = 'rosterImport' order by seq`
    expect(log.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['upload', 'commit', 'cancel', 'undo']),
    )
    expect(log.find(({ action }) => action === 'commit')?.detail).toBe(
      '{"added":743,"changed":0,"unchanged":0,"classesCreated":18}',
    )
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

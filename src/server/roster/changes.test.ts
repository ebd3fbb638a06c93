import { deflateSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { forget } from '#server/roster/parts/desk.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { zipParts } from '#server/testing/roster-files.ts'
import { preview, untilRead, upload } from '#server/testing/roster-import.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

type School = SchoolFacts & { keeper: Person }

async function newSchool(): Promise<School> {
  const school = await makeSchool(app.owner)
  return { ...school, keeper: await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' }) }
}

const HEADER =
  '姓名,性别,班级,出生日期,身份证号,联系电话,现住址,父亲姓名,父亲联系电话,父亲外出务工地,父亲外出开始日期,实际照护人关系,实际照护人姓名'
const YAO =
  '姚恒鑫,男,三(1)班,2017/10/7,529982201710073496,19463209264,禾溪镇柳湾村3组70号,姚文泽,15412895824,浙江省义乌市,2024-09-01,奶奶,周桂兰'
const DONG =
  '董梅思,女,三(1)班,2018-08-26,52998220180826782X,19447926426,禾溪镇清潭村2组12号,董涛浩,15412890000,,,母亲,李秀云'
const PAPERLESS = '何小满,女,三(2)班,2017-03-02,,,禾溪镇清潭村2组13号,何树,,,,无人,'
const csv = (...rows: readonly string[]): string => ['﻿' + HEADER, ...rows].join('\r\n')

async function load(school: School, text: string) {
  const detail = await preview(school.keeper, text, { name: '名单.csv' })
  const { body } = await school.keeper.post(`/api/roster/${detail.id}/commit`, { createClasses: true })
  return {
    detail,
    report: body as Record<string, number> & { error?: { code: string; params?: Record<string, unknown> } },
    id: detail.id,
  }
}

const rowsOf = async (school: School, id: string, kind: string) =>
  (await school.keeper.get(`/api/roster/${id}/rows?kind=${kind}`)).body as {
    total: number
    rows: {
      row: number
      action: string
      changes: object[]
      warnings: { reason: string }[]
      refusedFor: { reason: string }[]
      shown: { name: string }
    }[]
  }

describe('a second file', () => {
  it('C02: tells old and new per field, masked; moves class by date; leaves out nobody silently', async () => {
    const before = await newSchool()
    expect((await load(before, csv(YAO, DONG, PAPERLESS))).report).toMatchObject({ added: 3 })
    app.setNow('2026-12-01T02:00:00.000Z')
    const school = {
      ...before,
      keeper: await app.signIn({ schoolId: before.schoolId, role: 'archiveKeeper' }),
    }
    const moved = YAO.replace('三(1)班', '三(2)班')
      .replace('19463209264', '19463200001')
      .replace('奶奶,周桂兰', '外婆,吴玉珍')
    const second = await preview(school.keeper, csv(moved, DONG), { name: '名单.csv' })
    expect(second.counts).toMatchObject({ added: 0, changed: 1, unchanged: 1, leftOut: 1 })
    expect(second.leftOut).toMatchObject([{ name: '何小满', className: '三年级(2)班' }])
    expect((await rowsOf(school, second.id, 'changed')).rows[0]?.changes).toEqual([
      { who: null, field: 'phone', from: '194****9264', to: '194****0001' },
      { who: null, field: 'class', from: '三年级(1)班', to: '三年级(2)班' },
      { who: 'carer', field: 'carer', from: 'grandmother', to: 'maternalGrandmother' },
    ])
    const done = await school.keeper.post(`/api/roster/${second.id}/commit`, { createClasses: false })
    expect(done.body).toMatchObject({ added: 0, changed: 1 })
    // Told after the import, too, until somebody has looked.
    const missing = async () => (await school.keeper.get(`/api/roster/${second.id}`)).body
    const [one] = (await missing()).leftOut
    expect(one).toMatchObject({ name: '何小满', className: '三年级(2)班' })
    await app.owner`update pupil set left_on = '2026-12-01' where id = ${one.id}`
    expect(await missing()).toMatchObject({ leftOut: [], leftOutCount: 0 })
    await app.owner`update pupil set left_on = null where id = ${one.id}`
    const times =
      await app.owner`select from_on, to_on from class_membership where school_id = ${school.schoolId}
      and pupil_id = (select id from pupil where school_id = ${school.schoolId} and name = '姚恒鑫') order by from_on`
    expect(times).toEqual([
      { from_on: '2026-11-23', to_on: '2026-11-30' },
      { from_on: '2026-12-01', to_on: null },
    ])
    const undone = await school.keeper.post(`/api/roster/${second.id}/undo`)
    expect(undone.body).toEqual({ removed: 0, restored: 1 })
    const first = await preview(school.keeper, csv(YAO, DONG, PAPERLESS), { name: '名单.csv' })
    expect(first.counts).toMatchObject({ added: 0, changed: 0, unchanged: 3, leftOut: 0 })
    app.setNow('2026-11-23T02:00:00.000Z')
  })

  it('C02: a new pupil of the same name does not stand for the one the file leaves out', async () => {
    const school = await newSchool()
    await load(school, csv(YAO, DONG))
    const namesake = '姚恒鑫,男,三(2)班,2016-03-04,无,,,,,,,,'
    const next = await preview(school.keeper, csv(namesake, DONG), { name: '名单.csv' })
    expect(next.counts).toMatchObject({ added: 1, leftOut: 1 })
    expect(next.leftOut).toMatchObject([{ name: '姚恒鑫', className: '三年级(1)班' }])
  })

  it('K-76: nobody cares for the child: the carer is stored as such', async () => {
    const school = await newSchool()
    await load(school, csv(YAO, PAPERLESS))
    const carers =
      await app.owner`select kind, relation, name, from_on from carer where school_id = ${school.schoolId} order by kind`
    expect(carers).toEqual([
      { kind: 'grandparent', relation: 'grandmother', name: '周桂兰', from_on: null },
      { kind: 'nobody', relation: 'nobody', name: null, from_on: null },
    ])
  })

  it('K-72: without numbers, name, birth date and class together find a pupil; namesakes are never merged silently', async () => {
    const school = await newSchool()
    await load(school, csv(PAPERLESS))
    expect((await load(school, csv(PAPERLESS))).report.error?.code).toBe('import-nothing-to-do')
    const elsewhere = await preview(school.keeper, csv(PAPERLESS.replace('三(2)班', '三(1)班')), {
      name: 'a.csv',
    })
    // A list of one says nothing of the others.
    expect(elsewhere).toMatchObject({ counts: { added: 1 }, leftOut: [], leftOutCount: 0 })
    expect((await rowsOf(school, elsewhere.id, 'warned')).rows[0]?.warnings).toContainEqual({
      field: '姓名',
      reason: 'same-name-and-birth',
    })
    const twice = await preview(school.keeper, csv(PAPERLESS, PAPERLESS), { name: 'a.csv' })
    expect((await rowsOf(school, twice.id, 'refused')).rows.map((row) => row.refusedFor[0]?.reason)).toEqual([
      'namesake-ambiguous',
      'namesake-ambiguous',
    ])
    const papers = await load(
      school,
      csv(PAPERLESS.replace('2017-03-02,,', '2017-03-02,52998220170302002X,')),
    )
    expect(papers.detail.counts).toMatchObject({ added: 0, changed: 1 })
  })

  it('K-10: a file that says nothing of an absence ends none, and says so', async () => {
    const school = await newSchool()
    await load(school, csv(YAO))
    const later = await preview(school.keeper, csv(YAO.replace('浙江省义乌市,2024-09-01', ',')), {
      name: 'a.csv',
    })
    expect(later.counts).toMatchObject({ changed: 0, unchanged: 1 })
    expect((await rowsOf(school, later.id, 'warned')).rows[0]?.warnings).toContainEqual(
      expect.objectContaining({ reason: 'still-away-on-file' }),
    )
  })
})

describe('undo', () => {
  it('names the rows that something depends on since, and touches nothing', async () => {
    const school = await newSchool()
    const { id } = await load(school, csv(YAO, DONG))
    const [pupil] =
      await app.owner`select id from pupil where school_id = ${school.schoolId} and name = '董梅思'`
    await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields)
      values (${school.schoolId}, ${newId()}, ${newId()}, 1, 'talk', ${pupil?.['id']}, ${school.keeper.userId}, '2026-11-23', true, '{}')`
    const answer = await school.keeper.post(`/api/roster/${id}/undo`)
    expect([answer.status, answer.body.error]).toEqual([
      409,
      { code: 'import-changed-since', params: { count: 1, rows: '3' } },
    ])
    expect(await app.owner`select id from pupil where school_id = ${school.schoolId}`).toHaveLength(2)
  })

  it('a diary entry about a pupil is not lost by undoing the import', async () => {
    const school = await newSchool()
    const { id } = await load(school, csv(YAO))
    const [pupil] = await app.owner`select id from pupil where school_id = ${school.schoolId}`
    await app.owner`insert into handbook_entry (school_id, id, kind, pupil_id, author_id, entry_on)
      values (${school.schoolId}, ${newId()}, 'diary', ${pupil?.['id']}, ${school.keeper.userId}, '2026-11-23')`
    expect((await school.keeper.post(`/api/roster/${id}/undo`)).body.error.code).toBe('import-changed-since')
  })

  it('P3-71: an incident of a pupil is not lost by undoing the import', async () => {
    const school = await newSchool()
    const { schoolId, keeper } = school
    const { id } = await load(school, csv(YAO))
    const [pupil] = await app.owner`select id from pupil where school_id = ${schoolId}`
    const incident = {
      id: newId(),
      pupilIds: [pupil?.['id']],
      kind: 'hurt',
      knownAt: TEST_NOW,
      atSchool: true,
      actedAt: TEST_NOW,
      action: '请校医看了',
    }
    expect((await keeper.post('/api/incidents', incident)).status).toBe(200)
    expect((await keeper.post(`/api/roster/${id}/undo`)).body.error.code).toBe('import-changed-since')
  })

  it('refuses when a changed pupil was edited later', async () => {
    const school = await newSchool()
    await load(school, csv(YAO))
    const { id } = await load(school, csv(YAO.replace('柳湾村3组70号', '柳湾村3组71号')))
    await app.owner`update pupil set version = version + 1 where school_id = ${school.schoolId}`
    expect((await school.keeper.post(`/api/roster/${id}/undo`)).body.error.code).toBe('import-changed-since')
  })
})

describe('reading', () => {
  it('an import that a crash left unread is read again when asked for', async () => {
    const school = await newSchool()
    const { id } = await preview(school.keeper, csv(YAO), { name: 'a.csv' })
    await app.owner`update roster_import set state = 'reading', rows_sealed = null, summary = null where id = ${id}`
    forget(id)
    expect(await untilRead(school.keeper, id)).toMatchObject({ state: 'preview', counts: { added: 1 } })
  })

  it('takes a file sent twice with one id once, and another file under that id not at all', async () => {
    const school = await newSchool()
    const { id } = await upload(school.keeper, csv(YAO), { name: 'a.csv' })
    expect((await upload(school.keeper, csv(YAO), { id, name: 'a.csv' })).body).toEqual({ importId: id })
    expect((await upload(school.keeper, csv(DONG), { id, name: 'a.csv' })).body.error.code).toBe(
      'already-exists',
    )
    expect((await school.keeper.get('/api/roster')).body.imports).toHaveLength(1)
    expect((await upload(school.keeper, csv(YAO), { asOf: '2027-01-01' })).body.error.fields).toEqual([
      { path: 'asOf', code: 'in-future' },
    ])
  })

  it('lets the user name header and columns where none were found', async () => {
    const school = await newSchool()
    const text = '甲,乙,丙,丁\r\n姚恒鑫,男,三(1)班,2017-10-07\r\n'
    const found = await preview(school.keeper, text, { name: 'a.csv' })
    expect(found).toMatchObject({ state: 'preview', counts: null, file: { headerRows: [] } })
    expect(
      (await school.keeper.post(`/api/roster/${found.id}/commit`, { createClasses: false })).body.error.code,
    ).toBe('file-no-header')
    await school.keeper.post(`/api/roster/${found.id}/map`, {
      headerRows: [1],
      map: { name: 0, sex: 1, className: 2, birthDate: 3 },
    })
    expect(await untilRead(school.keeper, found.id)).toMatchObject({ counts: { added: 1, refused: 0 } })
  })

  it.each([
    ['file-empty', Buffer.alloc(0)],
    ['file-type-unknown', Buffer.from('%PDF-1.7 nothing to read')],
    [
      'file-encrypted',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
    ],
    ['file-broken', Buffer.concat([Buffer.from('PK\x03\x04'), deflateSync(Buffer.alloc(500))])],
    ['file-unsafe', zipParts({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><workbook/>' })],
  ])('refuses a file: %s', async (code, bytes) => {
    const school = await newSchool()
    const detail = await preview(school.keeper, bytes, { name: 'x.xlsx' })
    expect([detail.state, detail.failure?.code]).toEqual(['failed', code])
    expect(
      (await school.keeper.post(`/api/roster/${detail.id}/commit`, { createClasses: false })).body.error.code,
    ).toBe('not-allowed-now')
  })

  it('refuses more than 30 MB before it has arrived', async () => {
    const school = await newSchool()
    const answer = await upload(school.keeper, Buffer.alloc(30 * 1024 * 1024 + 1))
    expect([answer.status, answer.body.error.code]).toEqual([413, 'body-too-large'])
  })
})

describe('who may', () => {
  it('H-02: an import of another school does not exist, whatever is asked', async () => {
    const [mine, other] = [await newSchool(), await newSchool()]
    const { id } = await preview(other.keeper, csv(YAO), { name: 'a.csv' })
    const answers = [
      await mine.keeper.get(`/api/roster/${id}`),
      await mine.keeper.get(`/api/roster/${id}/rows`),
    ]
    for (const act of ['map', 'commit', 'undo', 'cancel'])
      answers.push(await mine.keeper.post(`/api/roster/${id}/${act}`, { createClasses: true }))
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
  })

  it('only archive keepers and administrators', async () => {
    const school = await newSchool()
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect((await upload(principal, csv(YAO))).status).toBe(403)
    expect((await principal.get('/api/roster')).status).toBe(403)
    const admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    expect((await upload(admin, csv(YAO))).status).toBe(200)
  })
})

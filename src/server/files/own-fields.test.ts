import { unzipSync } from 'fflate'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealPupilPhone } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let keeper: Person
let ids: string[]
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
  ids = [
    await makeAwayChild(app.owner, school, { name: '林小满' }),
    await makeAwayChild(app.owner, school, { name: '周禾' }),
  ]
  for (const id of ids) await keeper.post(`/api/children/${id}/file`)
})

const field = (over: object = {}) => ({
  label: '校车线路',
  purpose: '知道放学怎么回家',
  kind: 'choice',
  options: ['东线', '西线'],
  tier: 'basic',
  ...over,
})
async function add(over: object = {}): Promise<string> {
  const id = newId()
  const answer = await keeper.post('/api/own-fields', { id, field: field(over) })
  expect(answer.status).toBe(200)
  return id
}
const write = (id: string | undefined, key: string, value: string, version = 1) =>
  keeper.request({
    method: 'PATCH',
    url: `/api/children/${id ?? ''}/file`,
    payload: { version, fields: { [`own.${key}`]: value } },
  })
const names = async (wanted: object, person = keeper) =>
  (await person.post('/api/children/search', { view: 'all', ...wanted })).body.rows.map(
    ({ name }: { name: string }) => name,
  )

async function sheet(person: Person, wanted: object = {}): Promise<string[][]> {
  const body = { view: 'all', ...wanted }
  const answer = await person.post('/api/children/export', body)
  expect(answer.headers['content-type']).toContain('spreadsheetml')
  // Injected answers come as text; asked once more for the bytes.
  const raw = await app.http.inject({
    method: 'POST',
    url: '/api/children/export',
    headers: { cookie: person.cookie },
    payload: body,
  })
  const xml = new TextDecoder().decode(unzipSync(new Uint8Array(raw.rawPayload))['xl/worksheets/sheet1.xml'])
  return [...xml.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row = '']) =>
    [...row.matchAll(/<c\/>|<t xml:space="preserve">(.*?)<\/t>/gs)].map(([, text = '']) => text),
  )
}

describe('fields a school adds itself', () => {
  it('each change is a version; the kind stays; what is retired is asked no more and keeps its values', async () => {
    const id = await add()
    const list = async () => (await keeper.get('/api/own-fields')).body.fields
    expect(await list()).toMatchObject([{ fieldId: id, version: 1, label: '校车线路', retired: false }])
    const change = (body: object) => keeper.post(`/api/own-fields/${id}`, body)
    expect((await change({ version: 1, field: field({ label: '坐哪条线' }) })).body).toEqual({ version: 2 })
    expect((await change({ version: 1, field: field() })).body.error).toEqual({
      code: 'version-conflict',
      params: { version: 2 },
    })
    expect((await change({ version: 2, field: field({ kind: 'text' }) })).body.error.fields).toEqual([
      { path: 'field.kind', code: 'invalid' },
    ])
    await write(ids[0], id, '东线')
    expect((await change({ version: 2, field: field(), retired: true })).status).toBe(200)
    expect((await write(ids[0], id, '西线', 2)).body.error.fields[0].code).toBe('unknown-reference')
    expect((await keeper.get(`/api/children/${ids[0]}`)).body.file.fields).toEqual({ [`own.${id}`]: '东线' })
    const rows = await app.owner`select version from own_field where field_id = ${id} order by version`
    expect(rows.map(({ version }) => version as number)).toEqual([1, 2, 3])
  })

  it('a choice has two options at least, a label is there once, and only leaders and keepers add one', async () => {
    const faults = async (over: object) =>
      (await keeper.post('/api/own-fields', { id: newId(), field: field(over) })).body.error.fields
    expect(await faults({ options: ['东线'] })).toEqual([{ path: 'field.options', code: 'too-short' }])
    await add()
    expect(await faults({})).toEqual([{ path: 'field.label', code: 'not-unique' }])
    const teacher = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(1)班'] ?? '',
    })
    expect(
      (await teacher.post('/api/own-fields', { id: newId(), field: field({ label: '别的' }) })).status,
    ).toBe(403)
  })

  it('a label is there once, also of two sent at the same moment and after a change', async () => {
    const label = '早饭'
    const send = () => keeper.post('/api/own-fields', { id: newId(), field: field({ label }) })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 422, 422])
    const other = await add({ label: '晚饭' })
    const change = (over: object) =>
      keeper.post(`/api/own-fields/${other}`, {
        version: 1,
        field: field({ label }),
        retired: false,
        ...over,
      })
    expect((await change({})).body.error.fields).toEqual([{ path: 'field.label', code: 'not-unique' }])
    expect((await change({ retired: true })).status).toBe(200)
  })

  it('in the list filter: a choice exactly, a text in part, numbers and dates from and to', async () => {
    const [line, steps, since, note] = [
      await add(),
      await add({ label: '台阶', kind: 'number', options: [] }),
      await add({ label: '办卡日期', kind: 'date', options: [] }),
      await add({ label: '备注', kind: 'text', options: [], tier: 'case' }),
    ]
    await write(ids[0], line, '东线')
    await write(ids[1], line, '西线')
    await write(ids[0], steps, '9', 2)
    await write(ids[1], steps, '10', 2)
    await write(ids[0], since, '2026-09-01', 3)
    await write(ids[1], note, '机密', 3)
    expect(await names({ own: line, is: '东' })).toEqual(['林小满'])
    expect(await names({ own: steps, from: '10' })).toEqual(['周禾'])
    expect(await names({ own: steps, to: '9' })).toEqual(['林小满'])
    expect(await names({ own: since, from: '2026-09-01', to: '2026-09-01' })).toEqual(['林小满'])
    expect(await names({ own: newId() })).toEqual([])
    // A field of the inner part is no way round the seal.
    expect(await names({ own: note, is: '机密' })).toEqual([])
  })
})

describe('export of the list', () => {
  it('H-02: masked numbers and basic fields only, whom one reaches only, on record; K-77: no formula', async () => {
    const [line, secret] = [
      await add({ kind: 'text', options: [] }),
      await add({ label: '备注', kind: 'text', options: [], tier: 'contact' }),
    ]
    await write(ids[0], line, '=1+1<东线>')
    await write(ids[0], secret, '只给自己人看', 2)
    await app.owner`update pupil set ${app.owner({ ...sealPupilPhone(app.deps.vault, ids[0] ?? '', '19412345678') })} where id = ${ids[0] ?? ''}`
    const [head, ...rows] = await sheet(keeper)
    expect(head).toEqual([
      '班级',
      '姓名',
      '性别',
      '年龄',
      '住校',
      '现在谁照顾',
      '电话（部分）',
      '档案',
      '档案还缺',
      '校车线路',
    ])
    const one = rows.find((row) => row[1] === '林小满')
    expect([one?.[6], one?.[9]]).toEqual(['194****5678', "'=1+1&lt;东线&gt;"])
    expect(JSON.stringify(rows)).not.toMatch(/19412345678|只给自己人看|留守/)
    const log =
      await app.owner`select action, detail from audit_entry where school_id = ${school.schoolId} and action = 'export'`
    expect(JSON.parse(log[0]?.['detail'] as string)).toMatchObject({ view: 'all', searched: false })
    const other = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect(await sheet(other, { locale: 'en' })).toEqual([
      [
        'Class',
        'Name',
        'Sex',
        'Age',
        'Boarding',
        'Carer now',
        'Phone (in part)',
        'File',
        'Missing in the file',
        '校车线路',
      ],
    ])
    const helper = await app.signIn({
      schoolId: school.schoolId,
      role: 'helpingTeacher',
      pupilId: ids[0] ?? '',
    })
    expect((await helper.post('/api/children/export', {})).status).toBe(403)
  })

  it('more than one page comes whole, in the order of the list', async () => {
    for (let at = 0; at < 60; at += 1) await makeAwayChild(app.owner, school, { name: `童${at}` })
    const rows = await sheet(keeper)
    expect(rows).toHaveLength(63)
    expect(new Set(rows.map((row) => row[1])).size).toBe(63)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { searchKeys, sealPupilId, sealPupilPhone } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
})

const classId = (number: 1 | 2) => school.classes[`三年级(${number})班`] ?? ''
const patch = (person: Person, url: string, payload: object) =>
  person.request({ method: 'PATCH', url, payload })

/** A pupil with searchable name; both parents away since `from`, or at home. */
async function pupil(
  name: string,
  { from, where = 1 }: { from?: string; where?: 1 | 2 } = {},
): Promise<string> {
  const id = await makePupil(app.owner, school, { name, classId: classId(where) })
  const keys = searchKeys(name)
  await app.owner`update pupil set name_grams = ${keys.grams}, pinyin = ${keys.pinyin}, initials = ${keys.initials} where id = ${id}`
  for (const relation of ['father', 'mother']) {
    const memberId = newId()
    await app.owner`insert into family_member (school_id, id, pupil_id, relation) values (${school.schoolId}, ${memberId}, ${id}, ${relation})`
    if (from)
      await app.owner`insert into absence (school_id, id, pupil_id, member_id, from_on) values (${school.schoolId}, ${newId()}, ${id}, ${memberId}, ${from})`
  }
  return id
}

async function sealInto(id: string): Promise<void> {
  const columns = {
    ...sealPupilId(app.deps.vault, id, '529901201705041239'),
    ...sealPupilPhone(app.deps.vault, id, '19412345678'),
  }
  await app.owner`update pupil set ${app.owner(columns)}, id_kind = 'resident' where id = ${id}`
}

const choose = (person: Person = principal, over: object = {}) =>
  person.post('/api/definitions', {
    key: 'plan1',
    version: 1,
    primary: true,
    effectiveFrom: '2026-09-01',
    ...over,
  })

const names = (body: { rows: { name: string }[] }) => body.rows.map(({ name }) => name)

describe('who counts', () => {
  it('K-17: choosing a definition decides for all, opens files, and keeps rule, day and reason', async () => {
    const away = await pupil('林小满', { from: '2026-03-01' })
    await pupil('周禾', { from: '2026-11-01' })
    await pupil('许明')
    const chosen = await choose()
    expect(chosen.body).toMatchObject({ asOf: '2026-11-23', pupils: 3, filesOpened: 1, noLongerCounted: [] })
    const { body } = await principal.get('/api/definitions')
    const of = (key: string) => body.definitions.find((one: { key: string }) => one.key === key)
    expect(of('plan1')).toMatchObject({ isPrimary: true, counted: 1, toVerify: 0, version: 1 })
    expect(of('plan7')).toMatchObject({ isPrimary: false, counted: 2 })
    const file = (await principal.get(`/api/children/${away}`)).body
    expect(file.statuses[0]).toMatchObject({
      key: 'plan1',
      isPrimary: true,
      outcome: { result: 'counted', since: '2026-06-01' },
    })
    expect(file.history.find((one: { key: string }) => one.key === 'plan1')).toMatchObject({
      version: 1,
      result: 'counted',
      kind: 'bothAway',
      // Not before the child joined the school.
      from: '2026-09-01',
      to: null,
      asOf: '2026-11-23',
      reasons: [{ code: 'bothParentsAway', from: '2026-03-01', months: 8 }],
    })
    expect((await choose()).body).toMatchObject({ began: 0, ended: 0, filesOpened: 0 })
  })

  it('K-11, K-17: a return ends the status on the last day that held; the open file waits for a person', async () => {
    const id = await pupil('林小满', { from: '2026-03-01' })
    await choose()
    await app.owner`update absence set to_on = '2026-11-24' where pupil_id = ${id}`
    app.setNow('2026-12-20T02:00:00.000Z')
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    expect((await keeper.post('/api/children/evaluate')).body).toMatchObject({
      asOf: '2026-12-20',
      noLongerCounted: [id],
    })
    const file = (await keeper.get(`/api/children/${id}`)).body
    const status = file.history.find((one: { key: string }) => one.key === 'plan1')
    // Back on 24 November: 15 days at home do not break the absence, the 9th of December is the first day without.
    expect(status).toMatchObject({ from: '2026-09-01', to: '2026-12-08', ended: { because: 'noLonger' } })
    expect(status.ended.reasons.length).toBeGreaterThan(0)
    expect((await keeper.get('/api/children/summary')).body).toMatchObject({
      listed: 0,
      noLongerCounted: { count: 1, ids: [id] },
    })
    expect(names((await keeper.get('/api/children?only=noLongerCounted')).body)).toEqual(['林小满'])
    expect(
      (await keeper.post(`/api/children/${id}/file/close`, { kind: 'notCounted', note: '父母已返乡' }))
        .status,
    ).toBe(200)
    expect((await keeper.get('/api/children/summary')).body.noLongerCounted.count).toBe(0)
    expect((await keeper.post('/api/children/evaluate', { asOf: '2026-11-01' })).body.error.code).toBe(
      'not-allowed-now',
    )
    expect(
      (await keeper.post('/api/children/evaluate', { asOf: '2027-01-01' })).body.error.fields[0].code,
    ).toBe('in-future')
  })

  it('decisions at the same time wait for each other: each status begins once', async () => {
    const ids = [await pupil('林小满', { from: '2026-03-01' }), await pupil('周禾', { from: '2026-03-01' })]
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    const member = (id: string) =>
      keeper.post(`/api/children/${id}/members`, { id: newId(), relation: 'grandmother' })
    const answers = await Promise.all([
      choose(),
      keeper.post('/api/children/evaluate'),
      ...ids.map(member),
      choose(),
    ])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const [open] =
      await app.owner`select count(*)::int as statuses, count(distinct (pupil_id, definition_id))::int as different,
      (select count(*)::int from child_file where school_id = ${school.schoolId}) as files
      from child_status where school_id = ${school.schoolId} and to_on is null`
    expect(open).toEqual({ statuses: open?.['different'], different: open?.['different'], files: 2 })
  })

  it('a changed parameter is a new version; decisions under the old one end and stay readable', async () => {
    const id = await pupil('周禾', { from: '2026-11-01' })
    await choose()
    expect((await principal.get('/api/children')).body.total).toBe(0)
    const changed = await choose(principal, { params: { minMonthsAway: 0 } })
    expect(changed.body).toMatchObject({ filesOpened: 1 })
    expect((await choose()).body.error).toEqual({ code: 'version-conflict', params: { version: 2 } })
    expect((await choose(principal, { version: 2, params: { minMonthsAway: 6 } })).status).toBe(200)
    const file = (await principal.get(`/api/children/${id}`)).body
    const periods = file.history.filter((one: { key: string }) => one.key === 'plan1')
    expect(periods).toMatchObject([{ version: 2, ended: { because: 'definitionReplaced' } }])
    expect(
      (await choose(principal, { version: 3, effectiveFrom: '2027-01-01' })).body.error.fields[0].code,
    ).toBe('in-future')
    expect((await choose(principal, { key: 'unknown' })).body.error.fields[0].code).toBe('unknown-reference')
  })
})

describe('lists', () => {
  it('H-02: show masked numbers only, 50 a page, by class and name', async () => {
    const id = await pupil('林小满', { from: '2026-03-01' })
    await sealInto(id)
    for (let i = 0; i < 52; i++) await pupil(`许${'甲乙丙丁戊己庚辛'.charAt(i % 8)}`, { where: 2 })
    await choose()
    const list = await principal.get('/api/children')
    expect(list.body).toMatchObject({ total: 1, size: 50, page: 1 })
    expect(list.body.rows[0]).toMatchObject({
      name: '林小满',
      className: '三年级(1)班',
      age: 9,
      statusTags: expect.arrayContaining(['plan1', 'recording', 'education']) as string[],
      fileState: 'open',
      phoneMasked: '194****5678',
      missing: 3,
      carerNow: null,
    })
    const all = await principal.get('/api/children?view=all&page=2')
    expect([all.body.total, all.body.rows.length]).toEqual([53, 3])
    // Ids may have as many digits in a row by chance.
    const texts = JSON.stringify([list.body, all.body]).replaceAll(/[0-9a-f-]{36}/g, '')
    expect(texts).not.toMatch(/\d{11}|\d{17}/)
    expect((await principal.get(`/api/children?view=all&classId=${classId(1)}`)).body.total).toBe(1)
  })

  it('finds names by characters, pinyin and initials within the reach of the person only', async () => {
    await pupil('林小满')
    const other = await pupil('单晓曼', { where: 2 })
    const search = async (person: Person, q: string) =>
      names((await person.post('/api/children/search', { view: 'all', q })).body)
    expect(await search(principal, '满')).toEqual(['林小满'])
    expect(await search(principal, 'xm')).toEqual(['林小满', '单晓曼'])
    expect(await search(principal, 'shanx')).toEqual(['单晓曼'])
    expect(await search(principal, '%')).toEqual([])
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: classId(1) })
    expect(await search(teacher, 'xm')).toEqual(['林小满'])
    expect((await teacher.get(`/api/children/${other}`)).body).toEqual({ error: { code: 'not-found' } })
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: other })
    expect(await search(helper, 'xm')).toEqual(['单晓曼'])
  })

  it('F01, F04, H-03: share, complete files and urgent cases of the pupils the person reaches', async () => {
    const one = await pupil('林小满', { from: '2026-03-01' })
    const two = await pupil('周禾', { from: '2026-03-01', where: 2 })
    await pupil('许明')
    await sealInto(one)
    await app.owner`update pupil set address_sealed = '\\x01' where id = ${one}`
    await choose()
    await app.owner`update child_file set keeper_id = ${principal.userId} where pupil_id = ${one}`
    for (const [id, kind] of [
      [one, 'grandparent'],
      [two, 'nobody'],
    ] as const)
      await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, from_on) values (${school.schoolId}, ${newId()}, ${id}, ${kind}, ${kind}, '2026-09-01')`
    expect((await principal.get('/api/children/summary')).body).toEqual({
      definition: { key: 'plan1', version: 1 },
      pupils: 3,
      listed: 2,
      sharePercent: 66.7,
      toVerify: { count: 0, ids: [] },
      files: { complete: 1, listed: 2, percent: 50, gap: 1 },
      urgent: { count: 1, ids: [two] },
      noLongerCounted: { count: 0, ids: [] },
    })
    expect(names((await principal.get('/api/children?only=urgent')).body)).toEqual(['周禾'])
    expect(names((await principal.get('/api/children?only=incomplete')).body)).toEqual(['周禾'])
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: classId(1) })
    expect((await teacher.get('/api/children/summary')).body).toMatchObject({
      pupils: 2,
      listed: 1,
      urgent: { count: 0 },
    })
  })
})

describe('care file', () => {
  it('leaves one entry for each look, none for a child that was not reached', async () => {
    const id = await pupil('林小满')
    const elsewhere = await makePupil(app.owner, await makeSchool(app.owner))
    expect((await principal.get(`/api/children/${elsewhere}`)).status).toBe(404)
    await principal.get(`/api/children/${id}`)
    const file = await principal.get(`/api/children/${id}`)
    expect(file.body).toMatchObject({
      seenBy: 1,
      basics: { name: '林小满', idMasked: null },
      file: null,
      archive: { complete: false, opened: false, missing: ['address', 'contact', 'carer', 'keeper'] },
      clearsPercent: 0,
      may: { changeFile: true, changeBasics: false, closeFile: true, revealId: true },
    })
    const entries =
      await app.owner`select action, pupil_id from audit_entry where school_id = ${school.schoolId} and action = 'read'`
    expect(entries).toEqual([
      { action: 'read', pupil_id: id },
      { action: 'read', pupil_id: id },
    ])
  })

  it('merges changes of different fields and gives mine and theirs for the same one', async () => {
    const id = await pupil('林小满', { from: '2026-03-01' })
    await choose()
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: classId(1) })
    const url = `/api/children/${id}/file`
    expect((await patch(principal, url, { version: 1, fields: { character: '安静' } })).body).toEqual({
      version: 2,
    })
    expect((await patch(teacher, url, { version: 1, fields: { interests: '画画' } })).body).toEqual({
      version: 3,
    })
    const conflict = await patch(teacher, url, { version: 1, fields: { character: '活泼', goals: '多说话' } })
    expect(conflict.status).toBe(409)
    expect(conflict.body.error).toEqual({
      code: 'version-conflict',
      params: { version: 3 },
      fields: [
        { path: 'fields.character', code: 'changed-meanwhile', params: { mine: '活泼', theirs: '安静' } },
      ],
    })
    expect(
      (
        await patch(teacher, url, {
          version: 3,
          fields: { character: '活泼', goals: '多说话' },
          keeperId: newId(),
        })
      ).body.error.fields,
    ).toEqual([{ path: 'keeperId', code: 'unknown-reference' }])
    expect(
      (await patch(teacher, url, { version: 3, fields: { character: '活泼' }, keeperId: teacher.userId }))
        .body,
    ).toEqual({ version: 4 })
    expect((await principal.get(`/api/children/${id}`)).body.file).toMatchObject({
      fields: { character: '活泼', interests: '画画' },
      keeperId: teacher.userId,
    })
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: id })
    expect((await patch(helper, url, { version: 4, fields: { goals: 'x' } })).status).toBe(403)
  })

  it('seals phone and address, shows both masked, and a conflict does too', async () => {
    const id = await pupil('林小满')
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    const url = `/api/children/${id}`
    const change = {
      version: 1,
      phone: '194-1234 5678',
      address: '青禾县柳河镇大湾村3组12号',
      boarding: true,
    }
    expect((await patch(keeper, url, change)).body).toEqual({ version: 2 })
    expect((await patch(keeper, url, { ...change, version: 2, boarding: undefined })).body).toEqual({
      version: 2,
    })
    expect((await patch(keeper, url, { version: 2, phone: '123' })).body.error.fields).toEqual([
      { path: 'phone', code: 'phone-invalid' },
    ])
    const conflict = await patch(keeper, url, { version: 1, phone: '15412340000' })
    expect(conflict.body.error.fields[0].params).toEqual({ mine: '154****0000', theirs: '194****5678' })
    const { basics } = (await keeper.get(url)).body
    expect(basics).toMatchObject({
      phoneMasked: '194****5678',
      addressMasked: '青禾县柳河镇大湾村***',
      boarding: true,
    })
    const [row] = await app.owner`select phone_sealed, address_sealed from pupil where id = ${id}`
    expect(String(row?.['phone_sealed']).includes('19412345678')).toBe(false)
  })

  it('H-02: reveals one value with a reason on record, ID numbers to the keepers of registers only', async () => {
    const id = await pupil('林小满')
    await sealInto(id)
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: classId(1) })
    const url = `/api/children/${id}/reveal`
    expect((await teacher.post(url, { field: 'phone', reason: 'call' })).body).toEqual({
      value: '19412345678',
    })
    expect((await teacher.post(url, { field: 'phone' })).body.error.fields[0].path).toBe('reason')
    expect((await teacher.post(url, { field: 'idNumber', reason: 'form' })).status).toBe(403)
    expect((await principal.post(url, { field: 'idNumber', reason: 'form' })).body).toEqual({
      value: '529901201705041239',
    })
    expect((await principal.post(url, { field: 'address', reason: 'visit' })).body.error.code).toBe(
      'not-allowed-now',
    )
    expect(
      (await principal.post(url, { field: 'memberPhone', recordId: newId(), reason: 'call' })).status,
    ).toBe(404)
    const log =
      await app.owner`select detail from audit_entry where school_id = ${school.schoolId} and action = 'reveal' order by seq`
    expect(log.map(({ detail }) => JSON.parse(detail as string) as unknown)).toEqual([
      { field: 'phone', reason: 'call' },
      { field: 'idNumber', reason: 'form' },
    ])
  })
})

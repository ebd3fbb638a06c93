import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  child = await makePupil(app.owner, school)
  await principal.post('/api/definitions', {
    key: 'ruralUnder16',
    version: 1,
    primary: true,
    effectiveFrom: '2026-09-01',
  })
})

const patch = (path: string, payload: object) =>
  teacher.request({ method: 'PATCH', url: `/api/children/${child}/${path}`, payload })
const post = (path: string, payload: object) => teacher.post(`/api/children/${child}/${path}`, payload)
const file = async () => (await teacher.get(`/api/children/${child}`)).body

async function parent(relation: string, over: object = {}): Promise<string> {
  const id = newId()
  expect((await post('members', { id, relation, ...over })).body).toEqual({ version: 1 })
  return id
}

describe('family', () => {
  it('K-17: an absence puts the child on the list at once, its end takes it off, both with reasons', async () => {
    const father = await parent('father', { phone: '194 1111 2222', address: '广东省东莞市虎门镇1号' })
    await parent('mother')
    const absence = newId()
    expect(
      (await post(`members/${father}/absences`, { id: absence, from: '2026-03-01', to: null, place: '东莞' }))
        .status,
    ).toBe(200)
    const away = await file()
    expect(away.members[0]).toMatchObject({
      relation: 'father',
      awayNow: true,
      phoneMasked: '194****2222',
      absences: [{ place: '东莞' }],
    })
    expect(JSON.stringify(away)).not.toContain('19411112222')
    expect(away.file).toMatchObject({ openedOn: '2026-11-23' })
    const statusOf = (body: { history: { key: string }[] }) =>
      body.history.find(({ key }) => key === 'ruralUnder16')
    expect(statusOf(away)).toMatchObject({ result: 'counted', kind: 'oneAway', from: '2026-09-01', to: null })
    expect((await patch(`absences/${absence}`, { version: 1, to: '2026-10-01' })).body).toEqual({
      version: 2,
    })
    const back = await file()
    // 15 days at home are still part of the absence (K-11).
    expect(statusOf(back)).toMatchObject({ to: '2026-10-15', ended: { because: 'noLonger' } })
    expect((await patch(`absences/${absence}`, { version: 1, to: null })).body.error).toEqual({
      code: 'version-conflict',
      params: { version: 2 },
    })
    const [row] =
      await app.owner`select count(*)::int as n from audit_entry where pupil_id = ${child} and entity = 'absence'`
    expect(row?.['n']).toBe(2)
  })

  it('K-10: times away of one parent do not overlap and end after they begin', async () => {
    const father = await parent('father')
    const add = async (from: string | null, to: string | null) =>
      (await post(`members/${father}/absences`, { id: newId(), from, to })).body.error?.fields
    expect(await add('2025-03-01', '2025-12-20')).toBeUndefined()
    expect(await add('2025-12-20', '2026-01-10')).toBeUndefined()
    expect(await add('2025-12-01', null)).toEqual([{ path: 'from', code: 'overlaps' }])
    expect(await add(null, '2025-01-01')).toBeUndefined()
    expect(await add('2026-03-01', '2026-02-01')).toEqual([{ path: 'to', code: 'before-start' }])
    expect(
      (await post(`members/${newId()}/absences`, { id: newId(), from: '2026-01-01', to: null })).status,
    ).toBe(404)
  })

  it('a new carer ends the one before on the day before; sent twice, filed once', async () => {
    const grandmother = await parent('grandmother', { name: '测试奶奶', phone: '19433334444' })
    const first = {
      id: newId(),
      kind: 'grandparent',
      relation: 'grandmother',
      memberId: grandmother,
      from: '2026-09-01',
    }
    expect((await post('carers', first)).body).toEqual({ version: 1 })
    expect((await post('carers', first)).body).toEqual({ version: 1 })
    const second = {
      id: newId(),
      kind: 'uncertain',
      relation: 'uncertain',
      from: '2026-11-10',
      reason: '奶奶住院',
    }
    expect((await post('carers', second)).status).toBe(200)
    const { carers, carerNowId } = await file()
    expect(carerNowId).toBe(second.id)
    expect(carers).toMatchObject([
      { id: second.id, from: '2026-11-10', to: null },
      { id: first.id, from: '2026-09-01', to: '2026-11-09' },
    ])
    const wrong = async (over: object) =>
      (await post('carers', { ...second, id: newId(), ...over })).body.error.fields
    expect(await wrong({ from: '2026-11-01' })).toEqual([{ path: 'from', code: 'overlaps' }])
    expect(await wrong({ from: '2026-12-01' })).toEqual([{ path: 'from', code: 'in-future' }])
    expect(await wrong({ from: '2026-11-20', memberId: newId() })).toEqual([
      { path: 'memberId', code: 'unknown-reference' },
    ])
    expect(
      (
        await patch(`carers/${second.id}`, {
          version: 1,
          kind: 'relative',
          relation: 'fathersSister',
          phone: '19455556666',
        })
      ).body,
    ).toEqual({
      version: 2,
    })
    expect((await file()).carers[0]).toMatchObject({ kind: 'relative', phoneMasked: '194****6666' })
    const reveal = await teacher.post(`/api/children/${child}/reveal`, {
      field: 'carerPhone',
      recordId: second.id,
      reason: 'call',
    })
    expect(reveal.body).toEqual({ value: '19455556666' })
  })

  it('a family of another class does not exist; a helping teacher reads and does not write', async () => {
    const other = await makePupil(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    expect(
      (await teacher.post(`/api/children/${other}/members`, { id: newId(), relation: 'father' })).status,
    ).toBe(404)
    const member = await parent('father')
    expect(
      (await patch(`members/${member}`, { version: 1, state: 'unknown', bestTime: '晚上八点后' })).body,
    ).toEqual({ version: 2 })
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    expect((await helper.get(`/api/children/${child}`)).status).toBe(200)
    expect(
      (await helper.post(`/api/children/${child}/members`, { id: newId(), relation: 'mother' })).status,
    ).toBe(403)
  })

  it('what cannot be true of a person is refused with its field; a word of a roster is kept', async () => {
    const wrong = async (over: object, path = 'members') =>
      (await post(path, { id: newId(), relation: 'father', ...over })).body.error?.fields
    expect(await wrong({ relation: '火星人' })).toEqual([{ path: 'relation', code: 'invalid' }])
    expect(await wrong({ bornOn: '2050-01-01' })).toEqual([{ path: 'bornOn', code: 'in-future' }])
    expect(await wrong({ bornOn: '1899-12-31' })).toEqual([{ path: 'bornOn', code: 'too-far' }])
    expect(await wrong({ phoneVerifiedOn: '2026-11-24' })).toEqual([
      { path: 'phoneVerifiedOn', code: 'in-future' },
    ])
    expect(await wrong({ kind: 'friend', relation: '火星人' }, 'carers')).toEqual([
      { path: 'relation', code: 'invalid' },
    ])
    expect(await wrong({ kind: 'friend', relation: '其他' }, 'carers')).toBeUndefined()
    const neighbour = await parent('其他', { bornOn: '1950-05-05' })
    await app.owner`update family_member set relation = '邻居' where id = ${neighbour}`
    const kept = await patch(`members/${neighbour}`, { version: 1, relation: '邻居', name: '测试邻居' })
    expect(kept.status).toBe(200)
    const changed = await patch(`members/${neighbour}`, { version: 2, relation: '火星人' })
    expect(changed.body.error.fields).toEqual([{ path: 'relation', code: 'invalid' }])
  })
})

it('a carer sent with an id that is in use ends nobody’s care: what fails changes nothing', async () => {
  const other = await makePupil(app.owner, school)
  const carer = { kind: 'grandparent', relation: 'grandmother', from: '2026-10-01' }
  const taken = newId()
  expect((await teacher.post(`/api/children/${other}/carers`, { ...carer, id: taken })).status).toBe(200)
  expect((await post('carers', { ...carer, id: newId() })).status).toBe(200)
  const again = await post('carers', { ...carer, id: taken, from: '2026-11-20' })
  expect(again.body.error.code).toBe('already-exists')
  const rows = await app.owner`select to_on from carer where pupil_id = ${child}`
  expect(rows.map((row) => row['to_on'])).toEqual([null])
})

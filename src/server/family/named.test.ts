import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { sealFamilies } from '#server/seal-plain-text.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
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
  const classId = school.classes['三年级(1)班'] ?? ''
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  child = await makeAwayChild(app.owner, school)
})

const path = (id = child) => `/api/children/${id}/named-contacts`
const second = (over: object = {}) => ({
  id: newId(),
  kind: 'second',
  name: '测试邻居',
  relation: '邻居',
  phone: '19412345678',
  ...over,
})
const director = (over: object = {}) => ({
  id: newId(),
  kind: 'villageDirector',
  name: '测试主任',
  phone: '19487654321',
  ...over,
})
const card = async (id = child) => (await teacher.get(`/api/children/${id}/contact-card`)).body
interface Line {
  id: string
  relation: string
  phoneMasked: string | null
  named: { kind: string; version: number } | null
}
const named = async (id = child): Promise<Line[]> =>
  (await card(id)).people.filter((one: Line) => one.named !== null)
const patch = (id: string, payload: object) =>
  teacher.request({ method: 'PATCH', url: `${path()}/${id}`, payload })

describe('whom else one can ring for a child (联系卡)', () => {
  it('a second contact and the village children’s director stand on the card, the number sealed and masked', async () => {
    const one = second({ phoneVerifiedOn: '2026-11-01', bestTime: '晚上' })
    expect((await teacher.post(path(), one)).body).toEqual({ version: 1 })
    // Sent twice, named once.
    expect((await teacher.post(path(), one)).body).toEqual({ version: 1 })
    expect((await teacher.post(path(), director())).status).toBe(200)
    expect(await named()).toMatchObject([
      { relation: '邻居', phoneMasked: '194****5678', named: { kind: 'second', version: 1 }, mayRing: true },
      { relation: 'villageDirector', phoneMasked: '194****4321', verifiedOn: null },
    ])
    const [row] = await app.owner`select n::text as text from contact_named n where id = ${one.id}`
    expect(row?.['text']).not.toContain('19412345678')
    const reveal = { field: 'namedPhone', recordId: one.id, reason: 'call' }
    expect((await teacher.post(`/api/children/${child}/reveal`, reveal)).body).toEqual({
      value: '19412345678',
    })
    const print = (await teacher.post(`/api/children/${child}/contact-card/print`, {})).body
    expect(JSON.stringify(print.people)).toContain('19412345678')
    expect(JSON.stringify(print.people)).toContain('19487654321')
  })

  it('at most one director and two second contacts; of a second contact it is said who it is', async () => {
    const fault = async (body: object) => (await teacher.post(path(), body)).body.error?.fields
    expect(await fault(second({ relation: null }))).toEqual([{ path: 'relation', code: 'required' }])
    expect(await fault(second({ phone: '123' }))).toMatchObject([{ path: 'phone' }])
    expect(await fault(second({ phoneVerifiedOn: '2027-01-01' }))).toEqual([
      { path: 'phoneVerifiedOn', code: 'in-future' },
    ])
    expect(await fault(second())).toBeUndefined()
    expect(await fault(second())).toBeUndefined()
    expect(await fault(second())).toEqual([{ path: 'kind', code: 'too-many' }])
    expect(await fault(director())).toBeUndefined()
    expect(await fault(director())).toEqual([{ path: 'kind', code: 'too-many' }])
    const [first] = await named()
    expect((await patch(first?.id ?? '', { version: 1, ended: true })).status).toBe(200)
    expect(await fault(second())).toBeUndefined()
    expect((await patch(first?.id ?? '', { version: 2, name: '测试' })).status).toBe(404)
  })

  it('is confirmed in the round like the others; a dead number is offered no more, a new one is', async () => {
    const one = second()
    await teacher.post(path(), one)
    const check = (over: object) =>
      teacher.post(`/api/children/${child}/contact-card/check`, { way: 'phone', ...over })
    expect((await check({ confirmed: [one.id] })).status).toBe(200)
    expect(await named()).toMatchObject([{ verifiedOn: '2026-11-23', mayRing: true, stale: false }])
    await check({ dead: [one.id] })
    expect(await named()).toMatchObject([{ deadOn: '2026-11-23', mayRing: false }])
    const version = (await named())[0]?.named?.version ?? 0
    expect((await patch(one.id, { version, phone: '19400001111' })).status).toBe(200)
    expect(await named()).toMatchObject([{ deadOn: null, phoneMasked: '194****1111', mayRing: true }])
    expect((await patch(one.id, { version, name: '别人' })).body.error.code).toBe('version-conflict')
    const { history } = await card()
    expect(history[0]).toMatchObject({ relation: '邻居', phoneWas: '194****5678', phoneIs: '194****1111' })
  })

  it('a director is named for the whole village: children with a file, within reach, who have none', async () => {
    const { schoolId } = school
    const other = school.classes['三年级(2)班'] ?? ''
    const near = await makePupil(app.owner, school, { name: '周田田' })
    const unfiled = await makePupil(app.owner, school, { name: '周禾禾' })
    const far = await makePupil(app.owner, school, { name: '周苗苗', classId: other })
    for (const id of [child, near, far])
      await app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${schoolId}, ${newId()}, ${id}, '2026-09-01')`
    await app.owner`update pupil set village = '测试村' where school_id = ${schoolId}`
    await teacher.post(path(), director({ wholeVillage: true }))
    const holders = await app.owner`select pupil_id from contact_named where school_id = ${schoolId}`
    const ids = holders.map((row) => String(row['pupil_id'])).toSorted()
    expect(ids).toEqual([child, near].toSorted())
    expect(ids).not.toContain(unfiled)
    // Each sealed for itself: the copy opens as well.
    const [copy] = await named(near)
    const reveal = { field: 'namedPhone', recordId: copy?.id, reason: 'call' }
    expect((await teacher.post(`/api/children/${near}/reveal`, reveal)).body.value).toBe('19487654321')
  })
})

describe('words about a family (Part 8, H-06)', () => {
  it('why somebody is away, how somebody is and why somebody cares lie under seal and are read as before', async () => {
    const father = (await teacher.get(`/api/children/${child}`)).body.members[0]
    await teacher.request({
      method: 'PATCH',
      url: `/api/children/${child}/members/${father.id}`,
      payload: { version: 1, health: '腰不好' },
    })
    const away = father.absences[0]
    await teacher.request({
      method: 'PATCH',
      url: `/api/children/${child}/absences/${away.id}`,
      payload: { version: away.version, note: '在医院陪护', callsOften: 'weekly' },
    })
    const carer = {
      id: newId(), kind: 'grandparent', relation: 'grandmother', health: '高血压', reason: '爸妈都在外面',
    } // prettier-ignore
    await teacher.post(`/api/children/${child}/carers`, carer)
    const file = (await teacher.get(`/api/children/${child}`)).body
    expect(file.members[0]).toMatchObject({ health: '腰不好' })
    expect(file.members[0].absences[0]).toMatchObject({ note: '在医院陪护', callsOften: 'weekly' })
    expect(file.carers[0]).toMatchObject({ health: '高血压', reason: '爸妈都在外面' })
    const [dump] = await app.owner`select
      (select string_agg(m::text, '') from family_member m) || (select string_agg(a::text, '') from absence a) ||
      (select string_agg(c::text, '') from carer c) as text`
    for (const word of ['腰不好', '在医院陪护', '高血压', '爸妈都在外面'])
      expect(dump?.['text']).not.toContain(word)
    // Saved again with the same words nothing is said to have changed.
    const { history } = (await teacher.get(`/api/children/${child}/contact-card`)).body
    const saved = (await teacher.get(`/api/children/${child}`)).body.members[0]
    await teacher.request({
      method: 'PATCH',
      url: `/api/children/${child}/members/${father.id}`,
      payload: { version: saved.version, health: '腰不好', occupation: saved.occupation },
    })
    expect((await card()).history).toHaveLength(history.length)
  })

  it('words of before are sealed at the next start, once, and the plain columns go', async () => {
    const [father] = await app.owner`select id from family_member where pupil_id = ${child} limit 1`
    const carer = newId()
    await app.owner`insert into carer (school_id, id, pupil_id, kind, relation) values (${school.schoolId}, ${carer}, ${child}, 'grandparent', 'grandmother')`
    await app.owner`alter table absence add column note text`
    await app.owner`alter table family_member add column health text`
    await app.owner`alter table carer add column health text, add column reason text`
    await app.owner`update absence set note = '旧的说明' where pupil_id = ${child}`
    await app.owner`update family_member set health = '旧的身体' where id = ${String(father?.['id'])}`
    await app.owner`update carer set health = '旧的毛病', reason = '旧的原因' where id = ${carer}`
    expect(await sealFamilies(app.owner, app.deps.vault)).toBe(3)
    expect(await sealFamilies(app.owner, app.deps.vault)).toBe(0)
    const file = (await teacher.get(`/api/children/${child}`)).body
    expect(file.members[0]).toMatchObject({ health: '旧的身体' })
    expect(file.members[0].absences[0]).toMatchObject({ note: '旧的说明' })
    expect(file.carers[0]).toMatchObject({ health: '旧的毛病', reason: '旧的原因' })
    const left = await app.owner`select attname from pg_attribute
      where attrelid in ('absence'::regclass, 'family_member'::regclass, 'carer'::regclass)
        and attname in ('note', 'health', 'reason') and not attisdropped`
    expect(left).toHaveLength(0)
  })

  it('H-04, H-11: somebody who must be kept away is not rung or printed for being written down once more', async () => {
    const { schoolId } = school
    await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, no_contact)
      values (${schoolId}, ${newId()}, ${child}, 'stepFather', '测试继父', 'court')`
    const numbered = newId()
    await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, phone_masked, no_contact)
      values (${schoolId}, ${numbered}, ${child}, 'fathersYoungerBrother', '测试叔叔', '194****5678', 'court')`
    const byName = second({ name: '测试继父', phone: '19455556666' })
    const byNumber = second({ name: '别的名字' })
    for (const one of [byName, byNumber]) expect((await teacher.post(path(), one)).status).toBe(200)
    for (const one of await named())
      expect(one).toMatchObject({ mayRing: false, noContact: { reason: 'court' } })
    const printed = (await teacher.post(`/api/children/${child}/contact-card/print`, {})).body
    expect(JSON.stringify(printed)).not.toMatch(/19455556666|19412345678/)
    const ids = printed.people.map((one: { id: string }) => one.id)
    for (const { id } of [byName, byNumber]) {
      expect(ids).not.toContain(id)
      const call = { field: 'namedPhone', recordId: id, reason: 'call' }
      expect((await teacher.post(`/api/children/${child}/reveal`, call)).body.error.code).toBe(
        'not-allowed-now',
      )
    }
  })
})

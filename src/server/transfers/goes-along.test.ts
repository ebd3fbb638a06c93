import { createHash } from 'node:crypto'
import sharp from 'sharp'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealPart } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { sealAgreed, sealNote } from '#server/pairing/service.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let number = 400
let from: School
let to: School
let [child, other, target]: Place[] = []
let sender: Person
let receiver: Person
let counsellor: Person
let newCounsellor: Person
const TODAY = '2026-11-23'
/** Everything one can look at of a child. */
const GONE = [
  '',
  '/file',
  '/print',
  '/agreements',
  '/pairings',
  '/contact-card',
  '/carried',
  '/alerts',
  '/siblings',
  '/timeline',
  '/cards',
]
const idOf = (one: Place | undefined): string => one?.pupilId ?? ''
const path = (rest = ''): string => `/api/children/${idOf(child)}${rest}`
const place = (school: School): Promise<Place> => makePlace(app.owner, school, ++number)

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;[from, to] = [await makeWorldSchool(app.owner), await makeWorldSchool(app.owner)]
  await app.owner`update unit set name = '青石小学' where id = ${from.schoolId}`
  await app.owner`update unit set name = '白鹭小学' where id = ${to.schoolId}`
  ;[child, other, target] = [await place(from), await place(from), await place(to)]
  sender = await app.signIn({ schoolId: from.schoolId, role: 'principal' })
  counsellor = await app.signIn({ schoolId: from.schoolId, role: 'counsellor' })
  receiver = await app.signIn({ schoolId: to.schoolId, role: 'principal' })
  newCounsellor = await app.signIn({ schoolId: to.schoolId, role: 'counsellor' })
})

async function transfer(): Promise<void> {
  const id = newId()
  const asked = { id, pupilId: idOf(child), toSchoolId: to.schoolId, note: '' }
  expect((await sender.post('/api/transfers', asked)).status).toBe(200)
  const classId = target?.classId ?? ''
  expect((await receiver.post(`/api/transfers/${id}/accept`, { classId })).status).toBe(200)
}

const ok = async (answer: Promise<Answer>): Promise<Answer> => {
  const { status, body, ...rest } = await answer
  expect([status, body.error]).toEqual([200, undefined])
  return { status, body, ...rest }
}

const write = (person: Person, version: number, fields: object) =>
  ok(person.request({ method: 'PATCH', url: path('/file'), payload: { version, fields } }))

async function upload(bytes: Buffer, owner: object): Promise<string> {
  const id = newId()
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  await ok(sender.post('/api/attachments', { id, owner, name: '户口本.jpg', size: bytes.length, sha256 }))
  await ok(
    sender.request({
      method: 'PATCH',
      url: `/api/attachments/${id}/upload?offset=0`,
      payload: bytes,
      headers: { 'content-type': 'application/octet-stream' },
    }),
  )
  await ok(sender.post(`/api/attachments/${id}/finish`))
  return id
}

const bytesOf = async (person: Person, id: string): Promise<{ status: number; bytes: Buffer }> => {
  const answer = await app.http.inject({
    method: 'GET',
    url: `/api/attachments/${id}/file`,
    headers: { cookie: person.cookie },
  })
  return { status: answer.statusCode, bytes: answer.rawPayload }
}

const entrusted = (carerId: string, memberId: string) => ({
  id: newId(),
  kind: 'entrusted',
  pupilId: idOf(child),
  from: '2026-11-01',
  to: '2027-08-31',
  parties: [
    { id: newId(), part: 'guardian', memberId },
    { id: newId(), part: 'carer', carerId },
  ],
  terms: { reason: '父母在外务工', duties: '照顾吃住', cost: '', contact: 'weekly' },
  declaration: { offence: false, addiction: false, neglect: false, unsuitable: false },
  toldSchoolOn: '2026-11-20',
  opinion: '我想跟姑姑住。',
})

/** A running pairing of the helper of the place with some children, with its note and the role it gave. */
async function pair(children: readonly string[], helper: Place | undefined): Promise<string> {
  const { schoolId } = from
  const id = newId()
  const agreed = sealAgreed(app.deps.vault, id, { activity: '读书', time: '周三', place: '', call: '' })
  await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on, trial_to)
    values (${schoolId}, ${id}, 'volunteer', ${agreed}, '2026-11-01', '2026-11-02', '2026-12-02')`
  await app.owner`insert into pairing_member (school_id, id, pairing_id, part, helper_id) values (${schoolId}, ${newId()}, ${id}, 'outside', ${helper?.helperId ?? ''})`
  for (const pupilId of children) {
    const member = newId()
    await app.owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id) values (${schoolId}, ${member}, ${id}, 'child', ${pupilId})`
    await app.owner`insert into pairing_consent (school_id, id, pairing_id, member_id, party, agreed, given_on) values (${schoolId}, ${newId()}, ${id}, ${member}, 'self', true, '2026-11-01')`
    await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, pairing_id, from_on) values (${schoolId}, ${newId()}, ${counsellor.userId}, 'helpingTeacher', ${pupilId}, ${id}, '2026-11-02')`
  }
  const review = newId()
  await app.owner`insert into pairing_review (school_id, id, pairing_id, held_on, result, goes_on, note_sealed, author_id)
    values (${schoolId}, ${review}, ${id}, '2026-11-20', 'well', true, ${sealNote(app.deps.vault, review, '很合得来')}, ${counsellor.userId})`
  return id
}

async function volunteer(helper: Place | undefined): Promise<Person> {
  const person = await app.signIn({ schoolId: from.schoolId, role: 'volunteer' })
  await app.owner`update helper set user_id = ${person.userId} where id = ${helper?.helperId ?? ''}`
  for (const kind of ['identity', 'record', 'training'])
    await app.owner`insert into helper_check (school_id, id, helper_id, kind, done_on, valid_to)
      values (${from.schoolId}, ${newId()}, ${helper?.helperId ?? ''}, ${kind}, '2026-09-01', '2027-08-31')`
  return person
}

describe('what goes along', () => {
  it('the file with all fields, the goals and what was confirmed; the old school is answered 404', async () => {
    const line = child?.ownFieldId ?? ''
    await write(sender, 1, {
      [`own.${line}`]: '东线',
      character: '慢热',
      allergies: '花生',
      guardianship: 'fair',
    })
    await write(counsellor, 2, { needMind: '想多说说话' })
    const goal = {
      id: newId(),
      goal: 'guarded',
      state: 'met',
      toldBy: 'child',
      on: TODAY,
      evidence: '姑姑每天接送',
    }
    await ok(counsellor.post(path('/goals'), goal))
    await ok(counsellor.post(path('/renewal'), { sections: ['family'] }))
    await transfer()
    const { file } = (await newCounsellor.get(path())).body
    expect(file.fields).toEqual({
      [`own.${line}`]: '东线',
      character: '慢热',
      allergies: '花生',
      guardianship: 'fair',
      needMind: '想多说说话',
    })
    expect((await receiver.get(path())).body.file.fields).not.toHaveProperty('needMind')
    const { fields } = (await receiver.get('/api/own-fields')).body
    expect(fields.filter(({ fieldId }: { fieldId: string }) => fieldId === line)).toMatchObject([
      { retired: true },
    ])
    const record = (await newCounsellor.get(path('/file'))).body
    expect(JSON.stringify(record)).toContain('姑姑每天接送')
    for (const person of [sender, counsellor])
      for (const rest of GONE) expect([rest, (await person.get(path(rest))).status]).toEqual([rest, 404])
    const url = `/api/attachments?kind=child&id=${idOf(child)}`
    expect([(await receiver.get(url)).status, (await sender.get(url)).status]).toEqual([200, 404])
    const left = await app.owner`select id from child_file_part where school_id = ${from.schoolId}`
    expect(left).toEqual([])
  })

  it('attachments byte by byte, and agreements in the words and with the school they were signed with', async () => {
    const photo = await sharp({ create: { width: 600, height: 400, channels: 3, background: '#88aa66' } })
      .jpeg()
      .toBuffer()
    const scan = await upload(photo, { kind: 'child', id: idOf(child) })
    const before = await bytesOf(sender, scan)
    const text = { id: newId(), kind: 'entrusted', version: 0, title: '我校委托协议', body: '第一条。' }
    await ok(sender.post('/api/agreement-texts', text))
    await ok(receiver.post('/api/agreement-texts', { ...text, id: newId(), title: '别的协议' }))
    await app.owner`update carer set kind = 'relative', relation = 'fathersSister', name = '测试姑', born_on = '1980-01-01', legal_basis = 'entrusted' where id = ${child?.carerId ?? ''}`
    const agreement = entrusted(child?.carerId ?? '', child?.memberId ?? '')
    await ok(counsellor.get(path()))
    await ok(sender.post('/api/agreements', agreement))
    const paper = await upload(photo, { kind: 'agreement', id: agreement.id })
    await transfer()
    for (const id of [scan, paper]) {
      const there = await bytesOf(receiver, id)
      expect([there.status, there.bytes.equals(before.bytes)]).toEqual([200, true])
      expect((await bytesOf(sender, id)).status).toBe(404)
    }
    expect((await receiver.get(`/api/agreements/${agreement.id}`)).body.agreement).toMatchObject({
      state: 'toSign',
      endedOn: null,
      schoolName: '青石小学',
      text: { version: 1, title: '我校委托协议' },
      terms: { duties: '照顾吃住' },
      parties: [{ name: expect.any(String) }, { name: '测试姑' }],
    })
    const heard = (await newCounsellor.get(`/api/agreements/${agreement.id}`)).body.agreement
    expect(heard.opinion.text).toBe('我想跟姑姑住。')
    // What a teacher of the old school agreed with the home ends.
    const home = (await receiver.get(`/api/agreements/${child?.agreementId ?? ''}`)).body.agreement
    expect(home).toMatchObject({ state: 'ended', endedOn: TODAY, endReason: '转学' })
    for (const id of [agreement.id, child?.agreementId ?? ''])
      expect((await sender.get(`/api/agreements/${id}`)).status).toBe(404)
    const kept =
      await app.owner`select a.id from agreement a where a.school_id = ${from.schoolId} and a.pupil_id = ${idOf(child)}
      union all select f.id from attachment f where f.school_id = ${from.schoolId} and f.pupil_id = ${idOf(child)}`
    expect(kept).toEqual([])
  })

  it('pairings are history there; the volunteer sees nothing the same moment, other children keep theirs', async () => {
    const person = await volunteer(other)
    const [alone, shared] = [await pair([idOf(child)], other), await pair([idOf(child), idOf(other)], other)]
    const entrustedTo = async () => (await person.get('/api/my-card')).body.entrusted
    expect(await entrustedTo()).toHaveLength(2)
    await transfer()
    expect(await entrustedTo()).toMatchObject([{ id: shared, children: [{ givenName: expect.any(String) }] }])
    for (const id of [alone, shared]) {
      const { pairing } = (await receiver.get(`/api/pairings/${id}`)).body
      expect(pairing).toMatchObject({ state: 'ended', endKind: 'moved', agreed: { activity: '读书' } })
      expect(pairing.members.map(({ personId }: { personId: string }) => personId)).toEqual([idOf(child)])
      expect(pairing.consents).toMatchObject([{ agreed: true }, {}])
      expect(pairing.reviews).toHaveLength(id === alone ? 1 : 0)
    }
    expect((await sender.get(`/api/pairings/${alone}`)).status).toBe(404)
    const going = (await sender.get(`/api/pairings/${shared}`)).body.pairing
    expect(going.state).toBe('trial')
    expect(JSON.stringify(going)).not.toContain(idOf(child))
    const roles =
      await app.owner`select pupil_id from role_assignment where pairing_id = ${shared} and (to_on is null or to_on >= ${TODAY})`
    expect(roles.map((row) => row['pupil_id'])).toEqual([idOf(other)])
    // Back again: what goes on for the other child is not touched.
    const back = { id: newId(), pupilId: idOf(child), toSchoolId: from.schoolId, note: '' }
    await ok(receiver.post('/api/transfers', back))
    await ok(sender.post(`/api/transfers/${back.id}/accept`, { classId: child?.classId ?? '' }))
    expect((await sender.get(`/api/pairings/${shared}`)).body.pairing.state).toBe('trial')
    expect((await sender.get(`/api/pairings/${alone}`)).body.pairing.state).toBe('ended')
  })

  it('links are void at once, households and numbers that wait end with the old school', async () => {
    await app.owner`update contact_check set token_hash = ${Buffer.alloc(32, 7)}, member_id = ${child?.memberId ?? ''}, expires_at = '2026-12-20' where pupil_id = ${idOf(child)}`
    await app.owner`insert into household_place (school_id, id, household_id, pupil_id, from_on, confirmed_by)
      values (${from.schoolId}, ${newId()}, ${newId()}, ${idOf(child)}, '2026-09-01', ${sender.userId})`
    const links = () =>
      app.owner`select * from contact_link(${Buffer.alloc(32, 7)}, ${'2026-11-23T00:00:00Z'})`
    expect(await links()).toHaveLength(1)
    await transfer()
    expect(await links()).toHaveLength(0)
    const places =
      await app.owner`select school_id, to_on from household_place where pupil_id = ${idOf(child)}`
    expect(places.map((row) => ({ ...row }))).toEqual([{ school_id: to.schoolId, to_on: '2026-11-22' }])
    const waiting = await app.owner`select id from contact_proposal where pupil_id = ${idOf(child)}`
    expect(waiting).toEqual([])
  })
})

describe('what ends when a child leaves for a school outside', () => {
  it('pairings, agreements, links and numbers that wait; the file of the school stays whole', async () => {
    const person = await volunteer(other)
    const [alone, shared] = [await pair([idOf(child)], other), await pair([idOf(child), idOf(other)], other)]
    await app.owner`insert into child_file_part (school_id, id, pupil_id, tier, sealed)
      values (${from.schoolId}, ${newId()}, ${idOf(child)}, 'psych', ${sealPart(app.deps.vault, idOf(child), 'psych', { values: {}, written: {} })})`
    await app.owner`update contact_check set token_hash = ${Buffer.alloc(32, 8)}, expires_at = '2026-12-20' where pupil_id = ${idOf(child)}`
    await ok(sender.post(path('/leave'), { id: newId(), on: TODAY, to: '外县小学', reason: '' }))
    expect((await person.get('/api/my-card')).body.entrusted).toMatchObject([{ id: shared }])
    const pairings =
      await app.owner`select id, end_kind from pairing where id in (${alone}, ${shared}) order by id`
    expect(pairings.map((row) => row['end_kind'])).toEqual(['moved', null])
    const [agreement] = await app.owner`select ended_on from agreement where id = ${child?.agreementId ?? ''}`
    expect(agreement?.['ended_on']).toBe(TODAY)
    const [check] = await app.owner`select token_hash from contact_check where pupil_id = ${idOf(child)}`
    expect(check?.['token_hash']).toBeNull()
    const [proposal] = await app.owner`select state from contact_proposal where pupil_id = ${idOf(child)}`
    expect(proposal?.['state']).toBe('refused')
    const parts = await app.owner`select id from child_file_part where pupil_id = ${idOf(child)}`
    expect(parts).toHaveLength(1)
  })
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let child: string
let father: string
let grandmother: string
let aunt: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId } = school
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  child = await makePupil(app.owner, school)
  ;[father, grandmother, aunt] = [newId(), newId(), newId()]
  await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, is_guardian, born_on) values
    (${schoolId}, ${father}, ${child}, 'father', '测试父', null, '1988-01-01'),
    (${schoolId}, ${grandmother}, ${child}, 'grandmother', '测试奶', true, '1958-01-01'),
    (${schoolId}, ${aunt}, ${child}, 'fathersSister', '测试姑', null, '1980-01-01')`
})

interface Drawn {
  readonly id: string
  readonly parties: readonly {
    readonly id: string | undefined
    readonly part: string
    readonly memberId: string
  }[]
}
const draft = (parties: Drawn['parties']) => ({
  id: newId(),
  kind: 'entrusted',
  pupilId: child,
  from: '2026-11-01',
  to: '2027-08-31',
  parties,
  terms: { reason: '', duties: '', cost: '', contact: 'weekly' },
  declaration: { offence: false, addiction: false, neglect: false, unsuitable: false },
  opinion: '我愿意。',
})
const by = (guardian: string, carer = aunt) =>
  draft([
    { id: newId(), part: 'guardian', memberId: guardian },
    { id: newId(), part: 'carer', memberId: carer },
  ])
const drawUp = (input: object): Promise<Answer> => teacher.post('/api/agreements', input)
const faults = async (input: object): Promise<unknown> => (await drawUp(input)).body.error?.fields

async function kept(agreement: Drawn): Promise<string> {
  const attachmentId = newId()
  await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
    values (${school.schoolId}, ${attachmentId}, 'agreement', ${agreement.id}, ${child}, 'contact', ${teacher.userId}, ${app.deps.vault.seal('签字', `attachment.name:${attachmentId}`)}, 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
  return attachmentId
}

async function sign(agreement: Drawn, at: number, on = '2026-11-23', over: object = {}) {
  const attachmentId = await kept(agreement)
  const body = { partyId: agreement.parties[at]?.id, method: 'screen', attachmentId, on, ...over }
  return teacher.post(`/api/agreements/${agreement.id}/sign`, body)
}

it('H-21, X-17: a grandmother whom a roster calls guardian signs nothing while the father is one by law, but may be entrusted', async () => {
  expect(await faults(by(grandmother))).toEqual([{ path: 'parties.guardian', code: 'not-guardian' }])
  expect((await drawUp(by(father, grandmother))).status).toBe(200)
  await app.owner`update family_member set state = 'dead' where id = ${father}`
  expect((await drawUp(by(grandmother))).status).toBe(200)
})

it('H-21: a step-parent decides only where it is recorded', async () => {
  await app.owner`update family_member set relation = 'stepFather' where id = ${father}`
  expect(await faults(by(father))).toEqual([{ path: 'parties.guardian', code: 'not-guardian' }])
  await app.owner`update family_member set is_guardian = true where id = ${father}`
  expect((await drawUp(by(father))).status).toBe(200)
})

it('H-04, H-21: nobody whom the school must not contact signs for the child or is entrusted with it', async () => {
  const agreement = by(father)
  await drawUp(agreement)
  await app.owner`update family_member set no_contact = 'court' where id = any (${[father, aunt]})`
  expect(await faults(by(father))).toEqual([
    { path: 'parties.guardian', code: 'not-guardian' },
    { path: 'parties.carer', code: 'carer-barred', params: { bar: 'keptAway' } },
  ])
  expect((await sign(agreement, 0)).body.error.fields).toEqual([{ path: 'partyId', code: 'not-guardian' }])
  expect((await sign(agreement, 1)).body.error.fields).toMatchObject([{ params: { bar: 'keptAway' } }])
})

it('H-06, H-21: a bar on file counts whatever is declared, also one of an earlier time, and is not named', async () => {
  const agreement = by(father)
  await drawUp(agreement)
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, name, from_on, to_on, bars_sealed)
    values (${school.schoolId}, ${newId()}, ${child}, 'relative', 'fathersSister', '测试姑', '2025-01-01', '2025-06-30', ${Buffer.from('x')})`
  expect(await faults(by(father))).toEqual([
    { path: 'parties.carer', code: 'carer-barred', params: { bar: 'onRecord' } },
  ])
  expect((await sign(agreement, 1)).body.error.fields).toMatchObject([{ params: { bar: 'onRecord' } }])
  expect((await sign(agreement, 0)).status).toBe(200)
})

it('two at once draw up one agreement; an id in use is said, not broken on, and nothing half is left', async () => {
  const input = by(father)
  const both = await Promise.all([drawUp(input), drawUp(input)])
  expect(both.map(({ status }) => status)).toEqual([200, 200])
  const [guardian, carer] = by(father).parties
  const taken = draft([
    { part: 'guardian', memberId: father, id: input.parties[0]?.id },
    ...(carer ? [carer] : []),
  ])
  expect((await drawUp(taken)).body.error.code).toBe('already-exists')
  const same = draft([guardian, carer].flatMap((one) => (one ? [{ ...one, id: input.id }] : [])))
  expect(await faults(same)).toEqual([{ path: 'parties', code: 'not-unique' }])
  const rows = await app.owner`select id from agreement where pupil_id = ${child}`
  expect(rows.map(({ id }) => id)).toEqual([input.id])
})

it('a signature of another age is refused at the field', async () => {
  const agreement = by(father)
  await drawUp(agreement)
  for (const on of ['0001-01-01', '2025-10-31'])
    expect((await sign(agreement, 0, on)).body.error.fields).toEqual([{ path: 'on', code: 'too-far' }])
  expect((await sign(agreement, 0, '9999-12-31')).body.error.fields).toEqual([
    { path: 'on', code: 'in-future' },
  ])
})

it('H-04: of no other agreement is somebody to be kept away a party', async () => {
  await app.owner`update family_member set no_contact = 'safety' where id = ${aunt}`
  const home = {
    ...draft([]),
    kind: 'safetyHome',
    opinion: null,
    parties: [
      { id: newId(), part: 'teacher', userId: teacher.userId },
      { id: newId(), part: 'carer', memberId: aunt },
    ],
  }
  expect(await faults(home)).toEqual([{ path: 'parties.carer', code: 'kept-away' }])
})

it('H-21: what one person drew does not sign for another; one scanned paper may show both', async () => {
  const agreement = by(father)
  await drawUp(agreement)
  const attachmentId = await kept(agreement)
  expect((await sign(agreement, 0, undefined, { attachmentId })).status).toBe(200)
  const again = await sign(agreement, 1, undefined, { attachmentId })
  expect(again.body.error.fields).toEqual([{ path: 'attachmentId', code: 'not-unique' }])
  expect((await sign(agreement, 1, undefined, { attachmentId, method: 'paper' })).status).toBe(200)
})

it('a party that is gone from the file leaves it unsigned, never valid', async () => {
  const agreement = by(father)
  expect((await drawUp(agreement)).status).toBe(200)
  expect((await sign(agreement, 0)).status).toBe(200)
  await app.owner`delete from family_member where id = ${aunt}`
  const { body } = await teacher.get(`/api/agreements/${agreement.id}`)
  expect(body.agreement).toMatchObject({ state: 'toSign', parties: [{ part: 'guardian' }] })
})

it('H-06: a helping teacher reads that it ended; why, only those who keep it and the counsellor', async () => {
  const agreement = by(father)
  const { id } = agreement
  expect((await drawUp(agreement)).status).toBe(200)
  const reason = { version: 1, on: '2026-11-22', reason: '爸爸回家了' }
  expect((await teacher.post(`/api/agreements/${id}/end`, reason)).status).toBe(200)
  const { schoolId } = school
  const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  const read = async (who: Person) => (await who.get(`/api/agreements/${id}`)).body.agreement
  for (const who of [principal, teacher, counsellor])
    expect(await read(who)).toMatchObject({ endedOn: '2026-11-22', endReason: '爸爸回家了' })
  expect(await read(helper)).toMatchObject({ endedOn: '2026-11-22', endReason: null })
})

it('H-02: why and for what money is for those who keep it and the counsellor; a helper sees what was promised', async () => {
  const terms = { reason: '爸爸动了手术', duties: '照顾吃住和上学', cost: '每月寄钱', contact: 'weekly' }
  const agreement = { ...by(father), terms }
  expect((await drawUp(agreement)).status).toBe(200)
  const { schoolId } = school
  const read = async (who: Person) => (await who.get(`/api/agreements/${agreement.id}`)).body.agreement
  for (const who of [
    await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child }),
    await app.signIn({ schoolId, role: 'administrator' }),
  ])
    expect(await read(who)).toMatchObject({ terms: { ...terms, reason: '', cost: '' }, whole: false })
  for (const who of [
    teacher,
    await app.signIn({ schoolId, role: 'counsellor' }),
    await app.signIn({ schoolId, role: 'archiveKeeper' }),
  ])
    expect(await read(who)).toMatchObject({ terms, whole: true })
})

it('one who signs is one person: no second id stands behind the one that is checked', async () => {
  const { parties, ...rest } = by(father)
  const [guardian, carer] = parties
  for (const second of [{ userId: teacher.userId }, { carerId: newId() }])
    expect(await faults({ ...rest, parties: [{ ...guardian, ...second }, carer] })).toEqual([
      { path: 'parties.0', code: 'invalid' },
    ])
  expect((await drawUp({ ...rest, parties })).status).toBe(200)
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let helper: Person
let child: string
let father: string
let mother: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId } = school
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  helper = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(2)班'] ?? '' })
  const principal = await app.signIn({ schoolId, role: 'principal' })
  child = await makeAwayChild(app.owner, school)
  const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
  await principal.post('/api/plan', plan)
  const rows = await app.owner<
    { id: string }[]
  >`select id from family_member where pupil_id = ${child} order by relation`
  ;[father = '', mother = ''] = rows.map(({ id }) => id)
})

const codes = (answer: Answer): string[] =>
  (answer.body.error?.fields ?? []).map(({ code }: { code: string }) => code)
const pair = (id: string, members: object[]) => ({ id, kind: 'agentParent', members })
const two = (): [{ id: string }, { id: string }] => [
  { id: newId(), part: 'child', personId: child } as { id: string },
  { id: newId(), part: 'teacher', personId: helper.userId } as { id: string },
]
const start = (id: string) => teacher.post(`/api/pairings/${id}/start`, { trialTo: '2026-12-23' })

async function proposed() {
  const id = newId()
  const [own, grownUp] = two()
  expect((await teacher.post('/api/pairings', { pairings: [pair(id, [own, grownUp])] })).status).toBe(200)
  const say = (memberId: string, party: string, agreed: boolean, guardianId: string | null = null) =>
    teacher.post(`/api/pairings/${id}/consents`, { id: newId(), memberId, party, agreed, guardianId, givenOn: '2026-11-23' }) // prettier-ignore
  await say(own.id, 'self', true)
  await say(grownUp.id, 'self', true)
  const guardian = (who: string, agreed: boolean) => say(own.id, 'guardian', agreed, who)
  return { id, guardian }
}

it('H-21: of two guardians who disagree the no stands, also on the page, until the one who said it says yes', async () => {
  const { id, guardian } = await proposed()
  await guardian(father, false)
  const { pairing } = (await guardian(mother, true)).body
  const shown = pairing.consents.find(({ party }: { party: string }) => party === 'guardian')
  expect(shown.agreed).toBe(false)
  expect(codes(await start(id))).toEqual(['consent-refused'])
  await guardian(father, true)
  expect((await start(id)).status).toBe(200)
})

it('H-21: a yes of one who may no longer decide, or must not be contacted, begins nothing', async () => {
  const { id, guardian } = await proposed()
  await guardian(mother, true)
  await app.owner`update family_member set is_guardian = false where id = ${mother}`
  expect(codes(await start(id))).toEqual(['consent-missing'])
  await app.owner`update family_member set is_guardian = null, no_contact = 'court' where id = ${mother}`
  expect(codes(await start(id))).toEqual(['consent-missing'])
  expect(codes(await guardian(mother, true))).toEqual(['not-guardian'])
})

it('H-21, X-17: whom a roster calls guardian does not consent beside parents, nor a carer without a place in the family', async () => {
  const { guardian } = await proposed()
  const [grandmother, uncle] = [newId(), newId()]
  await app.owner`insert into family_member (school_id, id, pupil_id, relation, is_guardian) values (${school.schoolId}, ${grandmother}, ${child}, 'grandmother', true)`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, legal_basis) values (${school.schoolId}, ${uncle}, ${child}, 'relative', 'fathersElderBrother', 'legalGuardian')`
  for (const one of [grandmother, uncle]) expect(codes(await guardian(one, true))).toEqual(['not-guardian'])
  await app.owner`update family_member set state = 'dead' where id = any (${[father, mother]})`
  expect((await guardian(grandmother, true)).status).toBe(200)
  expect((await guardian(uncle, true)).status).toBe(200)
})

it('X-15: an id twice in one request makes no larger pairing, and a request that fails leaves nothing', async () => {
  const id = newId()
  const twice = await teacher.post('/api/pairings', { pairings: [pair(id, two()), pair(id, two())] })
  expect(codes(twice)).toEqual(['not-unique'])
  const [own, grownUp] = two()
  const sameMember = [own, { ...grownUp, id: own.id }]
  expect(codes(await teacher.post('/api/pairings', { pairings: [pair(id, sameMember)] }))).toEqual([
    'not-unique',
  ])
  const first = await proposed()
  const rows = await app.owner<{ id: string }[]>`select id from pairing_member where pairing_id = ${first.id}`
  await teacher.post(`/api/pairings/${first.id}/end`, { kind: 'school' })
  const taken = [{ ...own, id: rows[0]?.id }, grownUp]
  expect((await teacher.post('/api/pairings', { pairings: [pair(id, taken)] })).body.error.code).toBe(
    'already-exists',
  )
  const left = await app.owner`select id from pairing where id = ${id}`
  expect(left).toHaveLength(0)
})

it('several who said yes are written down at once, each an answer of its own; one that cannot be holds back all', async () => {
  const id = newId()
  const [own, grownUp] = two()
  await teacher.post('/api/pairings', { pairings: [pair(id, [own, grownUp])] })
  const yes = (memberId: string, party: string, guardianId: string | null = null, over: object = {}) => ({
    id: newId(), memberId, party, agreed: true, guardianId, givenOn: '2026-11-20', ...over,
  }) // prettier-ignore
  const send = (...answers: object[]) => teacher.post(`/api/pairings/${id}/consents/several`, { answers })
  const wrong = await send(yes(own.id, 'self'), yes(own.id, 'guardian', newId()))
  expect(wrong.body.error.fields).toEqual([{ path: 'answers.1.guardianId', code: 'not-guardian' }])
  const kept = async () => app.owner`select count(*)::int as n from pairing_consent where pairing_id = ${id}`
  expect(await kept()).toEqual([{ n: 0 }])
  expect((await send(yes(own.id, 'self', null, { agreed: false }))).status).toBe(422)
  const all = [yes(own.id, 'self'), yes(grownUp.id, 'self'), yes(own.id, 'guardian', mother)]
  const { pairing } = (await send(...all)).body
  const agreed = pairing.consents.map((one: { agreed: boolean; givenOn: string }) => [
    one.agreed,
    one.givenOn,
  ])
  expect(agreed).toEqual([[true, '2026-11-20'], [true, '2026-11-20'], [true, '2026-11-20']]) // prettier-ignore
  expect(await kept()).toEqual([{ n: 3 }])
  // Sent again nothing is written twice; each has an entry in the log.
  await send(...all)
  expect(await kept()).toEqual([{ n: 3 }])
  expect((await start(id)).status).toBe(200)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let helper: Person
let child: string
let peer: string
let ownChild: string
let pairing: string

beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  const { schoolId, classes } = school
  const [first, second] = [classes['三年级(1)班'] ?? '', classes['三年级(2)班'] ?? '']
  principal = await app.signIn({ schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: first })
  child = await makeAwayChild(app.owner, school, { name: '欧阳小满', classId: second })
  const own = await makeAwayChild(app.owner, school, { name: '许愿星', classId: first })
  ownChild = own
  peer = await makePupil(app.owner, school, { name: '周子晨', classId: second })
  await app.owner`insert into family_member (school_id, id, pupil_id, relation, name)
    values (${schoolId}, ${newId()}, ${peer}, 'mother', '测试妈妈')`
  helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: own })
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan1',
    definition: 'recording',
    effectiveFrom: '2026-11-01',
  })
  pairing = newId()
  const members = [
    { id: newId(), part: 'child', personId: child },
    { id: newId(), part: 'pupil', personId: peer },
  ]
  await principal.post('/api/pairings', {
    pairings: [{ id: pairing, kind: 'pupil', members, supervisorId: principal.userId }],
  })
})
afterAll(() => app.close())

it('H-02, H-24: pupils who help children of other classes are named to nobody of this class', async () => {
  expect(JSON.stringify((await principal.get('/api/pairings')).body.helpers)).toContain('周子晨')
  for (const who of [teacher, helper])
    expect(JSON.stringify((await who.get('/api/pairings')).body)).not.toMatch(/周子晨|欧阳小满/)
  // The helping teacher pairs nobody: who helps other children is no business of his.
  expect((await helper.get('/api/pairings')).body.helpers).toMatchObject([{ personId: helper.userId }])
})

it('H-02: whoever records no answers reads no names of families on a pairing', async () => {
  const { schoolId } = school
  const own = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
  const page = async (who: Person) => (await who.get(`/api/pairings/${pairing}`)).body.pairing
  expect(JSON.stringify(await page(principal))).toContain('测试妈妈')
  const shown = await page(own)
  expect(shown.guardians).toEqual([])
  expect(JSON.stringify(shown)).not.toContain('测试妈妈')
})

const log = async (pupilId: string, action: string): Promise<number> =>
  (
    await app.owner`select from audit_entry where school_id = ${school.schoolId} and pupil_id = ${pupilId}
      and entity = 'pairing' and action = ${action}`
  ).length

describe('one volunteer for two children of two classes', () => {
  let shared: string
  let outside: string
  beforeAll(async () => {
    ;[shared, outside] = [newId(), newId()]
    await app.owner`insert into helper (school_id, id, kind, name) values (${school.schoolId}, ${outside}, 'volunteer', '测试志愿')`
    const members = [
      ...[ownChild, child].map((personId) => ({ id: newId(), part: 'child', personId })),
      { id: newId(), part: 'outside', personId: outside },
    ]
    await principal.post('/api/pairings', {
      pairings: [{ id: shared, kind: 'volunteer', members, supervisorId: principal.userId }],
    })
  })

  it('H-02: each child’s log says who proposed, read, changed, printed and ended it', async () => {
    const before = await Promise.all([ownChild, child].map((id) => log(id, 'read')))
    const { version } = (await principal.get(`/api/pairings/${shared}`)).body.pairing
    const agreed = { activity: '一起读书', time: '周三下午', place: '图书角' }
    await principal.request({
      method: 'PATCH',
      url: `/api/pairings/${shared}`,
      payload: { version, agreed },
    })
    expect((await principal.get(`/api/pairings/${shared}/slip`)).status).toBe(200)
    expect((await principal.get(`/api/pairings/${pairing}/slip`)).status).toBe(200)
    for (const [at, id] of [ownChild, child].entries()) {
      expect(await log(id, 'propose')).toBeGreaterThan(0)
      expect(await log(id, 'read')).toBe((before[at] ?? 0) + 1)
      expect(await log(id, 'change')).toBe(1)
      expect(await log(id, 'print')).toBe(id === child ? 2 : 1)
    }
    // The pupil who helps stands on the paper, too.
    expect(await log(peer, 'print')).toBe(1)
  })

  it('H-02, H-15: a class teacher finds the own child in it; the other one is a number, without name or id', async () => {
    const { helpers, pairings } = (await teacher.get('/api/pairings')).body
    expect(helpers.find((one: { personId: string }) => one.personId === outside)).toMatchObject({
      children: [{ id: ownChild, name: '许愿星' }],
      elsewhere: 1,
    })
    expect(pairings).toHaveLength(1)
    const texts = [
      { helpers, pairings },
      (await teacher.get(`/api/pairings/${shared}`)).body,
      (await teacher.get(`/api/children/${ownChild}/pairings`)).body,
      (await teacher.get(`/api/pairings/${shared}/slip`)).body,
      (await teacher.get('/api/pairings/choices')).body,
    ].map((body) => JSON.stringify(body))
    for (const text of texts) for (const secret of ['欧阳小满', child]) expect(text).not.toContain(secret)
    const [member] = await app.owner<{ id: string }[]>`select id from pairing_member
      where pairing_id = ${shared} and pupil_id = ${child}`
    const answer = await teacher.post(`/api/pairings/${shared}/consents`, {
      id: newId(),
      memberId: member?.id,
      party: 'self',
      agreed: false,
      givenOn: '2026-11-23',
      guardianId: null,
    })
    expect(answer.body.error.fields).toEqual([{ path: 'memberId', code: 'unknown-reference' }])
    // Full is full, wherever the children are.
    const third = await makeAwayChild(app.owner, school, {
      name: '许多',
      classId: school.classes['三年级(1)班'] ?? '',
    })
    await principal.post('/api/children/evaluate', {})
    const more = await teacher.post('/api/pairings', {
      pairings: [
        {
          id: newId(),
          kind: 'volunteer',
          members: [
            { id: newId(), part: 'child', personId: third },
            { id: newId(), part: 'outside', personId: outside },
          ],
          supervisorId: teacher.userId,
        },
      ],
    })
    expect(more.body.error.fields).toMatchObject([{ path: 'outside', code: 'too-many' }])
  })

  it('H-02, H-12: of the help log a class teacher reads what the own child came to, and no word about another one', async () => {
    await app.owner`update pairing set started_on = '2026-11-02' where id = ${shared}`
    const members = await app.owner<
      { id: string; pupil_id: string }[]
    >`select id, pupil_id from pairing_member
      where pairing_id = ${shared} and part = 'child'`
    const placeOf = (pupilId: string) => members.find((one) => one.pupil_id === pupilId)?.id
    const url = `/api/pairings/${shared}/helps`
    const help = (words: string, came: unknown[]) => ({
      id: newId(), heldOn: '2026-11-20', kind: 'study', minutes: 30, words, came,
    }) // prettier-ignore
    const [mine, both, theirs] = [
      help('许愿星读完了一本', [placeOf(ownChild)]),
      help('小满今天想妈妈了', [placeOf(ownChild), placeOf(child)]),
      help('小满一个人来的', [placeOf(child)]),
    ]
    for (const one of [mine, both, theirs]) expect((await principal.post(url, one)).status).toBe(200)
    const seen = (await teacher.get(url)).body
    expect(seen).toMatchObject({ times: 2, minutes: 60 })
    const byId = new Map(seen.helps.map((one: { id: string }) => [one.id, one]))
    expect(new Set(byId.keys())).toEqual(new Set([mine.id, both.id]))
    expect(byId.get(mine.id)).toMatchObject({ words: '许愿星读完了一本', names: ['许愿星'] })
    expect(byId.get(both.id)).toMatchObject({ words: null, names: ['许愿星'] })
    expect(JSON.stringify(seen)).not.toMatch(/小满|欧阳/)
    // Neither can it be written down or taken back by whoever does not reach the child.
    const foreign = await teacher.post(url, help('', [placeOf(child)]))
    expect(foreign.body.error.fields).toEqual([{ path: 'came', code: 'unknown-reference' }])
    expect((await teacher.post(`${url}/${theirs.id}/withdraw`, {})).status).toBe(404)
    expect((await principal.get(url)).body.helps).toHaveLength(3)
    const reads = async (id: string) =>
      (
        await app.owner`select from audit_entry where pupil_id = ${id} and entity = 'help' and action = 'read'
          and actor_id = ${teacher.userId}`
      ).length
    expect(await Promise.all([ownChild, child].map(reads))).toEqual([1, 0])
  })

  it('H-12: a post that keeps files for the school opens no words which another post reads of one child only', async () => {
    const two = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${school.schoolId}, ${newId()}, ${two.userId}, 'helpingTeacher', ${ownChild}, '2026-09-01')`
    const { helps } = (await two.get(`/api/pairings/${shared}/helps`)).body
    expect(
      helps.map((one: { words: string | null }) => one.words).filter((one: string | null) => one),
    ).toEqual(['许愿星读完了一本'])
  })
})

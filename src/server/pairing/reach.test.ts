import { afterAll, beforeAll, expect, it } from 'vitest'
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

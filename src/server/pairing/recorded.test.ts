import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { sealCarerBars, sealCarerPhone } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

const PHONE = '13900000011'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId } = school
  principal = await app.signIn({ schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  child = await makeAwayChild(app.owner, school, { name: '欧阳小满' })
  const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
  ask(await principal.post('/api/plan', plan))
})

const ask = (answer: Answer): Answer => {
  expect(answer.status, JSON.stringify(answer.body)).toBe(200)
  return answer
}
const codes = (answer: Answer): string[] =>
  (answer.body.error?.fields ?? []).map(({ path, code }: { path: string; code: string }) => `${path} ${code}`)
const member = (part: string, personId: string) => ({ id: newId(), part, personId })
const propose = async (kind: string, part: string, personId: string, over: object = {}) => {
  const id = newId()
  const members = [member('child', child), member(part, personId)]
  const answer = await principal.post('/api/pairings', {
    pairings: [{ id, kind, members, supervisorId: kind === 'teacher' ? null : teacher.userId, ...over }],
  })
  return { id, answer }
}
const tried = async (kind: string, part: string, personId: string) =>
  codes((await propose(kind, part, personId)).answer)

async function volunteer(over: object = {}): Promise<string> {
  const id = newId()
  ask(await principal.post('/api/helpers', { id, kind: 'volunteer', name: '何晓云', phone: PHONE, ...over }))
  for (const kind of ['identity', 'record', 'training'])
    ask(
      await principal.post(`/api/helpers/${id}/checks`, {
        id: newId(),
        kind,
        doneOn: '2026-09-01',
        validTo: '2027-08-31',
      }),
    )
  return id
}
const relative = async (of: string, over: object) =>
  ask(
    await teacher.post(`/api/children/${of}/members`, {
      id: newId(),
      relation: 'mothersSister',
      name: '何晓云',
      ...over,
    }),
  )
/** Somebody who cares for a child though the law bars it. */
async function barredCarer({ schoolId }: SchoolFacts, pupilId: string): Promise<void> {
  const id = newId()
  const { vault } = app.deps
  const phone = sealCarerPhone(vault, id, PHONE)
  const bars = sealCarerBars(vault, id, ['offence']).bars_sealed
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, name, phone_sealed, phone_masked, bars_sealed)
    values (${schoolId}, ${id}, ${pupilId}, 'friend', '其他', '何晓云', ${phone.phone_sealed}, ${phone.phone_masked}, ${bars})`
}
const need = (over: object) =>
  principal.request({
    method: 'PUT',
    url: `/api/children/${child}/pairing-need`,
    payload: {
      version: 0,
      helperSex: 'any',
      language: null,
      sameVillage: false,
      keyTarget: false,
      relatives: [],
      conflicts: [],
      ...over,
    },
  })
const suggested = async (part: string) => {
  const id = newId()
  let { body } = await principal.post('/api/pairings/suggestions', { id, part })
  for (let turn = 0; turn < 200 && body.state === 'running'; turn += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50))
    body = (await principal.get(`/api/pairings/suggestions/${id}`)).body
  }
  return body.result
}
const blocked = async (part: string): Promise<{ rule: string; helpers: number }[]> =>
  (await suggested(part)).unmatched[0]?.blocks ?? []

describe('H-09: what is on record keeps a helper away, suggested or chosen by hand', () => {
  it('a number of the family, whatever name the helper has', async () => {
    const outside = await volunteer({ name: '小何老师' })
    await relative(child, { phone: PHONE })
    expect(await tried('volunteer', 'outside', outside)).toEqual(['outside is-relative'])
    expect(await blocked('outside')).toEqual([{ rule: 'relative', helpers: 1 }])
  })

  it('the name, until two numbers tell the two apart', async () => {
    const outside = await volunteer({ phone: null })
    await relative(child, { phone: '13900000012' })
    expect(await tried('volunteer', 'outside', outside)).toEqual(['outside is-relative'])
    await app.owner`delete from helper_check where helper_id = ${outside}`
    await app.owner`delete from helper where id = ${outside}`
    const other = await volunteer()
    expect(await tried('volunteer', 'outside', other)).toEqual([])
  })

  it('a teacher who is the child’s aunt, by the own number', async () => {
    ask(
      await teacher.request({
        method: 'PUT',
        url: '/api/own-numbers',
        payload: { office: null, mobile: PHONE, published: 'none', version: 0 },
      }),
    )
    await relative(child, { phone: PHONE })
    expect(await tried('teacher', 'teacher', teacher.userId)).toEqual(['teacher is-relative'])
    const { pairs } = await suggested('teacher')
    expect(pairs.map(({ helper }: { helper: { id: string } }) => helper.id)).not.toContain(teacher.userId)
  })

  it('a brother in another class', async () => {
    const brother = await makePupil(app.owner, school, { name: '欧阳小川' })
    ask(await teacher.post(`/api/children/${child}/siblings`, { pupilId: brother, together: true }))
    expect(await tried('pupil', 'pupil', brother)).toEqual(['pupil is-relative'])
    expect((await blocked('pupil')).find(({ rule }) => rule === 'relative')).toEqual({
      rule: 'relative',
      helpers: 1,
    })
  })

  it('whom the law bars from caring for one child is kept from every other, and nobody is told why', async () => {
    const other = await makeAwayChild(app.owner, school, { name: '周舟' })
    const outside = await volunteer()
    await barredCarer(school, other)
    const { answer } = await propose('volunteer', 'outside', outside)
    expect(codes(answer)).toEqual(['outside barred'])
    expect(JSON.stringify(answer.body)).not.toMatch(/offence|周舟/)
  })

  it('who was named under the account is meant as a caring parent, too', async () => {
    const parent = newId()
    const { userId } = teacher
    ask(await principal.post('/api/helpers', { id: parent, kind: 'parent', name: '何晓云', phone: null }))
    await app.owner`update helper set user_id = ${userId} where id = ${parent}`
    ask(await need({ conflicts: [userId] }))
    expect(await tried('volunteer', 'outside', parent)).toEqual(['outside barred'])
    expect(await tried('teacher', 'teacher', userId)).toEqual(['teacher barred'])
  })

  it('what the child asks holds for a choice by hand as well', async () => {
    const outside = await volunteer({ sex: 'male', village: '下湾', languages: [] })
    ask(await need({ helperSex: 'female' }))
    const { answer } = await propose('volunteer', 'outside', outside)
    expect(answer.body.error.fields).toMatchObject([
      { path: 'outside', code: 'not-as-asked', params: { name: '何晓云', asked: 'sex' } },
    ])
    ask(await need({ version: 1, language: '苗语' }))
    expect((await propose('volunteer', 'outside', outside)).answer.body.error.fields).toMatchObject([
      { params: { asked: 'language' } },
    ])
  })

  it('what comes on record after the proposal keeps it from beginning', async () => {
    const outside = await volunteer()
    const { id, answer } = await propose('volunteer', 'outside', outside)
    ask(answer)
    await relative(child, { phone: PHONE })
    const begun = await principal.post(`/api/pairings/${id}/start`, { trialTo: '2026-12-23' })
    expect(codes(begun)).toContain('outside is-relative')
  })

  it('another school’s family says nothing here', async () => {
    const there = await makeSchool(app.owner)
    const pupil = await makeAwayChild(app.owner, there, { name: '吴越' })
    await barredCarer(there, pupil)
    expect(await tried('volunteer', 'outside', await volunteer())).toEqual([])
  })
})

import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { sealAbsenceNote } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { makeContactFamily, personOf, type ContactFamily } from '#server/testing/contact-family.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let family: ContactFamily
let helper: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  family = await makeContactFamily(app)
  helper = await app.signIn({
    schoolId: family.school.schoolId,
    role: 'helpingTeacher',
    pupilId: family.child,
  })
})

/** Everything that a person reads about the child. */
async function allOf(who: Person): Promise<string> {
  const urls = ['', '/contact-card', '/timeline', '/alerts'].map(
    (rest) => `/api/children/${family.child}${rest}`,
  )
  const answers = await Promise.all(urls.map((url) => who.get(url)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
  return JSON.stringify(answers.map(({ body }) => body))
}

it('H-06, H-14: a helping teacher reads that one is away or to be kept away, not that it is prison, nor the court’s paper', async () => {
  const { school, child, mother, father, principal, teacher, change } = family
  const absence = newId()
  const { note_sealed } = sealAbsenceNote(app.deps.vault, absence, '测试判决')
  await app.owner`insert into absence (school_id, id, pupil_id, member_id, kind, from_on, note_sealed)
    values (${school.schoolId}, ${absence}, ${child}, ${mother}, 'prison', '2026-03-01', ${note_sealed})`
  await principal.post('/api/definitions', {
    key: 'recording',
    version: 1,
    primary: true,
    effectiveFrom: '2026-09-01',
  })
  await change(father, { noContact: { reason: 'court', note: '测试裁定书 1 号' } })
  for (const who of [principal, teacher])
    for (const word of ['"prison"', '测试判决', '测试裁定书']) expect(await allOf(who)).toContain(word)
  const shown = await allOf(helper)
  expect(shown).not.toMatch(/"(kind|why)":"prison"|测试判决|测试裁定书/)
  // What the work needs stays: she is away, and he must not be rung.
  const file = (await helper.get(`/api/children/${child}`)).body
  const known = file.members.find(({ id }: { id: string }) => id === mother)
  expect(known).toMatchObject({
    awayNow: true,
    absences: [{ from: '2026-03-01', kind: 'other', note: null }],
  })
  expect(personOf(await family.card(helper), father)).toMatchObject({
    mayRing: false,
    noContact: { reason: 'court', note: null },
  })
})

it('X-20: a helping teacher who keeps the file reads why', async () => {
  const { child, mother, school } = family
  await app.owner`insert into absence (school_id, id, pupil_id, member_id, kind, from_on)
    values (${school.schoolId}, ${newId()}, ${child}, ${mother}, 'prison', '2026-03-01')`
  await app.owner`update child_file set keeper_id = ${helper.userId} where pupil_id = ${child}`
  expect(await allOf(helper)).toMatch(/"why":"prison"/)
})

it('H-06: the history of the contact card tells of a bar only to those who see bars', async () => {
  const { principal, teacher, path, card } = family
  const carer = newId()
  const made = await teacher.post(path('carers'), {
    id: carer,
    kind: 'friend',
    relation: '其他',
    name: '测试邻居',
  })
  expect(made.status).toBe(200)
  const bar = { version: 1, bars: ['addiction'] }
  const keeper = await app.signIn({ schoolId: family.school.schoolId, role: 'archiveKeeper' })
  const changed = await keeper.request({ method: 'PATCH', url: path(`carers/${carer}`), payload: bar })
  expect(changed.status).toBe(200)
  const fields = async (who: Person): Promise<string[]> =>
    (await card(who)).history.flatMap((one: { fields: string[] }) => one.fields)
  expect(await fields(principal)).toContain('bars')
  for (const who of [teacher, helper]) {
    expect(await fields(who)).toContain('phone')
    expect(await fields(who)).not.toContain('bars')
  }
})

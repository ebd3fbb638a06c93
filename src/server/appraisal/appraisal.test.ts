import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

const JULY = '2027-07-05T02:00:00.000Z'
const CLASS = '三年级(1)班'
const SETTINGS = { firstGrade: 3, capPerson: 10_000, capChild: 1000 }

let app: TestApp
let school: SchoolFacts
let classId: string
let principal: Person
let admin: Person
let counsellor: Person
let keeper: Person
let teacher: Person
let helper: Person
/** The three children of the formulas' examples. */
let [a, b, c]: string[] = []
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const listed = (pupilId: string) =>
  app.owner`insert into child_status (school_id, id, pupil_id, definition_id, result, kind, from_on, as_of, reasons)
    select ${school.schoolId}, ${newId()}, ${pupilId}, id, 'counted', 'both', '2026-09-01', '2026-09-01', '[]'
    from definition where school_id = ${school.schoolId}`

beforeEach(async () => {
  app.setNow(JULY)
  school = await makeSchool(app.owner)
  const { schoolId, yearId } = school
  classId = school.classes[CLASS] ?? ''
  await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
    values (${schoolId}, ${newId()}, ${yearId}, '春季学期', '2027-02-20', '2027-07-10')`
  await app.owner`insert into definition (school_id, id, key, params, is_primary, effective_from)
    values (${schoolId}, ${newId()}, 'recording', '{}', true, '2026-09-01')`
  principal = await app.signIn({ schoolId, role: 'principal' })
  admin = await app.signIn({ schoolId, role: 'administrator' })
  counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const ids = await Promise.all(
    ['甲乙丙', '欧阳乙', '司马丙'].map((name) => makePupil(app.owner, school, { name })),
  )
  ;[a, b, c] = ids
  await Promise.all(ids.map(listed))
  helper = await app.signIn(...ids.map((pupilId) => ({ schoolId, role: 'helpingTeacher' as const, pupilId })))
})

const ask = (over: object = {}, id = newId(), by = principal) =>
  by.post('/api/appraisal', {
    id,
    yearId: school.yearId,
    conductBy: counsellor.userId,
    understood: true,
    ...SETTINGS,
    ...over,
  })
const approve = (id: string, by = admin, version = 1) => by.post(`/api/appraisal/${id}/approve`, { version })

async function on(over: object = {}): Promise<string> {
  const id = newId()
  expect((await ask(over, id)).status).toBe(200)
  expect((await approve(id)).status).toBe(200)
  return id
}

type Ranks = readonly (readonly [string | undefined, number | null])[]
async function rank(id: string, at: string, ranks: Ranks, by = teacher): Promise<Answer> {
  const { children } = (await by.get(`/api/appraisal/${id}/ranks?classId=${classId}&at=${at}`)).body
  const after = new Map(
    children.map((child: { pupilId: string; entryId: string | null }) => [child.pupilId, child.entryId]),
  )
  return by.post(`/api/appraisal/${id}/ranks`, {
    classId,
    at,
    entries: ranks.map(([pupilId, value]) => ({
      id: newId(),
      pupilId,
      rank: value,
      after: after.get(pupilId) ?? null,
    })),
  })
}
const mark = (id: string, pupilId: string | undefined, kind: string, by = counsellor, more: object = {}) =>
  by.post(`/api/appraisal/${id}/marks`, { id: newId(), pupilId, kind, holds: true, after: null, ...more })

/** A: 20 → 12, B: 4 → 3 with the title, C: 15 → 18; all without a breach. */
async function fill(id: string): Promise<void> {
  expect(
    (
      await rank(id, 'first', [
        [a, 20],
        [b, 4],
        [c, 15],
      ])
    ).status,
  ).toBe(200)
  expect(
    (
      await rank(id, 'last', [
        [a, 12],
        [b, 3],
        [c, 18],
      ])
    ).status,
  ).toBe(200)
  for (const one of [a, b, c]) expect((await mark(id, one, 'conduct')).status).toBe(200)
  expect((await mark(id, b, 'title', teacher)).status).toBe(200)
}

const results = async (id: string) => (await principal.get(`/api/appraisal/${id}/results`)).body
const view = async (by: Person) => (await by.get('/api/appraisal')).body
const sumOf = async (id: string, person: Person) =>
  (await results(id)).people.find((one: { id: string }) => one.id === person.userId)

describe('H-07: off until two people wanted it', () => {
  it('is off by default; only the principal turns it on, after reading what it can do', async () => {
    for (const by of [principal, admin, counsellor, keeper, teacher, helper])
      expect(await view(by)).toMatchObject({
        state: 'off',
        id: null,
        scheme: null,
        own: null,
        marks: false,
        classes: [],
      })
    for (const by of [admin, counsellor, keeper, teacher, helper])
      expect((await ask({}, newId(), by)).status).toBe(403)
    expect((await ask({ understood: false })).status).toBe(422)
    // A cap is no choice.
    expect((await ask({ capPerson: undefined })).status).toBe(422)
    const unknown = newId()
    for (const path of ['results', 'marks', `ranks?classId=${classId}`]) {
      const by = path.startsWith('ranks') ? teacher : principal
      expect((await by.get(`/api/appraisal/${unknown}/${path}`)).status).toBe(404)
    }
  })

  it('asks for the word of another account; before it nothing is entered, computed or shown', async () => {
    const id = newId()
    expect((await ask({}, id)).status).toBe(200)
    expect((await ask({}, id)).status).toBe(200)
    expect((await approve(id, principal)).body.error.code).toBe('second-person')
    expect((await view(admin)).state).toBe('asked')
    expect(await view(teacher)).toMatchObject({ state: 'off', id: null, classes: [] })
    const none = { classId, at: 'first', entries: [{ id: newId(), pupilId: a, rank: 1, after: null }] }
    expect((await teacher.post(`/api/appraisal/${id}/ranks`, none)).body.error.code).toBe('not-allowed-now')
    expect((await mark(id, a, 'conduct')).body.error.code).toBe('not-allowed-now')
    expect((await principal.get(`/api/appraisal/${id}/results`)).body.error.code).toBe('not-allowed-now')
    expect((await approve(id, admin, 7)).body.error.code).toBe('version-conflict')
    expect((await approve(id, admin)).status).toBe(200)
    expect((await approve(id, admin)).status).toBe(200)
    expect((await view(teacher)).state).toBe('on')
    // One at a time in a year; turned off, everything is as if it had never been.
    expect((await ask()).body.error.code).toBe('not-allowed-now')
    expect((await principal.post(`/api/appraisal/${id}/end`, { version: 1 })).body.error.code).toBe(
      'version-conflict',
    )
    expect((await principal.post(`/api/appraisal/${id}/end`, { version: 2 })).status).toBe(200)
    expect(await view(helper)).toMatchObject({ state: 'off', own: null })
    expect((await principal.get(`/api/appraisal/${id}/results`)).body.error.code).toBe('not-allowed-now')
    const audit = await app.owner`select action from audit_entry
      where school_id = ${school.schoolId} and entity = 'appraisal' order by seq`
    expect(audit.map((one) => one['action'])).toEqual(['turnOn', 'approve', 'readOwn', 'turnOff'])
  })

  it('H-07: whoever is paid does not say who behaved well, also when the pay came later', async () => {
    for (const paid of [teacher, helper])
      expect((await ask({ conductBy: paid.userId })).body.error.fields).toMatchObject([
        { path: 'conductBy', code: 'unknown-reference' },
      ])
    const both = await app.signIn(
      { schoolId: school.schoolId, role: 'counsellor' },
      { schoolId: school.schoolId, role: 'helpingTeacher', pupilId: a ?? '' },
    )
    expect((await ask({ conductBy: both.userId })).body.error.fields).toMatchObject([
      { path: 'conductBy', code: 'same-person' },
    ])
    expect((await view(principal)).candidates.map((one: { id: string }) => one.id).toSorted()).toEqual(
      [principal, admin, counsellor, keeper].map(({ userId }) => userId).toSorted(),
    )
    const id = await on()
    await fill(id)
    expect((await sumOf(id, helper)).points).toBe(170)
    await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${school.schoolId}, ${newId()}, ${counsellor.userId}, 'helpingTeacher', ${a ?? ''}, '2027-07-01')`
    expect((await mark(id, a, 'conduct')).body.error.code).toBe('not-allowed-now')
    expect((await sumOf(id, helper)).points).toBe(110)
  })
})

describe('what is entered', () => {
  it('K-61: conduct counts by the named person only; until then there are no twenty points', async () => {
    const id = await on()
    await rank(id, 'first', [[a, 20]])
    await rank(id, 'last', [[a, 12]])
    expect(await sumOf(id, helper)).toMatchObject({ points: 80, yuan: 80 })
    for (const by of [teacher, principal, admin, keeper])
      expect((await mark(id, a, 'conduct', by)).status).toBe(403)
    expect((await mark(id, a, 'conduct')).status).toBe(200)
    expect((await sumOf(id, helper)).points).toBe(100)
    const { children } = (await counsellor.get(`/api/appraisal/${id}/marks`)).body
    const { conduct } = children.find((one: { pupilId: string }) => one.pupilId === a)
    expect((await mark(id, a, 'conduct', counsellor, { holds: false })).body.error.code).toBe(
      'version-conflict',
    )
    await mark(id, a, 'conduct', counsellor, { holds: false, after: conduct.entryId })
    expect((await sumOf(id, helper)).points).toBe(80)
    // Another is named in the year: the word of the one before counts no more.
    await mark(id, b, 'conduct')
    await principal.post(`/api/appraisal/${id}/end`, { version: 2 })
    const next = await on({ conductBy: keeper.userId })
    expect((await sumOf(next, helper)).points).toBe(80)
  })

  it('K-79: shared places are entered as 1, 2, 2, 4; another order is refused and nothing of it is kept', async () => {
    const id = await on()
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    await listed(d)
    const wrong = await rank(id, 'last', [
      [a, 1],
      [b, 2],
      [c, 2],
      [d, 3],
    ])
    expect(wrong.body.error.fields).toMatchObject([{ path: 'entries.3.rank', code: 'not-unique' }])
    expect(await app.owner`select id from appraisal_entry where school_id = ${school.schoolId}`).toHaveLength(
      0,
    )
    expect(
      (
        await rank(id, 'last', [
          [a, 1],
          [b, 2],
          [c, 2],
          [d, 4],
        ])
      ).status,
    ).toBe(200)
    const { awards } = await results(id)
    expect(
      awards.map(({ yuan }: { yuan: number }) => yuan).toSorted((x: number, y: number) => x - y),
    ).toEqual([30, 30, 30, 100])
  })

  it('once, by the class’s own teacher or the keeper, each reading back the own entries; a stale one is refused', async () => {
    const id = await on()
    const entry = { id: newId(), pupilId: a, rank: 7, after: null }
    const send = (by: Person, over: object = {}) =>
      by.post(`/api/appraisal/${id}/ranks`, { classId, at: 'first', entries: [{ ...entry, ...over }] })
    for (const { status } of await Promise.all([1, 2, 3].map(() => send(teacher)))) expect(status).toBe(200)
    expect(await app.owner`select id from appraisal_entry where pupil_id = ${a ?? ''}`).toHaveLength(1)
    expect((await send(keeper, { id: newId(), rank: 8 })).body.error.code).toBe('version-conflict')
    expect((await send(teacher, { pupilId: b })).body.error.code).toBe('already-exists')
    const read = async (by: Person) => {
      const { children } = (await by.get(`/api/appraisal/${id}/ranks?classId=${classId}&at=first`)).body
      return children.find((one: { pupilId: string }) => one.pupilId === a)
    }
    expect(await read(teacher)).toMatchObject({ rank: 7, byOther: false })
    expect(await read(keeper)).toMatchObject({ rank: null, byOther: true })
    const other = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect((await other.get(`/api/appraisal/${id}/ranks?classId=${classId}`)).status).toBe(404)
    expect((await send(other)).status).toBe(404)
    expect((await mark(id, a, 'title', other)).status).toBe(404)
    // Under seal: the database holds neither a number nor an order of numbers.
    const [row] =
      await app.owner`select sealed, row_to_json(e)::text as text from appraisal_entry e where pupil_id = ${a ?? ''}`
    expect(Buffer.from(row?.['sealed'] as Buffer).length).toBeGreaterThan(30)
    const audit = await app.owner`select pupil_id, detail::text as detail from audit_entry
      where school_id = ${school.schoolId} and action = 'enter'`
    expect(audit).toEqual([{ pupil_id: a, detail: '{"kind":"rank"}' }])
  })
})

describe('what comes of it', () => {
  it('F17, F18, F19: the sum of whoever helps, the mean of the class teacher, with no number of a child', async () => {
    const id = await on()
    await fill(id)
    const answer = await results(id)
    expect(answer.people).toEqual([
      { id: helper.userId, name: expect.any(String), as: ['helper'], points: 170, yuan: 170, cut: false },
      {
        id: teacher.userId,
        name: expect.any(String),
        as: ['classTeacher'],
        points: 56.67,
        yuan: 56.67,
        cut: false,
      },
    ])
    expect(answer.missing).toEqual({ ranks: 0, conduct: 0 })
  })

  it('K-79: a cap cuts the money of a person and leaves the points', async () => {
    const id = await on({ capPerson: 120, capChild: 90 })
    await fill(id)
    expect(await sumOf(id, helper)).toMatchObject({ points: 170, yuan: 120, cut: true })
    expect(await sumOf(id, teacher)).toMatchObject({ points: 56.67, yuan: 53.33, cut: true })
  })

  it('X-35, X-36: top five reached, not on top, one award only', async () => {
    const id = await on({ topFiveRule: 'reached', cumulative: false, exclusive: true })
    await rank(id, 'first', [
      [a, 20],
      [b, 9],
    ])
    await rank(id, 'last', [
      [a, 12],
      [b, 4],
    ])
    expect((await sumOf(id, helper)).points).toBe(80 + 50)
    const { awards } = await results(id)
    const given = awards.map(
      ({ pupilId, kinds, yuan }: { pupilId: string; kinds: string[]; yuan: number }) => [
        pupilId,
        [kinds, yuan],
      ],
    )
    expect(Object.fromEntries(given)).toEqual({
      [a ?? '']: [['progress'], 15],
      [b ?? '']: [['excellence'], 30],
    })
  })

  it('F20: in a later grade the base is the last term of the year before', async () => {
    const before = newId()
    const [autumn, spring] = [newId(), newId()]
    await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
      values (${school.schoolId}, ${before}, '2025-2026', '2025-09-01', '2026-08-31')`
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
      values (${school.schoolId}, ${autumn}, ${before}, '秋季学期', '2025-09-01', '2026-01-20'),
        (${school.schoolId}, ${spring}, ${before}, '春季学期', '2026-02-20', '2026-07-10')`
    const id = await on({ firstGrade: 2 })
    await rank(id, 'yearBefore', [[a, 12]])
    await rank(id, 'first', [[a, 30]])
    await rank(id, 'last', [[a, 9]])
    expect((await sumOf(id, helper)).points).toBe(30)
    // A pupil's own progress is that of the year.
    expect((await results(id)).awards).toMatchObject([{ pupilId: a, kinds: ['progress'], yuan: 15 }])
  })

  it('F21, F22: awards and what the class must keep ready; X-36: of the children in care, or of everybody', async () => {
    const d = await makePupil(app.owner, school, { name: '南宫丁' })
    const id = await on()
    await fill(id)
    expect((await results(id)).classes).toEqual([{ name: CLASS, budget: 235, yuan: 45 }])
    expect((await rank(id, 'last', [[d, 1]])).body.error.fields).toMatchObject([
      { code: 'unknown-reference' },
    ])
    await principal.post(`/api/appraisal/${id}/end`, { version: 2 })
    const wide = await on({ population: 'class' })
    await rank(wide, 'first', [[d, 9]])
    await rank(wide, 'last', [[d, 1]])
    const answer = await results(wide)
    expect(answer.awards).toContainEqual({
      pupilId: d,
      name: '南宫丁',
      className: CLASS,
      kinds: ['excellence', 'progress'],
      yuan: 115,
    })
    expect(answer.classes).toEqual([{ name: CLASS, budget: 250, yuan: 160 }])
    // Who is in care by no list brings no teacher and no helper anything.
    expect((await sumOf(wide, teacher)).points).toBe(56.67)
  })
})

describe('H-07, H-08: who sees what', () => {
  it('whoever is paid sees one own sum, and none that says what a single child has', async () => {
    const single = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: a ?? '' })
    const volunteer = await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    const id = await on()
    await fill(id)
    expect(await view(helper)).toMatchObject({
      own: { points: 170, yuan: 170 },
      ownWithheld: false,
      scheme: null,
    })
    expect(await view(single)).toMatchObject({ own: null, ownWithheld: true })
    expect(await view(counsellor)).toMatchObject({ own: null, ownWithheld: false, marks: true })
    for (const by of [helper, single, teacher])
      expect(JSON.stringify(await view(by))).not.toMatch(/甲乙丙|欧阳|司马/)
    for (const by of [helper, teacher, admin, keeper, counsellor, volunteer])
      expect((await by.get(`/api/appraisal/${id}/results`)).status).toBe(403)
    for (const by of [principal, admin, counsellor, helper, volunteer])
      expect((await by.get(`/api/appraisal/${id}/ranks?classId=${classId}`)).status).toBe(403)
    expect((await volunteer.get('/api/appraisal')).status).toBe(403)
    const auditor = await app.signIn({ schoolId: school.schoolId, role: 'auditor' })
    expect((await auditor.get('/api/appraisal')).status).toBe(403)
    // A class teacher learns of no conduct.
    const { children } = (await teacher.get(`/api/appraisal/${id}/marks`)).body
    expect(new Set(children.map((one: { conduct: unknown }) => one.conduct))).toEqual(new Set([null]))
  })

  it('places gained go to nobody, and the letter of an award is private and says no rank', async () => {
    const id = await on()
    await fill(id)
    const answer = await results(id)
    expect(JSON.stringify(answer)).not.toMatch(/"(rank|places?|gained?)"/)
    // Of a child: name, class, kind and money. A had 100 points for eight places, B stood third.
    expect(answer.awards).toEqual([
      { pupilId: b, name: '欧阳乙', className: CLASS, kinds: ['excellence'], yuan: 30 },
      { pupilId: a, name: '甲乙丙', className: CLASS, kinds: ['progress'], yuan: 15 },
    ])
    for (const person of answer.people) expect([100, 50, 20]).not.toContain(person.points)
    const letter = (by: Person, pupilId: string | undefined) =>
      by.post(`/api/appraisal/${id}/letter`, { pupilId })
    expect((await letter(principal, a)).body).toEqual({
      name: '甲乙丙',
      yearName: '2026-2027',
      kinds: ['progress'],
      yuan: 15,
    })
    expect((await letter(principal, c)).body.error.code).toBe('not-allowed-now')
    expect((await letter(principal, newId())).status).toBe(404)
    for (const by of [teacher, admin, helper]) expect((await letter(by, a)).status).toBe(403)
    const audit = await app.owner`select action, pupil_id from audit_entry
      where school_id = ${school.schoolId} and entity = 'appraisal' and action in ('print', 'readResults') order by seq`
    expect(audit).toEqual([
      { action: 'readResults', pupil_id: null },
      { action: 'print', pupil_id: a },
    ])
  })

  it('another school has none of it, and knows of none', async () => {
    const id = await on()
    const away = await makeSchool(app.owner)
    const stranger = await app.signIn({ schoolId: away.schoolId, role: 'principal' })
    const keeperThere = await app.signIn({ schoolId: away.schoolId, role: 'archiveKeeper' })
    expect((await view(stranger)).state).toBe('off')
    for (const path of ['approve', 'end'])
      expect((await stranger.post(`/api/appraisal/${id}/${path}`, { version: 2 })).status).toBe(404)
    expect((await stranger.get(`/api/appraisal/${id}/results`)).status).toBe(404)
    expect((await keeperThere.get(`/api/appraisal/${id}/ranks?classId=${classId}`)).status).toBe(404)
    expect((await stranger.get(`/api/appraisal?yearId=${school.yearId}`)).status).toBe(404)
    app.setNow(TEST_NOW)
  })

  it('a volunteer is paid by the pairings of the year, and reads nothing', async () => {
    const { schoolId } = school
    const [helperId, pairingId] = [newId(), newId()]
    await app.owner`insert into helper (school_id, id, kind, name) values (${schoolId}, ${helperId}, 'volunteer', '测试志愿者')`
    await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, proposed_on, started_on)
      values (${schoolId}, ${pairingId}, 'volunteer', ${Buffer.alloc(1)}, '2026-10-01', '2026-10-08')`
    await app.owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id, helper_id)
      values (${schoolId}, ${newId()}, ${pairingId}, 'child', ${a ?? ''}, null), (${schoolId}, ${newId()}, ${pairingId}, 'outside', null, ${helperId})`
    const id = await on()
    await fill(id)
    expect((await results(id)).people).toContainEqual({
      id: helperId,
      name: '测试志愿者',
      as: ['helper'],
      points: 100,
      yuan: 100,
      cut: false,
    })
  })
})

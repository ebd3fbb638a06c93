import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { sealFiles } from '#server/seal-plain-text.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let child: string
let keeper: Person
let teacher: Person
let helper: Person
let counsellor: Person
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  const { schoolId, classes } = school
  child = await makeAwayChild(app.owner, school)
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: classes['三年级(1)班'] ?? '' })
  helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
  counsellor = await app.signIn({ schoolId, role: 'counsellor' })
})

const open = () => keeper.post(`/api/children/${child}/file`)
const change = (person: Person, payload: object) =>
  person.request({ method: 'PATCH', url: `/api/children/${child}/file`, payload })
const fileOf = async (person: Person) => (await person.get(`/api/children/${child}`)).body
const recordOf = async (person: Person) => (await person.get(`/api/children/${child}/file`)).body

const FIELDS = {
  character: '慢热，熟了话多',
  travel: 'bus,walk',
  allergies: '花生',
  guardianship: 'carerLimited',
  needStudy: '晚上做作业时希望有人问一问',
}

describe('fields', () => {
  it('H-06, H-12: a field of a tier one has not is not sent, cannot be written, and lies sealed', async () => {
    await open()
    expect((await change(teacher, { version: 1, fields: FIELDS })).body).toEqual({ version: 2 })
    const mind = { version: 2, fields: { needMind: '想多说说话' } }
    expect((await change(teacher, mind)).body.error.fields).toEqual([
      { path: 'fields.needMind', code: 'unknown-reference' },
    ])
    expect((await change(counsellor, mind)).status).toBe(200)
    expect((await fileOf(teacher)).file.fields).toEqual({ ...FIELDS, travel: 'walk,bus' })
    expect((await fileOf(counsellor)).file.fields).toMatchObject({
      needMind: '想多说说话',
      needStudy: FIELDS.needStudy,
    })
    const { file, may } = await fileOf(helper)
    expect([Object.keys(file.fields).toSorted(), may.tiers]).toEqual([
      ['allergies', 'character', 'travel'],
      ['basic', 'contact'],
    ])
    const rows = await app.owner`select tier, sealed from child_file_part where pupil_id = ${child}`
    expect(rows.map(({ tier }) => tier as string).toSorted()).toEqual([
      'basic',
      'contact',
      'fileCase',
      'psych',
    ])
    expect(rows.some(({ sealed }) => (sealed as Buffer).toString().includes('花生'))).toBe(false)
  })

  it('a wrong value is said at its field, a key that is not asked is refused', async () => {
    await open()
    const fields = { schoolDistance: '很远', lastMet: '2026-13-01', bloodType: 'C', secret: 'x' }
    expect((await change(teacher, { version: 1, fields })).body.error.fields).toEqual([
      { path: 'fields.schoolDistance', code: 'invalid' },
      { path: 'fields.lastMet', code: 'not-a-date' },
      { path: 'fields.bloodType', code: 'invalid' },
      { path: 'fields.secret', code: 'unknown-reference' },
    ])
  })

  it('two people at once: different fields merge, the same one shows both, the same words are no conflict', async () => {
    await open()
    expect(
      (await change(teacher, { version: 1, fields: { allergies: '花生', needStudy: '数学' } })).body.version,
    ).toBe(2)
    expect(
      (await change(keeper, { version: 1, fields: { aid: 'minimum', allergies: '花生' } })).body.version,
    ).toBe(3)
    const both = await change(keeper, { version: 1, fields: { needStudy: '语文', talents: '画画' } })
    expect([both.status, both.body.error]).toEqual([
      409,
      {
        code: 'version-conflict',
        params: { version: 3 },
        fields: [
          { path: 'fields.needStudy', code: 'changed-meanwhile', params: { mine: '语文', theirs: '数学' } },
        ],
      },
    ])
    expect((await fileOf(keeper)).file.fields).toEqual({
      allergies: '花生',
      needStudy: '数学',
      aid: 'minimum',
    })
    expect(
      (await change(keeper, { version: 3, fields: { needStudy: '语文', aid: null } })).body.version,
    ).toBe(4)
    expect((await fileOf(teacher)).file.fields).toEqual({ allergies: '花生', needStudy: '语文' })
  })

  it('many at once lose nothing', async () => {
    await open()
    const keys = ['character', 'interests', 'talents', 'strengths', 'friends', 'goals']
    const answers = await Promise.all(
      keys.map((key) => change(teacher, { version: 1, fields: { [key]: key } })),
    )
    expect(answers.map(({ status }) => status)).toEqual(keys.map(() => 200))
    expect(Object.keys((await fileOf(teacher)).file.fields)).toHaveLength(keys.length)
  })

  it('H-06: an observation older than a year is named, not shown, and can be written anew', async () => {
    await open()
    await change(teacher, { version: 1, fields: { needStudy: '数学', character: '安静' } })
    app.setNow('2027-11-24T02:00:00.000Z')
    const later = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    const { file } = await fileOf(later)
    expect([file.fields, file.outdated]).toEqual([{ character: '安静' }, ['needStudy']])
    expect((await change(later, { version: 2, fields: { needStudy: '数学' } })).body.version).toBe(3)
    expect((await fileOf(later)).file.fields.needStudy).toBe('数学')
  })

  it('texts of before go under seal at start, once', async () => {
    await app.owner`insert into child_file (school_id, id, pupil_id, opened_on, closed_on, close_reason, character, health)
      values (${school.schoolId}, ${newId()}, ${child}, '2026-09-01', '2026-10-01', '父母已返乡', '安静', '良好')`
    expect(await sealFiles(app.owner, app.deps.vault)).toBe(1)
    expect(await sealFiles(app.owner, app.deps.vault)).toBe(0)
    await open()
    expect((await fileOf(teacher)).file.fields).toEqual({ character: '安静', health: '良好' })
    expect((await recordOf(teacher)).openings[1]).toMatchObject({
      closeKind: 'other',
      closeNote: '父母已返乡',
    })
    const [row] =
      await app.owner`select character, close_reason from child_file where pupil_id = ${child} and closed_on is not null`
    expect(row).toEqual({ character: null, close_reason: null })
  })
})

describe('opening and closing', () => {
  it('X-20: a file opened again goes on, and each opening keeps its reason', async () => {
    await open()
    await change(keeper, { version: 1, fields: { character: '安静' }, keeperId: teacher.userId })
    const close = (payload: object) => keeper.post(`/api/children/${child}/file/close`, payload)
    expect((await close({ note: '搬走了' })).status).toBe(422)
    expect((await close({ kind: 'moved', note: '随父母到城里读书' })).status).toBe(200)
    expect((await close({ kind: 'moved' })).body.error.code).toBe('not-allowed-now')
    expect((await change(keeper, { version: 2, fields: { character: 'x' } })).body.error.code).toBe(
      'not-allowed-now',
    )
    expect((await keeper.post(`/api/children/${child}/file`, { note: '又回来了' })).status).toBe(200)
    expect((await fileOf(keeper)).file).toMatchObject({
      version: 3,
      keeperId: teacher.userId,
      fields: { character: '安静' },
    })
    expect((await recordOf(keeper)).openings).toMatchObject([
      { openKind: 'again', openNote: '又回来了', closedOn: null },
      {
        openKind: 'decided',
        openNote: null,
        closedOn: '2026-11-23',
        closeKind: 'moved',
        closeNote: '随父母到城里读书',
      },
    ])
    // H-12: why a child left is not for everybody who reaches it.
    expect((await recordOf(helper)).openings[1]).toMatchObject({ closeKind: 'moved', closeNote: null })
    const [row] =
      await app.owner`select close_note_sealed as sealed from child_file where pupil_id = ${child} and closed_on is not null`
    expect(String(row?.['sealed'])).not.toContain('随父母')
  })

  it('X-20, P7-07, P11-13: whom the plan names keeps a file that is opened; the named helper may change it', async () => {
    const definitionId = newId()
    await app.owner`insert into definition (school_id, id, key, params, is_primary, effective_from) values
      (${school.schoolId}, ${definitionId}, 'plan11', '{"parentsAway":"oneOrBoth","minMonthsAway":0,"allowedGapDays":15,"ageBelow":null,"grades":null,"residence":"any","absenceKinds":["work"]}', true, '2026-09-01')`
    await app.owner`insert into care_plan (school_id, id, preset, params, definition_id, effective_from)
      values (${school.schoolId}, ${newId()}, 'plan11', '{"keeperRole":"helpingTeacher"}', ${definitionId}, '2026-09-01')`
    expect((await change(helper, { version: 1, fields: { character: 'x' } })).status).toBe(403)
    await open()
    expect((await fileOf(helper)).file.keeperId).toBe(helper.userId)
    expect((await change(helper, { version: 1, fields: { needLife: '想有人陪着吃早饭' } })).status).toBe(200)
    // A file that nobody keeps gets its keeper with the next decision about the child.
    await app.owner`update child_file set keeper_id = null where pupil_id = ${child}`
    await keeper.post('/api/children/evaluate')
    expect((await fileOf(helper)).file).toMatchObject({ keeperId: helper.userId, version: 3 })
  })

  it('H-25: nothing of the file outlasts the child', async () => {
    await open()
    await change(keeper, { version: 1, fields: FIELDS })
    await keeper.post(`/api/children/${child}/renewal`, { sections: ['register'] })
    await keeper.post(`/api/children/${child}/goals`, {
      id: newId(), goal: 'safe', state: 'met', toldBy: 'child', on: '2026-11-20', evidence: '结伴走',
    }) // prettier-ignore
    await app.owner`delete from pupil where id = ${child}`
    const [left] =
      await app.owner`select (select count(*) from child_file where pupil_id = ${child}) + (select count(*) from child_file_part where pupil_id = ${child})
      + (select count(*) from file_renewal where pupil_id = ${child}) + (select count(*) from child_goal where pupil_id = ${child}) as n`
    expect(Number(left?.['n'])).toBe(0)
  })
})

describe('five goals', () => {
  const goal = (over: object = {}) => ({
    id: newId(),
    goal: 'guarded',
    state: 'met',
    toldBy: 'family',
    on: '2026-11-20',
    evidence: '奶奶说周末姑姑也来',
    ...over,
  })
  const state = (person: Person, payload: object) => person.post(`/api/children/${child}/goals`, payload)

  it('P11-08, P11-09, R39: state, evidence and on whose word; a later word stands in its place, sent twice it is one', async () => {
    const first = goal()
    expect((await state(teacher, first)).status).toBe(200)
    expect((await state(teacher, first)).status).toBe(200)
    await state(keeper, goal({ state: 'partly', on: '2026-11-22' }))
    const { goals } = await recordOf(teacher)
    expect(goals).toMatchObject([
      { goal: 'guarded', state: 'partly', statedOn: '2026-11-22' },
      { goal: 'guarded', state: 'met', toldBy: 'family', evidence: '奶奶说周末姑姑也来' },
    ])
    expect((await recordOf(helper)).goals[1].evidence).toBeNull()
  })

  it('evidence is a text or a card about this child, and of no day to come', async () => {
    const fieldsOf = async (over: object) => (await state(teacher, goal(over))).body.error.fields
    expect(await fieldsOf({ evidence: '' })).toEqual([{ path: 'evidence', code: 'required' }])
    expect(await fieldsOf({ on: '2026-11-24' })).toEqual([{ path: 'on', code: 'in-future' }])
    expect(await fieldsOf({ cardId: newId() })).toEqual([{ path: 'cardId', code: 'unknown-reference' }])
    expect((await state(helper, goal())).status).toBe(403)
  })
})

describe('renewal', () => {
  it('X-21: lists whose file is not gone through, and a dated confirmation of every section renews it', async () => {
    await open()
    const list = async (person: Person) => (await person.get('/api/renewals')).body
    expect(await list(keeper)).toMatchObject({
      ofPlan: true,
      round: { from: '2026-09-01', to: '2026-09-30' },
      files: 1,
      renewed: 0,
      percent: 0,
      rows: [{ pupilId: child, renewal: { state: 'overdue' } }],
    })
    await keeper.post('/api/renewals', { windows: [], eachTerm: true, onChange: false })
    expect((await list(teacher)).rows[0].renewal.state).toBe('due')
    const sections = ['register', 'family', 'person', 'school', 'health', 'home']
    const confirm = (some: string[]) => teacher.post(`/api/children/${child}/renewal`, { sections: some })
    await confirm(sections.slice(0, 4))
    expect((await list(teacher)).rows[0].renewal.missing).toEqual(['health', 'home'])
    await confirm(sections)
    expect(await list(teacher)).toMatchObject({ ofPlan: false, renewed: 1, percent: 100, rows: [] })
    expect((await recordOf(teacher)).confirmed).toHaveLength(6)
    const other = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect(await list(other)).toMatchObject({ files: 0, percent: null })
    expect(
      (await teacher.post('/api/renewals', { windows: [], eachTerm: true, onChange: false })).status,
    ).toBe(403)
    expect(
      (
        await keeper.post('/api/renewals', {
          windows: [{ from: '02-30', to: '03-01' }],
          eachTerm: false,
          onChange: false,
        })
      ).body.error.fields[0],
    ).toMatchObject({ path: 'windows.0.from', code: 'not-a-date' })
  })
})

describe('renewal after a change', () => {
  it('X-21, P3-32: a new carer asks for family and home again, of this child only', async () => {
    app.setNow('2026-11-20T02:00:00.000Z')
    const early = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    await early.post(`/api/children/${child}/file`)
    await early.post('/api/renewals', { windows: [], eachTerm: false, onChange: true })
    const state = async (person: Person) => (await recordOf(person)).renewal
    expect((await state(early)).state).toBe('renewed')
    app.setNow(TEST_NOW)
    const added = await keeper.post(`/api/children/${child}/carers`, {
      id: newId(),
      kind: 'grandparent',
      relation: 'grandmother',
      from: '2026-11-22',
    })
    expect(added.status).toBe(200)
    expect(await state(keeper)).toEqual({ state: 'due', missing: ['family', 'home'], afterChange: true })
    await keeper.post(`/api/children/${child}/renewal`, { sections: ['family', 'home'] })
    expect((await state(keeper)).state).toBe('renewed')
  })
})

describe('print', () => {
  it('H-02: goes on record with how much was open to the person', async () => {
    await open()
    expect((await teacher.post(`/api/children/${child}/print`)).status).toBe(200)
    expect((await helper.post(`/api/children/${child}/print`)).status).toBe(200)
    const log =
      await app.owner`select actor_id, detail from audit_entry where pupil_id = ${child} and action = 'print' order by seq`
    expect(log.map(({ detail }) => JSON.parse(detail as string) as unknown)).toEqual([
      { tiers: ['basic', 'contact', 'case'] },
      { tiers: ['basic', 'contact'] },
    ])
  })
})

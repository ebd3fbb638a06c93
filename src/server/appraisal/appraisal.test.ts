import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil } from '#server/testing/factories.ts'
import { type AppraisalSchool, makeAppraisalSchool } from '#server/testing/appraisal-school.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let at: AppraisalSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  at = await makeAppraisalSchool(app)
})

describe('H-07: off until two people wanted it', () => {
  it('is off by default; only the principal turns it on, after reading what it can do', async () => {
    const { classId, principal, admin, counsellor, keeper, teacher, helper, ask, view } = at
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
    const { school, classId, principal, admin, teacher, helper, a, ask, approve, mark, view } = at
    const id = newId()
    expect((await ask({}, id)).status).toBe(200)
    expect((await ask({}, id)).status).toBe(200)
    expect((await ask({ capChild: 999 }, id)).body.error.code).toBe('already-exists')
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
    expect(audit.map((one) => one['action'])).toEqual(['turnOn', 'approve', 'turnOff'])
  })

  it('agreed to and turned off at the same moment, or turned off twice: one of it happens, and stands in the log once', async () => {
    const { school, principal, ask, approve, view } = at
    const id = newId()
    await ask({}, id)
    const end = (version: number) => principal.post(`/api/appraisal/${id}/end`, { version })
    const both = await Promise.all([approve(id), end(1)])
    expect(both.map(({ status }) => status).toSorted((x, y) => x - y)).toEqual([200, 409])
    await Promise.all([end(2), end(2)])
    expect((await view(principal)).state).toBe('off')
    const audit = await app.owner`select action from audit_entry
      where school_id = ${school.schoolId} and entity = 'appraisal' and action = 'turnOff'`
    expect(audit).toHaveLength(1)
  })

  it('H-07: whoever is paid does not say who behaved well, also when the pay came later', async () => {
    const {
      school,
      principal,
      admin,
      counsellor,
      keeper,
      teacher,
      helper,
      a,
      ask,
      approve,
      on,
      mark,
      fill,
      view,
      sumOf,
    } = at
    for (const paid of [teacher, helper])
      expect((await ask({ conductBy: paid.userId })).body.error.fields).toMatchObject([
        { path: 'conductBy', code: 'unknown-reference' },
      ])
    const both = await app.signIn(
      { schoolId: school.schoolId, role: 'counsellor' },
      { schoolId: school.schoolId, role: 'helpingTeacher', pupilId: a },
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
      values (${school.schoolId}, ${newId()}, ${counsellor.userId}, 'helpingTeacher', ${a}, '2027-07-01')`
    expect((await mark(id, a, 'conduct')).status).toBe(403)
    expect((await view(counsellor)).marks).toBe(false)
    expect((await sumOf(id, helper)).points).toBe(110)
    // Nor is that agreed to any more: another one has to be named.
    await principal.post(`/api/appraisal/${id}/end`, { version: 2 })
    const late = newId()
    expect((await ask({ conductBy: keeper.userId }, late)).status).toBe(200)
    await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${school.schoolId}, ${newId()}, ${keeper.userId}, 'helpingTeacher', ${a}, '2027-07-01')`
    expect((await approve(late)).body.error.fields).toMatchObject([
      { path: 'conductBy', code: 'same-person' },
    ])
    expect((await view(principal)).state).toBe('asked')
  })
})

describe('what is entered', () => {
  it('K-61: conduct counts by the named person only; until then there are no twenty points', async () => {
    const { principal, admin, counsellor, keeper, teacher, helper, a, b, on, rank, mark, sumOf } = at
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
    const { school, a, b, c, on, rank, results, listed } = at
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

  it('F20: of a term that has not begun there is no rank to enter', async () => {
    const { school, a, classId } = at
    app.setNow('2026-11-23T02:00:00.000Z')
    const { schoolId } = school
    const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
    const principal = await app.signIn({ schoolId, role: 'principal' })
    const admin = await app.signIn({ schoolId, role: 'administrator' })
    const id = newId()
    expect((await at.ask({ conductBy: keeper.userId }, id, principal)).status).toBe(200)
    expect((await at.approve(id, admin)).status).toBe(200)
    const list = (when: string) => keeper.get(`/api/appraisal/${id}/ranks?classId=${classId}&at=${when}`)
    expect((await list('first')).body.termName).toBe('秋季学期')
    expect((await list('last')).body.termName).toBeNull()
    expect((await at.rank(id, 'last', [[a, 3]], keeper)).body.error.code).toBe('not-allowed-now')
  })

  it('once, by the class’s own teacher or the keeper, each reading back the own entries; a stale one is refused', async () => {
    const { school, classId, keeper, teacher, a, b, on, mark } = at
    const id = await on()
    const entry = { id: newId(), pupilId: a, rank: 7, after: null }
    const send = (by: Person, over: object = {}) =>
      by.post(`/api/appraisal/${id}/ranks`, { classId, at: 'first', entries: [{ ...entry, ...over }] })
    for (const { status } of await Promise.all([1, 2, 3].map(() => send(teacher)))) expect(status).toBe(200)
    expect(await app.owner`select id from appraisal_entry where pupil_id = ${a}`).toHaveLength(1)
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
      await app.owner`select sealed, row_to_json(e)::text as text from appraisal_entry e where pupil_id = ${a}`
    expect(Buffer.from(row?.['sealed'] as Buffer).length).toBeGreaterThan(30)
    const audit = await app.owner`select pupil_id, detail::text as detail from audit_entry
      where school_id = ${school.schoolId} and action = 'enter'`
    expect(audit).toEqual([{ pupil_id: a, detail: '{"kind":"rank"}' }])
  })

  it('what is sent twice must be the same; the same again after a lost answer writes nothing', async () => {
    const { school, classId, keeper, teacher, counsellor, a, on, mark } = at
    const id = await on()
    const entry = { id: newId(), pupilId: a, rank: 7, after: null }
    const send = (by: Person, over: object = {}) =>
      by.post(`/api/appraisal/${id}/ranks`, { classId, at: 'first', entries: [{ ...entry, ...over }] })
    expect((await send(teacher)).status).toBe(200)
    expect((await send(teacher, { rank: 8 })).body.error.code).toBe('already-exists')
    expect((await send(keeper)).body.error.code).toBe('already-exists')
    // Typed once more, or pressed again: another id, and nothing was read in between.
    expect((await send(teacher, { id: newId() })).status).toBe(200)
    expect((await send(keeper, { id: newId() })).body.error.code).toBe('version-conflict')
    expect((await mark(id, a, 'conduct')).status).toBe(200)
    expect((await mark(id, a, 'conduct')).status).toBe(200)
    expect((await mark(id, a, 'conduct', counsellor, { holds: false })).body.error.code).toBe(
      'version-conflict',
    )
    expect(await app.owner`select id from appraisal_entry where school_id = ${school.schoolId}`).toHaveLength(
      2,
    )
  })

  it('H-07: how long a sealed entry is does not tell what it says', async () => {
    const { school, a, b, c, on, rank, mark } = at
    const id = await on()
    await rank(id, 'first', [
      [a, 1],
      [b, 12],
      [c, null],
    ])
    await mark(id, a, 'conduct')
    await mark(id, b, 'conduct', at.counsellor, { holds: false })
    const lengths = await app.owner`select distinct length(sealed) as length from appraisal_entry
      where school_id = ${school.schoolId}`
    expect(lengths).toHaveLength(1)
  })
})

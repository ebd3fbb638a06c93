import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { planRules } from '#shared/duties/rules/plan-rules.ts'
import { newId } from '#server/db/id.ts'
import { sealReasons } from '#server/seal-plain-text.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { openDuties, runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let classId: string
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  classId = school.classes['三年级(1)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  child = await makeAwayChild(app.owner, school)
})

const adopt = (preset: string, keys: readonly string[], over: object = {}) =>
  principal.post('/api/plan', {
    id: newId(),
    preset,
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    settings: { rules: keys.map((key) => ({ key, on: true })) },
    ...over,
  })

interface Row {
  id: string
  kind: string
  subject: string
  from: string
  to: string
  due: string
  done: string | null
}
const dutiesOf = (key: string): Promise<Row[]> =>
  app.owner<
    Row[]
  >`select id, subject_kind as kind, subject_id as subject, window_from as "from", window_to as "to",
    due_on as due, done_on as done from duty where school_id = ${school.schoolId} and key = ${key}
    order by window_from, subject_id`
const dutyAt = async (key: string, from: string): Promise<string> =>
  (await dutiesOf(key)).find((row) => row.from === from)?.id ?? ''
const reopen = () => {
  const scope = mintJobScope(school.schoolId, '2026-11-23')
  return app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2026-11-23'))
}
const work = (over: object = {}) => ({
  id: newId(),
  heldOn: '2026-11-23',
  what: '讨论了孩子们的学习和生活',
  people: 6,
  topics: ['study', 'life'],
  ...over,
})

describe('duties of classes, persons and the school', () => {
  it('D01, D02, D23, D43: are opened for their subjects, once, and only where the school took them', async () => {
    expect((await adopt('plan1', ['meeting', 'weeklyPlan', 'helpPlan'])).status).toBe(200)
    const meetings = await dutiesOf('meeting')
    expect(meetings.map(({ kind, due }) => `${kind} ${due}`)).toEqual([
      'school 2026-09-30', 'school 2026-10-31', 'school 2026-11-30', 'school 2026-12-31', 'school 2027-01-22',
    ]) // prettier-ignore
    // The other class has no child on the list.
    const plans = await dutiesOf('weeklyPlan')
    expect(new Set(plans.map(({ subject }) => subject))).toEqual(new Set([classId]))
    expect(plans[0]).toMatchObject({ kind: 'class', from: '2026-09-01', to: '2026-09-06' })
    expect(await dutiesOf('helpPlan')).toMatchObject([{ from: '2026-09-01', to: '2026-09-20' }])
    expect(await dutiesOf('termSummary')).toEqual([])
    expect(await reopen()).toEqual({ opened: 0, changed: 0, withdrawn: 0, ended: 0 })
  })

  it('P5-54, D33: interest groups are due on Tuesdays and Thursdays with school', async () => {
    await adopt('plan5', ['interestGroup', 'starRound'])
    const days = (await dutiesOf('interestGroup')).map(({ from }) => from)
    expect(days.slice(0, 3)).toEqual(['2026-09-01', '2026-09-03', '2026-09-08'])
    expect(await dutiesOf('starRound')).toHaveLength(2)
  })

  it('K-24 by analogy: a person owes while the role is held, a class while it has a child on the list', async () => {
    await app.signIn({
      schoolId: school.schoolId,
      role: 'helpingTeacher',
      pupilId: child,
      from: '2026-11-01',
    })
    await app.signIn({
      schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child, from: '2026-09-01', to: '2026-10-20',
    }) // prettier-ignore
    await adopt('plan11', ['screening'])
    const months = (await dutiesOf('screening')).map(({ kind, due }) => `${kind} ${due}`)
    // In October on more than half of the school days: due on the last day of the role.
    expect(months).toEqual([
      'person 2026-09-30', 'person 2026-10-20', 'person 2026-11-30', 'person 2026-12-31', 'person 2027-01-22',
    ]) // prettier-ignore
    await adopt('plan1', ['weeklyPlan'])
    const late = school.classes['三年级(2)班'] ?? ''
    await makeAwayChild(app.owner, school, { classId: late, away: '2026-08-20' })
    await runDaily(app.deps)
    const weeks = (await dutiesOf('weeklyPlan')).filter(({ subject }) => subject === late)
    // Counted since 20 November, a Friday: that week is less than half.
    expect(weeks[0]?.from).toBe('2026-11-23')
  })

  it('D05: a duty of the helping teacher is owed only while one is named', async () => {
    await adopt('plan3', ['pairTalk'])
    expect(await dutiesOf('pairTalk')).toEqual([])
    await app.signIn({
      schoolId: school.schoolId,
      role: 'helpingTeacher',
      pupilId: child,
      from: '2026-11-01',
    })
    await reopen()
    expect((await dutiesOf('pairTalk')).map(({ from }) => from)).toEqual([
      '2026-11-01',
      '2026-12-01',
      '2027-01-01',
    ])
  })

  it('B.3: a file opened, an age reached and a parent home again open a window for the child', async () => {
    await adopt('plan7', ['firstTalk', 'birthdayCheck', 'parentHome'])
    await app.owner`update child_file set opened_on = '2026-11-10' where pupil_id = ${child}`
    await app.owner`update pupil set birth_on = '2018-11-20' where id = ${child}`
    const [father] =
      await app.owner`select id from family_member where pupil_id = ${child} and relation = 'father'`
    await app.owner`insert into absence (school_id, id, pupil_id, member_id, from_on, to_on)
      values (${school.schoolId}, ${newId()}, ${child}, ${String(father?.['id'])}, '2026-09-10', '2026-11-20')`
    await reopen()
    expect(await dutiesOf('firstTalk')).toMatchObject([
      { kind: 'child', from: '2026-11-10', to: '2026-11-23' },
    ])
    expect(await dutiesOf('birthdayCheck')).toMatchObject([{ from: '2026-11-20', to: '2026-12-19' }])
    expect(await dutiesOf('parentHome')).toMatchObject([{ from: '2026-11-20', to: '2026-12-03' }])
    expect(await reopen()).toEqual({ opened: 0, changed: 0, withdrawn: 0, ended: 0 })
    const talk = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    }
    const filed = await teacher.post('/api/cards', talk)
    // One talk is the month's talk and the first one after the file.
    expect(filed.body.closed).toHaveLength(2)
    expect(await dutiesOf('firstTalk')).toMatchObject([{ done: '2026-11-23' }])
  })

  it('B.3: what is told in the product opens its duties at once: a file opened by hand, a parent found away, home again', async () => {
    await app.owner`update pupil set created_at = '2026-01-01' where id = ${child}`
    await adopt('plan3', ['firstTalk', 'informationOnChange'])
    await app.owner`delete from child_file where pupil_id = ${child}`
    await reopen()
    expect(await dutiesOf('firstTalk')).toEqual([])
    expect((await principal.post(`/api/children/${child}/file`, {})).status).toBe(200)
    expect(await dutiesOf('firstTalk')).toMatchObject([{ from: '2026-11-23', to: '2026-12-06' }])
    const mother = newId()
    const added = await teacher.post(`/api/children/${child}/members`, {
      id: mother,
      relation: 'grandmother',
    })
    expect(added.body.error).toBeUndefined()
    const away = newId()
    const gone = await teacher.post(`/api/children/${child}/members/${mother}/absences`, {
      id: away,
      from: '2026-11-10',
      to: null,
    })
    expect(gone.body.error).toBeUndefined()
    expect(await dutiesOf('informationOnChange')).toMatchObject([{ from: '2026-11-23' }])
    await adopt('plan7', ['parentHome'], { effectiveFrom: '2026-11-23' })
    const back = { version: 1, to: '2026-11-24' }
    const url = `/api/children/${child}/absences/${away}`
    expect((await teacher.request({ method: 'PATCH', url, payload: back })).body.error).toBeUndefined()
    expect((await dutiesOf('parentHome')).map(({ from }) => from)).toEqual(['2026-11-24'])
  })

  it('K-27: what the school takes back ends, what was done stays', async () => {
    await adopt('plan1', ['meeting', 'weeklyPlan'])
    await principal.post(`/api/duties/${await dutyAt('meeting', '2026-11-01')}/work`, work())
    await adopt('plan1', ['weeklyPlan'], { effectiveFrom: '2026-11-24' })
    const meetings = await dutiesOf('meeting')
    expect(meetings.at(-1)).toMatchObject({ from: '2026-11-01', done: '2026-11-23' })
    expect(meetings).toHaveLength(3)
  })

  it('catches up after downtime over two terms, whatever of the whole year was opened before', async () => {
    const next = newId()
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
      values (${school.schoolId}, ${newId()}, ${school.yearId}, '春季学期', '2027-02-22', '2027-07-09')`
    await app.owner`insert into school_year (school_id, id, name, starts_on, ends_on)
      values (${school.schoolId}, ${next}, '2027-2028', '2027-09-01', '2028-08-31')`
    await app.owner`insert into term (school_id, id, school_year_id, name, starts_on, ends_on)
      values (${school.schoolId}, ${newId()}, ${next}, '秋季学期', '2027-09-01', '2028-01-21')`
    await adopt('plan1', ['meeting', 'excellentTeacher'])
    const scope = mintJobScope(school.schoolId, '2027-09-10')
    await app.deps.db.write(scope, (tx) => openDuties(app.deps, tx, scope, '2027-09-10'))
    const months = (await dutiesOf('meeting')).map(({ from }) => from.slice(0, 7))
    expect(months).toContain('2027-03')
    expect(months).toContain('2027-12')
    expect((await dutiesOf('excellentTeacher')).map(({ due }) => due)).toEqual(['2027-08-31', '2028-08-31'])
  })

  it('every plan can be adopted with all it proposes, and again without change', async () => {
    for (const number of [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]) {
      const preset = `plan${number}`
      const keys = planRules(preset).map(({ key }) => key)
      const from = `2026-11-${String(23 + Math.min(number, 7)).padStart(2, '0')}`
      expect((await adopt(preset, keys, { effectiveFrom: from })).status, preset).toBe(200)
    }
    expect(await reopen()).toEqual({ opened: 0, changed: 0, withdrawn: 0, ended: 0 })
  })
})

describe('a record of work', () => {
  beforeEach(async () => {
    await adopt('plan1', ['meeting', 'weeklyPlan', 'familyPhone'])
  })

  it('closes its duty in the same transaction, once, and is sealed', async () => {
    const id = await dutyAt('meeting', '2026-11-01')
    const body = work()
    const first = await principal.post(`/api/duties/${id}/work`, body)
    expect(first.status).toBe(200)
    expect(first.body).toMatchObject({
      duty: { key: 'meeting', state: 'done', subjectKind: 'school' },
      records: [{ version: 1, people: 6, what: '讨论了孩子们的学习和生活', mine: true }],
    })
    expect((await principal.post(`/api/duties/${id}/work`, body)).body).toEqual(first.body)
    const changed = await principal.post(`/api/duties/${id}/work`, { ...body, what: '又想起一件事' })
    expect([changed.status, changed.body.error.code]).toEqual([409, 'card-filed'])
    expect((await principal.post(`/api/duties/${id}/work`, work())).body.error.code).toBe('not-allowed-now')
    const [row] =
      await app.owner`select count(*)::int as n, bool_or(position('讨论'::bytea in sealed) > 0) as plain from work
      where duty_id = ${id}`
    expect(row).toEqual({ n: 1, plain: false })
    const [log] = await app.owner`select count(*)::int as n from audit_entry
      where school_id = ${school.schoolId} and action = 'file' and entity = 'work'`
    expect(log?.['n']).toBe(1)
  })

  it('K-26: a day to come, one before the time, a late one without a reason: said at the field', async () => {
    const id = await dutyAt('meeting', '2026-10-01')
    const post = (over: object) => principal.post(`/api/duties/${id}/work`, work(over))
    expect((await post({ heldOn: '2026-11-24' })).body.error.fields[0]).toMatchObject({
      path: 'heldOn',
      code: 'in-future',
    })
    expect((await post({ heldOn: '2026-09-30' })).body.error.fields[0]).toMatchObject({
      path: 'heldOn',
      code: 'before-start',
    })
    expect((await post({})).body.error.fields[0]).toMatchObject({ path: 'lateReason', code: 'required' })
    expect((await post({ what: ' ' })).body.error.fields[0]).toMatchObject({ path: 'what', code: 'required' })
    expect((await post({ lateReason: '上月校舍维修' })).body.duty.state).toBe('late')
  })

  it('a correction is a new version with a reason, by the author only, and moves the day', async () => {
    const id = await dutyAt('meeting', '2026-11-01')
    const filed = await principal.post(`/api/duties/${id}/work`, work())
    const old = String(filed.body.records[0].id)
    const other = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const fixed = work({ heldOn: '2026-11-20', what: '改过的', reason: '日期写错' })
    expect((await other.post(`/api/work/${old}/correct`, fixed)).status).toBe(403)
    const corrected = await principal.post(`/api/work/${old}/correct`, fixed)
    expect(corrected.body.records).toMatchObject([
      { version: 2, what: '改过的', superseded: false, correctionReason: '日期写错' },
      { version: 1, superseded: true },
    ])
    expect(await dutiesOf('meeting')).toContainEqual(expect.objectContaining({ id, done: '2026-11-20' }))
    expect(
      (await principal.post(`/api/work/${old}/correct`, { ...fixed, id: newId() })).body.error.code,
    ).toBe('version-conflict')
    const [plain] = await app.owner`select count(*)::int as n from work where duty_id = ${id}
      and (late_reason is not null or correction_reason is not null or work::text like '%日期写错%')`
    expect(plain?.['n']).toBe(0)
  })

  it('H-12: plain reasons of records of before are sealed at start, once', async () => {
    const id = await dutyAt('meeting', '2026-11-01')
    const filed = await principal.post(`/api/duties/${id}/work`, work())
    const old = String(filed.body.records[0].id)
    await app.owner`update work set late_reason = '停电', correction_reason = '日期写错' where id = ${old}`
    await app.owner`delete from schema_migration where name like '0016-ended: %'`
    expect(await sealReasons(app.owner, app.deps.vault)).toBe(1)
    expect(await sealReasons(app.owner, app.deps.vault)).toBe(0)
    const [record] = (await principal.get(`/api/duties/${id}/work`)).body.records
    expect(record).toMatchObject({ correctionReason: '日期写错', enteredLate: true })
    const [row] = await app.owner`select late_reason, correction_reason from work where id = ${old}`
    expect(row).toEqual({ late_reason: null, correction_reason: null })
  })

  it('D11, H-12: what was done for a child is read by its teachers; leaders see that it was done; cards leave it alone', async () => {
    const id = await dutyAt('familyPhone', '2026-11-01')
    expect((await teacher.post(`/api/duties/${id}/work`, work())).body.duty).toMatchObject({
      state: 'done',
      pupilId: child,
    })
    const seen = await principal.get(`/api/duties/${id}/work`)
    expect(seen.body.records).toMatchObject([
      { heldOn: '2026-11-23', what: null, reference: null, mine: false },
    ])
    const talk = {
      id: newId(),
      pupilId: child,
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    }
    const filed = await teacher.post('/api/cards', talk)
    expect(filed.status).toBe(200)
    expect(await dutiesOf('familyPhone')).toContainEqual(expect.objectContaining({ id, done: '2026-11-23' }))
    const line = await teacher.get(`/api/children/${child}/timeline`)
    expect(line.body.items.some((item: { duty?: { id: string } }) => item.duty?.id === id)).toBe(true)
    const card = await dutyAt('talk', '2026-11-01')
    expect((await teacher.post(`/api/duties/${card}/work`, work())).body.error.code).toBe('not-allowed-now')
  })

  it('another class’s or a person’s own duty is not found; the principal may excuse, others not', async () => {
    const stranger = await app.signIn({
      schoolId: school.schoolId, role: 'classTeacher', classId: school.classes['三年级(2)班'] ?? '',
    }) // prettier-ignore
    const week = await dutyAt('weeklyPlan', '2026-11-23')
    expect((await stranger.get(`/api/duties/${week}/work`)).status).toBe(404)
    expect((await stranger.post(`/api/duties/${week}/work`, work())).status).toBe(404)
    const meeting = await dutyAt('meeting', '2026-11-01')
    expect((await teacher.get(`/api/duties/${meeting}/work`)).status).toBe(404)
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const excuse = { kind: 'other', reason: '停课' }
    expect((await counsellor.post(`/api/duties/${meeting}/work`, work())).status).toBe(403)
    expect((await counsellor.post(`/api/duties/${meeting}/excuse`, excuse)).status).toBe(403)
    expect((await principal.post(`/api/duties/${meeting}/excuse`, excuse)).body.duty).toMatchObject({
      state: 'excused', pupilId: null,
    }) // prettier-ignore
  })
})

describe('My day and the board', () => {
  it('show the work of a class to its teacher and of the school to its principal, apart from the children', async () => {
    await adopt('plan1', ['meeting', 'weeklyPlan'])
    const mine = (await teacher.get('/api/my-day')).body
    expect(mine.work).toMatchObject([
      {
        key: 'weeklyPlan',
        subjectName: '三年级(1)班',
        dueOn: '2026-11-29',
        evidence: 'work',
        unassigned: false,
      },
    ])
    expect(mine.work[0].alsoOpen).toBeGreaterThan(5)
    const keys = mine.sections.flatMap(({ items }: { items: { key: string }[] }) =>
      items.map(({ key }) => key),
    )
    expect(new Set(keys)).toEqual(new Set(['talk', 'parentContact']))
    const leader = (await principal.get('/api/my-day')).body
    expect(leader.work.map(({ key }: { key: string }) => key)).toContain('meeting')
    expect(leader.ring).toEqual(mine.ring)
    const board = (await principal.get('/api/board')).body
    expect(new Set(board.coverage.map(({ key }: { key: string }) => key))).toEqual(
      new Set(['talk', 'parentContact']),
    )
    expect(board.headline.children).toBe(1)
  })

  it('a class without a teacher: unassigned, seen by the principal', async () => {
    const other = school.classes['三年级(2)班'] ?? ''
    await makeAwayChild(app.owner, school, { classId: other })
    await adopt('plan1', ['weeklyPlan'], { effectiveFrom: '2026-11-23' })
    const items = (await principal.get('/api/my-day')).body.work
    expect(items).toMatchObject([{ key: 'weeklyPlan', subjectName: '三年级(2)班', unassigned: true }])
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let principal: Person
let keeper: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId } = school
  principal = await app.signIn({ schoolId, role: 'principal' })
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  child = await makeAwayChild(app.owner, school)
})

const openFile = (id = child) =>
  app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${school.schoolId}, ${newId()}, ${id}, '2026-09-01')`
const post = (path: string, payload: object, who = teacher) =>
  who.post(`/api/children/${child}/${path}`, payload)
const alertsOf = async (who = teacher, id = child) =>
  (await who.get(`/api/children/${id}/alerts`)).body.alerts
const kinds = async () => (await alertsOf()).map(({ kind }: { kind: string }) => kind)

describe('alerts about the care of a child', () => {
  it('H-03: nobody at home is urgent at once, with a deadline, for teacher and principal alike; a carer ends it', async () => {
    await openFile()
    await post('carers', { id: newId(), kind: 'nobody', relation: 'nobody', from: '2026-11-20' })
    const [first] = await alertsOf()
    // Nine years old: not one who must never be unattended, but one who must not live alone.
    expect(first).toMatchObject({ kind: 'alone', urgent: true, age: 9 })
    expect(first.deadline > '2026-11-01').toBe(true)
    const urgent = (await principal.get('/api/alerts?only=urgent')).body
    expect(urgent).toMatchObject({ urgent: 1, total: 1, rows: [{ pupilId: child, name: '林小满' }] })
    const carer = { id: newId(), kind: 'grandparent', relation: 'grandmother', phone: '19422223333' }
    expect((await post('carers', carer)).status).toBe(200)
    expect((await principal.get('/api/alerts?only=urgent')).body).toMatchObject({
      urgent: 0,
      total: 0,
      rows: [],
    })
  })

  it('H-23: a grandmother is no worse than an aunt: facts make an alert, never the kind of carer', async () => {
    const carers = [
      { kind: 'grandparent', relation: 'grandmother' },
      { kind: 'relative', relation: 'fathersSister' },
      { kind: 'friend', relation: '其他' },
    ]
    const seen: unknown[] = []
    for (const carer of carers) {
      child = await makeAwayChild(app.owner, school)
      await openFile()
      const body = { id: newId(), ...carer, name: '测试人', phone: '19422223333', bornOn: '1975-01-01' }
      expect((await post('carers', body)).body.error).toBe(undefined)
      seen.push(await kinds())
      expect(JSON.stringify(await alertsOf(principal, child))).not.toMatch(/score|risk|weight/i)
    }
    expect(seen).toEqual([seen[0], seen[0], seen[0]])
  })

  it('each count is the length of the list its filter gives; a class teacher counts the own class only', async () => {
    const other = await makePupil(app.owner, school, {
      name: '周田田',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    for (const id of [child, other]) {
      await openFile(id)
      await app.owner`insert into carer (school_id, id, pupil_id, kind, relation) values (${school.schoolId}, ${newId()}, ${id}, 'uncertain', 'uncertain')`
    }
    const all = (await principal.get('/api/alerts')).body
    expect(all.total).toBe(2)
    for (const { kind, count } of all.counts)
      expect((await principal.get(`/api/alerts?kind=${kind}`)).body.rows).toHaveLength(count)
    expect((await principal.get('/api/alerts?only=urgent')).body.rows).toHaveLength(all.urgent)
    const own = (await teacher.get('/api/alerts')).body
    expect(own.rows.map(({ pupilId }: { pupilId: string }) => pupilId)).toEqual([child])
    expect((await teacher.get(`/api/children/${other}/alerts`)).status).toBe(404)
    expect((await principal.get(`/api/alerts?classId=${school.classes['三年级(2)班']}`)).body.total).toBe(1)
  })

  it('carer old, ill or barred; why the law bars somebody is sealed and told to few (H-06)', async () => {
    await openFile()
    const id = newId()
    const body = {
      id,
      kind: 'grandparent',
      relation: 'grandmother',
      bornOn: '1950-01-01',
      ill: true,
      phone: '19422223333',
      bars: ['addiction'],
    }
    expect((await post('carers', body, keeper)).status).toBe(200)
    expect(await kinds()).toEqual(['barred', 'carerIll', 'carerOld'])
    const seen = async (who: Person) => (await who.get(`/api/children/${child}`)).body.carers[0]
    expect(await seen(teacher)).toMatchObject({ barred: true, bars: null })
    expect(await seen(principal)).toMatchObject({ barred: true, bars: ['addiction'] })
    // A teacher who saves the form of a carer leaves what the teacher may not see as it is.
    expect(
      (
        await teacher.request({
          method: 'PATCH',
          url: `/api/children/${child}/carers/${id}`,
          payload: { version: 1, ill: false, bars: [] },
        })
      ).status,
    ).toBe(200)
    expect(await seen(principal)).toMatchObject({ bars: ['addiction'], ill: false })
    const [row] = await app.owner`select c::text as text from carer c where c.id = ${id}`
    expect(row?.['text']).not.toContain('addiction')
  })

  it('a dead number and nobody left to ring; a new number ends both', async () => {
    await openFile()
    await post('carers', { id: newId(), kind: 'parent', relation: 'mother', legalBasis: 'parent' })
    const father = (await teacher.get(`/api/children/${child}`)).body.members[0]
    const change = (payload: object) =>
      teacher.request({ method: 'PATCH', url: `/api/children/${child}/members/${father.id}`, payload })
    expect((await change({ version: 1, phone: '19411112222' })).status).toBe(200)
    expect(await kinds()).toEqual([])
    await change({ version: 2, phoneDeadOn: '2026-11-20' })
    expect(await kinds()).toEqual(['unreachable', 'numberDead'])
    await change({ version: 3, phone: '19411113333' })
    expect(await kinds()).toEqual([])
  })
})

describe('parents who do not keep in touch', () => {
  it('art. 23, K-25: not known is no alarm; the contact of the plan missed since the last one is, and what the file says', async () => {
    await openFile()
    await app.owner`update family_member set phone_masked = '194****1111' where pupil_id = ${child}`
    await app.owner`update family_member set state = 'dead' where pupil_id = ${child} and relation = 'mother'`
    await post('carers', { id: newId(), kind: 'grandparent', relation: 'grandmother' })
    const plan = { id: newId(), preset: 'plan9', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    expect(await kinds()).toEqual([])
    // Promised since, missed, and nobody was ever reached (H-27).
    const promisedOn = (on: string) =>
      app.owner`update duty_rule set params = params || ${app.owner.json({ adoptedOn: on })} where school_id = ${school.schoolId}`
    await promisedOn('2026-09-01')
    expect(await alertsOf()).toMatchObject([{ kind: 'noWeeklyContact', on: null }])
    await promisedOn('2026-11-23')
    const card = async (on: string) => {
      const id = newId()
      await app.owner`insert into card (school_id, id, root_id, version, kind, pupil_id, author_id, held_on, reached, fields)
        values (${school.schoolId}, ${id}, ${id}, 1, 'parentContact', ${child}, ${teacher.userId}, ${on}, true, ${app.owner.json({ kind: 'parentContact', who: 'father' })})`
    }
    await card('2026-09-10')
    expect(await alertsOf()).toMatchObject([{ kind: 'noWeeklyContact', on: '2026-09-10', often: null }])
    await card('2026-11-20')
    expect(await kinds()).toEqual([])
    await app.owner`update absence set calls_often = 'monthly' where pupil_id = ${child}`
    expect(await alertsOf()).toMatchObject([{ kind: 'noWeeklyContact', often: 'monthly' }])
    await app.owner`update absence set calls_often = 'weekly' where pupil_id = ${child}`
    expect(await kinds()).toEqual([])
  })
})

describe('facts of a family that cannot be', () => {
  const fieldsOf = async (path: string, payload: object) =>
    (await post(path, { id: newId(), ...payload })).body.error?.fields

  it('are said at their field: death before birth, a carer younger than the child, a wrong division', async () => {
    expect(
      await fieldsOf('members', {
        relation: 'grandfather',
        state: 'dead',
        bornOn: '1950-02-01',
        diedOn: '1949-01-01',
      }),
    ).toEqual([{ path: 'diedOn', code: 'before-birth' }])
    expect(await fieldsOf('members', { relation: 'grandfather', diedOn: '2020-01-01' })).toEqual([
      { path: 'diedOn', code: 'invalid' },
    ])
    const young = [{ path: 'bornOn', code: 'younger-than-child' }]
    expect(await fieldsOf('members', { relation: 'mother', bornOn: '2017-05-04' })).toEqual(young)
    expect(
      await fieldsOf('carers', { kind: 'relative', relation: 'youngerSister', bornOn: '2019-01-01' }),
    ).toEqual(young)
    expect(await fieldsOf('members', { relation: 'youngerSister', bornOn: '2019-01-01' })).toBeUndefined()
    const father = (await teacher.get(`/api/children/${child}`)).body.members[0].id
    expect(
      await fieldsOf(`members/${father}/absences`, {
        from: '2020-01-01',
        to: '2020-02-01',
        division: '991900',
      }),
    ).toEqual([{ path: 'division', code: 'division-unknown' }])
    expect(
      await fieldsOf(`members/${father}/absences`, {
        from: '2020-01-01',
        to: '2020-02-01',
        division: '441900',
        homeOften: 'yearly',
      }),
    ).toBeUndefined()
  })

  it('H-21: two kinds of guardian at once are refused while a parent is guardian by law', async () => {
    expect(await fieldsOf('members', { relation: 'grandmother', isGuardian: true })).toEqual([
      { path: 'isGuardian', code: 'guardian-conflict' },
    ])
    expect(
      await fieldsOf('carers', { kind: 'grandparent', relation: 'grandmother', legalBasis: 'legalGuardian' }),
    ).toEqual([{ path: 'legalBasis', code: 'guardian-conflict' }])
    expect(
      await fieldsOf('carers', { kind: 'grandparent', relation: 'grandmother', legalBasis: 'parent' }),
    ).toEqual([{ path: 'legalBasis', code: 'invalid' }])
    await app.owner`update family_member set state = 'dead' where pupil_id = ${child}`
    expect(await fieldsOf('members', { relation: 'grandmother', isGuardian: true })).toBeUndefined()
  })
})

describe('siblings', () => {
  it('are guessed by name and number until a person says so; a confirmed household replaces the guess', async () => {
    const brother = await makeAwayChild(app.owner, school, { name: '林小川' })
    const twin = await makeAwayChild(app.owner, school, { name: '周田田' })
    for (const id of [child, brother, twin])
      await app.owner`update family_member set name = '测试父', phone_masked = '194****2222' where pupil_id = ${id} and relation = 'father'`
    const get = async () => (await teacher.get(`/api/children/${child}/siblings`)).body
    const names = (list: { name: string }[]) => list.map(({ name }) => name).toSorted()
    expect(await get()).toMatchObject({ confirmed: false, siblings: [] })
    expect(names((await get()).guessed)).toEqual(['周田田', '林小川'])
    const joined = (await post('siblings', { pupilId: brother, together: true })).body
    expect(joined).toMatchObject({ confirmed: true, siblings: [{ id: brother }], guessed: [{ id: twin }] })
    const parted = (await post('siblings', { pupilId: twin, together: false })).body
    expect(parted).toMatchObject({ siblings: [{ id: brother }], guessed: [] })
    // Work that takes a household together goes by the same definition.
    const household = (await teacher.get(`/api/children/${child}/household`)).body
    expect(JSON.stringify(household)).toContain(brother)
    expect(JSON.stringify(household)).not.toContain(twin)
    expect((await post('siblings', { pupilId: brother, together: false })).body.siblings).toEqual([])
  })

  it("another class's child is named once confirmed, and cannot be answered about before", async () => {
    const classId = school.classes['三年级(2)班'] ?? ''
    const elder = await makePupil(app.owner, school, { name: '林小川', classId })
    expect((await post('siblings', { pupilId: elder, together: true })).body.error.fields).toEqual([
      { path: 'pupilId', code: 'unknown-reference' },
    ])
    expect((await post('siblings', { pupilId: elder, together: true }, keeper)).status).toBe(200)
    expect((await teacher.get(`/api/children/${child}/siblings`)).body.siblings).toMatchObject([
      { name: '林小川', className: '三年级(2)班', reached: false },
    ])
    const foreign = await makePupil(app.owner, await makeSchool(app.owner))
    expect((await post('siblings', { pupilId: foreign, together: true }, keeper)).status).toBe(422)
    expect((await keeper.get(`/api/children/${foreign}/siblings`)).status).toBe(404)
  })
})

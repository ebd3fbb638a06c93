import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let [principal, teacher, helper, keeper, volunteer]: Person[] = []
let [child, second, places, outside]: [string, string, string[], string] = ['', '', [], '']
let [paired, accompanied, helperOfSchool] = ['', '', '']

const given = (person: Person | undefined): Person => {
  if (!person) throw new Error('not set up yet')
  return person
}

/** A running pairing with the places of its children, as the pairing's own routes would leave it. */
async function running(kind: string, children: string[], member: object): Promise<[string, string[]]> {
  const { schoolId } = school
  const [id, ids] = [newId(), children.map(() => newId())]
  const agreed = app.deps.vault.seal(
    JSON.stringify({ activity: '看书', time: '周三', place: '图书室', call: '' }),
    `pairing.agreed:${id}`,
  )
  await app.owner`insert into pairing (school_id, id, kind, agreed_sealed, supervisor_id, proposed_on, started_on, trial_to, confirmed_on)
    values (${schoolId}, ${id}, ${kind}, ${agreed}, ${given(teacher).userId}, '2026-10-01', '2026-10-12', '2026-11-12', '2026-11-01')`
  for (const [at, pupilId] of children.entries())
    await app.owner`insert into pairing_member (school_id, id, pairing_id, part, pupil_id) values (${schoolId}, ${ids[at] ?? ''}, ${id}, 'child', ${pupilId})`
  await app.owner`insert into pairing_member ${app.owner({ school_id: schoolId, id: newId(), pairing_id: id, ...member })}`
  return [id, ids]
}

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId, classes } = school
  child = await makeAwayChild(app.owner, school, { name: '欧阳小满' })
  second = await makeAwayChild(app.owner, school, { name: '陈晨' })
  principal = await app.signIn({ schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: classes['三年级(1)班'] ?? '' })
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  helper = await app.signIn()
  volunteer = await app.signIn({ schoolId, role: 'volunteer' })
  helperOfSchool = given(helper).userId
  const [own] = await running('teacher', [child], { part: 'teacher', user_id: helperOfSchool })
  paired = own
  await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, pairing_id, from_on)
    values (${schoolId}, ${newId()}, ${helperOfSchool}, 'helpingTeacher', ${child}, ${paired}, '2026-10-12')`
  outside = newId()
  await app.owner`insert into helper (school_id, id, kind, name, user_id) values (${schoolId}, ${outside}, 'volunteer', '何晓云', ${volunteer.userId})`
  for (const kind of ['identity', 'record', 'training'])
    await app.owner`insert into helper_check (school_id, id, helper_id, kind, done_on, valid_to) values (${schoolId}, ${newId()}, ${outside}, ${kind}, '2026-09-01', '2027-08-31')`
  ;[accompanied, places] = await running('volunteer', [child, second], {
    part: 'outside',
    helper_id: outside,
  })
})

const help = (over: object = {}) => ({
  id: newId(),
  heldOn: '2026-11-20',
  kind: 'study',
  minutes: 40,
  words: '一起读完了一本书',
  ...over,
})
const log = async (person: Person | undefined, id = paired) =>
  (await given(person).get(`/api/pairings/${id}/helps`)).body
const record = (person: Person | undefined, body: object, id = paired): Promise<Answer> =>
  given(person).post(`/api/pairings/${id}/helps`, body)
const placeOf = async (id = paired): Promise<string> => {
  const [row] = await app.owner`select id from pairing_member where pairing_id = ${id} and part = 'child'`
  return String(row?.['id'])
}
const withdraw = (person: Person | undefined, id: string): Promise<Answer> =>
  given(person).post(`/api/pairings/${paired}/helps/${id}/withdraw`)

describe('R22: the help log', () => {
  it('a helping teacher writes down day, kind and minutes; sent twice it is one', async () => {
    const body = help({ came: [await placeOf()] })
    expect((await record(helper, body)).status).toBe(200)
    const more = await Promise.all([1, 2].map(() => record(helper, body)))
    expect(more.map(({ status }) => status)).toEqual([200, 200])
    expect(await log(teacher)).toMatchObject({
      times: 1,
      minutes: 40,
      mayAdd: true,
      helps: [
        { id: body.id, heldOn: '2026-11-20', kind: 'study', words: '一起读完了一本书', names: ['欧阳小满'] },
      ],
    })
    expect((await log(helper)).helps[0]).toMatchObject({ mayWithdraw: true })
    const [row] = await app.owner`select words_sealed from help where session_id = ${body.id}`
    expect(String(row?.['words_sealed'])).not.toContain('读完')
  })

  it('what was written is for those who read notes about the child; who keeps files sees day and minutes', async () => {
    await record(helper, help({ came: [await placeOf()] }))
    expect((await log(keeper)).helps[0]).toMatchObject({ minutes: 40, words: null, mayWithdraw: false })
    expect((await log(keeper)).mayAdd).toBe(false)
    const line = (await given(teacher).get(`/api/children/${child}/timeline`)).body.items
    const event = line.find((item: { event?: { kind: string } }) => item.event?.kind === 'help')
    expect(event).toMatchObject({ on: '2026-11-20', event: { help: 'study', minutes: 40 } })
    expect(JSON.stringify(event)).not.toContain('读完')
  })

  it('says at the field what cannot be: tomorrow, before the beginning, a child of another pairing', async () => {
    const came = [await placeOf()]
    const codes = async (body: object) => (await record(teacher, body)).body.error.fields[0]
    expect(await codes(help({ came, heldOn: '2026-11-24' }))).toEqual({ path: 'heldOn', code: 'in-future' })
    expect(await codes(help({ came, heldOn: '2026-10-11' }))).toEqual({
      path: 'heldOn',
      code: 'before-start',
    })
    expect(await codes(help({ came: [places[0]] }))).toEqual({ path: 'came', code: 'unknown-reference' })
    expect(await codes(help({ came, helperId: newId() }))).toMatchObject({ path: 'helperId' })
    expect((await record(teacher, help({ came, minutes: 0 }))).status).toBe(422)
    await app.owner`update pairing set ended_on = '2026-11-16', end_kind = 'goalReached' where id = ${paired}`
    expect((await record(teacher, help({ came }))).body.error.code).toBe('not-allowed-now')
    expect((await record(teacher, help({ came, heldOn: '2026-11-15' }))).status).toBe(200)
  })

  it('a mistake is taken back by its author or whoever pairs, and counts no more', async () => {
    const body = help({ came: [await placeOf()] })
    await record(teacher, body)
    expect((await withdraw(helper, body.id)).status).toBe(403)
    expect((await withdraw(principal, body.id)).status).toBe(200)
    expect(await log(principal)).toMatchObject({ times: 0, minutes: 0, helps: [] })
    const [row] = await app.owner`select withdrawn_by from help where session_id = ${body.id}`
    expect(row?.['withdrawn_by']).toBe(given(principal).userId)
  })

  it('H-09: a volunteer writes from the own card: given names, own words, only while pairing and checks hold', async () => {
    const url = `/api/my-card/${accompanied}/helps`
    const own = given(volunteer)
    const card = async () => (await own.get('/api/my-card')).body
    expect((await card()).entrusted[0].children).toEqual(
      expect.arrayContaining(places.map((memberId) => expect.objectContaining({ memberId }))),
    )
    expect(JSON.stringify(await card())).not.toMatch(/欧阳|陈晨/)
    expect(JSON.stringify(await card())).not.toContain(child)
    const body = help({ came: [places[0]], kind: 'activity' })
    expect((await own.post(url, body)).body).toEqual({ done: true })
    await record(teacher, help({ came: places, words: '老师记的' }), accompanied)
    expect((await card()).entrusted[0].helps).toEqual([
      { id: body.id, heldOn: '2026-11-20', kind: 'activity', minutes: 40, words: '一起读完了一本书' },
    ])
    expect(await log(teacher, accompanied)).toMatchObject({ times: 2, minutes: 80 })
    const named = (await log(teacher, accompanied)).helps.find(({ id }: { id: string }) => id === body.id)
    expect(named).toMatchObject({ names: ['欧阳小满'], helperName: '何晓云' })
    // The pairing of somebody else is none of his, nor is the school's log.
    expect((await own.post(`/api/my-card/${paired}/helps`, help({ came: [places[0]] }))).status).toBe(404)
    expect((await own.get(`/api/pairings/${accompanied}/helps`)).status).toBe(403)
    await app.owner`update helper_check set valid_to = '2026-11-22' where helper_id = ${outside} and kind = 'record'`
    expect((await own.post(url, help({ came: [places[0]] }))).status).toBe(404)
  })

  it('H-02: each child’s log says who wrote down, read and took back; the volunteer’s card is read for each of them', async () => {
    const body = help({ came: places })
    await record(teacher, body, accompanied)
    await log(teacher, accompanied)
    await given(volunteer).get('/api/my-card')
    await given(teacher).post(`/api/pairings/${accompanied}/helps/${body.id}/withdraw`, {})
    for (const pupilId of [child, second]) {
      const rows = await app.owner`select entity, action from audit_entry where pupil_id = ${pupilId}
        and entity in ('help', 'ownCard') order by seq`
      expect(rows.map((row) => `${String(row['entity'])} ${String(row['action'])}`)).toEqual([
        'help create',
        'help read',
        'ownCard read',
        'help withdraw',
      ])
    }
  })

  it('H-02, H-22: what was noted of several children goes to no other school, nor the name of who came from outside', async () => {
    const own = given(volunteer)
    await own.post(`/api/my-card/${accompanied}/helps`, help({ came: places, words: '陈晨今天哭了' }))
    await own.post(`/api/my-card/${accompanied}/helps`, help({ came: [places[0]], words: '小满读得好' }))
    const there = await makeSchool(app.owner)
    const receiver = await app.signIn({ schoolId: there.schoolId, role: 'principal' })
    for (const pupilId of [child, second]) {
      const id = newId()
      await given(principal).post('/api/transfers', { id, pupilId, toSchoolId: there.schoolId, note: '' })
      const classId = Object.values(there.classes)[0]
      expect((await receiver.post(`/api/transfers/${id}/accept`, { classId })).status).toBe(200)
      const told = await log(receiver, accompanied)
      expect(told.times).toBe(2)
      const words = told.helps.map((one: { words: string | null }) => one.words)
      expect(words).toHaveLength(2)
      expect(words).toEqual(expect.arrayContaining(['小满读得好', null]))
      expect(JSON.stringify(told)).not.toMatch(/何晓云|哭/)
      for (const one of told.helps) expect(one).toMatchObject({ recordedByName: null, helperName: null })
    }
  })

  it('H-09, H-24: words are read by author, counsellor, principal and the teachers of exactly the children they are of', async () => {
    const { schoolId, classes } = school
    const otherClass = classes['三年级(2)班'] ?? ''
    await app.owner`update pupil set class_id = ${otherClass} where id = ${second}`
    const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
    const ofSecond = await app.signIn({ schoolId, role: 'classTeacher', classId: otherClass })
    const ofBoth = await app.signIn(
      { schoolId, role: 'classTeacher', classId: otherClass },
      { schoolId, role: 'helpingTeacher', pupilId: child },
    )
    await given(volunteer).post(
      `/api/my-card/${accompanied}/helps`,
      help({ came: places, words: '两个孩子吵了架' }),
    )
    await given(volunteer).post(
      `/api/my-card/${accompanied}/helps`,
      help({ came: [places[0]], words: '小满读得好' }),
    )
    const wordsFor = async (person: Person | undefined) => {
      const { helps } = await log(person, accompanied)
      return helps.map(({ words }: { words: string | null }) => words).toSorted()
    }
    for (const person of [principal, counsellor, ofBoth])
      expect(await wordsFor(person)).toEqual(['两个孩子吵了架', '小满读得好'].toSorted())
    expect(await wordsFor(teacher)).toEqual([null, '小满读得好'])
    expect(await wordsFor(ofSecond)).toEqual([null])
    expect(await wordsFor(keeper)).toEqual([null, null])
    // What was written of both does not become the first one's alone when the second goes away.
    const there = await makeSchool(app.owner)
    const receiver = await app.signIn({ schoolId: there.schoolId, role: 'principal' })
    const id = newId()
    await given(principal).post('/api/transfers', {
      id,
      pupilId: second,
      toSchoolId: there.schoolId,
      note: '',
    })
    const classId = Object.values(there.classes)[0]
    expect((await receiver.post(`/api/transfers/${id}/accept`, { classId })).status).toBe(200)
    expect(await wordsFor(teacher)).toEqual([null, '小满读得好'])
    expect(await wordsFor(principal)).toEqual(['两个孩子吵了架', '小满读得好'].toSorted())
  })

  it('goes along with the child to another school, without naming who came from outside', async () => {
    await record(helper, help({ came: [await placeOf()] }))
    await record(teacher, help({ came: places, kind: 'activity' }), accompanied)
    const there = await makeSchool(app.owner)
    const receiver = await app.signIn({ schoolId: there.schoolId, role: 'principal' })
    const id = newId()
    const asked = { id, pupilId: child, toSchoolId: there.schoolId, note: '' }
    expect((await given(principal).post('/api/transfers', asked)).status).toBe(200)
    const classId = Object.values(there.classes)[0]
    expect((await receiver.post(`/api/transfers/${id}/accept`, { classId })).status).toBe(200)
    const rows = await app.owner`select school_id, pupil_id from help order by pupil_id = ${child} desc`
    expect(rows.filter((row) => row['pupil_id'] === child).map((row) => String(row['school_id']))).toEqual([
      there.schoolId,
      there.schoolId,
    ])
    expect(rows.filter((row) => row['pupil_id'] === second).map((row) => String(row['school_id']))).toEqual([
      school.schoolId,
    ])
    const line = (await receiver.get(`/api/children/${child}/timeline`)).body.items
    expect(line.filter((item: { event?: { kind: string } }) => item.event?.kind === 'help')).toHaveLength(2)
    const { helps } = await log(receiver, paired)
    expect(helps).toMatchObject([{ words: '一起读完了一本书', helperName: expect.any(String) }])
    expect((await log(receiver, accompanied)).helps).toMatchObject([{ helperName: null }])
    // The other child's part stays with the pairing that goes on.
    expect(await log(teacher, accompanied)).toMatchObject({ times: 1 })
  })

  it('whoever reaches none of its children finds no pairing, and no log', async () => {
    const stranger = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: newId() })
    expect((await given(stranger).get(`/api/pairings/${accompanied}/helps`)).status).toBe(404)
    const elsewhere = await app.signIn({
      schoolId: (await makeSchool(app.owner)).schoolId,
      role: 'principal',
    })
    expect((await record(elsewhere, help({ came: places }), accompanied)).status).toBe(404)
  })
})

describe('D46: a child of a volunteer is met once in each time', () => {
  /** Month, the day it was done, and the help that did it. */
  const dutiesOf = async (pupilId: string) =>
    (
      await app.owner<
        { from: string; done: string | null; by: string | null }[]
      >`select window_from as "from",
          done_on as done, done_card_id as by from duty
        where school_id = ${school.schoolId} and key = 'volunteerMeets' and pupil_id = ${pupilId} order by window_from`
    ).map(({ from, done, by }) => [from.slice(0, 7), done, by])
  const adopt = (on: boolean) =>
    given(principal).post('/api/plan', {
      id: newId(),
      preset: 'plan6',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
      settings: { rules: [{ key: 'volunteerMeets', on }] },
    })
  const november = async (pupilId: string) => (await dutiesOf(pupilId)).find(([month]) => month === '2026-11')
  const unmet = ['2026-11', null, null]
  const meet = async (over: object = {}): Promise<string> => {
    const body = help({ came: [places[0]], ...over })
    const sent = await given(volunteer).post(`/api/my-card/${accompanied}/helps`, body)
    expect([sent.status, sent.body.error]).toEqual([200, undefined])
    return body.id
  }

  it('owed while the pairing runs, fulfilled by what the volunteer writes down, open again when that is taken back', async () => {
    await runDaily(app.deps)
    const third = await makeAwayChild(app.owner, school, { name: '何舟' })
    expect((await adopt(true)).status).toBe(200)
    // October's half before the pairing is not owed; nothing is owed of whom no volunteer is named for.
    expect((await dutiesOf(child)).map(([month]) => month)).toEqual([
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
    ])
    expect(await dutiesOf(third)).toEqual([])
    const first = await meet({ heldOn: '2026-11-18' })
    expect(await november(child)).toEqual(['2026-11', '2026-11-18', first])
    expect(await november(second)).toEqual(unmet)
    const again = await meet()
    expect((await given(teacher).post(`/api/pairings/${accompanied}/helps/${first}/withdraw`)).status).toBe(
      200,
    )
    expect(await november(child)).toEqual(['2026-11', '2026-11-20', again])
    expect((await given(teacher).post(`/api/pairings/${accompanied}/helps/${again}/withdraw`)).status).toBe(
      200,
    )
    expect(await november(child)).toEqual(unmet)
  })

  it('counts what was written down before the plan asked for it; a help of another pairing does not count', async () => {
    await runDaily(app.deps)
    await record(helper, help({ came: [await placeOf()] }))
    const before = await meet({ came: [places[1]] })
    await adopt(true)
    expect(await november(child)).toEqual(unmet)
    expect(await november(second)).toEqual(['2026-11', '2026-11-20', before])
  })

  it('ends with the pairing: what was done stays, nothing more is asked', async () => {
    await runDaily(app.deps)
    await adopt(true)
    await meet()
    const ended = await given(principal).post(`/api/pairings/${accompanied}/end`, {
      kind: 'helper',
      note: '',
    })
    expect(ended.status).toBe(200)
    expect((await dutiesOf(child)).map(([month, done]) => [month, done])).toEqual([
      ['2026-10', null],
      ['2026-11', '2026-11-20'],
    ])
    expect((await dutiesOf(second)).map(([month]) => month)).not.toContain('2026-12')
  })
})

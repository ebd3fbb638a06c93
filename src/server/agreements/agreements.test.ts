import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Agreement, Round } from '#shared/agreements/schema.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let child: string
let father: string
let aunt: string
let aunts: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  child = await makePupil(app.owner, school)
  ;[father, aunt, aunts] = [newId(), newId(), newId()]
  await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, born_on) values
    (${school.schoolId}, ${father}, ${child}, 'father', '测试父', '1988-01-01'),
    (${school.schoolId}, ${aunt}, ${child}, 'fathersSister', '测试姑', '1980-01-01')`
  await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, member_id, from_on, legal_basis)
    values (${school.schoolId}, ${aunts}, ${child}, 'relative', 'fathersSister', ${aunt}, '2026-09-01', 'entrusted')`
})

const clean = { offence: false, addiction: false, neglect: false, unsuitable: false }
const entrusted = (over: object = {}): Record<string, unknown> => ({
  id: newId(),
  kind: 'entrusted',
  pupilId: child,
  from: '2026-11-01',
  to: '2027-08-31',
  parties: [
    { id: newId(), part: 'guardian', memberId: father },
    { id: newId(), part: 'carer', carerId: aunts },
  ],
  terms: { reason: '父母在外务工', duties: '照顾吃住和上学', cost: '', contact: 'weekly' },
  declaration: clean,
  toldSchoolOn: '2026-11-20',
  opinion: '我想跟姑姑住，也想爸爸多打电话。',
  ...over,
})

const create = async (input: object, person = teacher): Promise<Agreement> => {
  const { status, body } = await person.post('/api/agreements', input)
  expect([status, body.error]).toEqual([200, undefined])
  return body.agreement
}
const faults = async (over: object): Promise<unknown> =>
  (await teacher.post('/api/agreements', entrusted(over))).body.error?.fields

/** A kept file of an agreement, as an upload leaves it. */
async function file(agreementId: string): Promise<string> {
  const id = newId()
  await app.owner`insert into attachment (school_id, id, owner_kind, owner_id, pupil_id, tier, author_id, name_sealed, state, size, received, sha256, mime, kept_size, scan)
    values (${school.schoolId}, ${id}, 'agreement', ${agreementId}, ${child}, 'contact', ${teacher.userId}, ${app.deps.vault.seal('签字.png', `attachment.name:${id}`)}, 'ready', 9, 9, ${Buffer.alloc(32)}, 'image/jpeg', 9, 'off')`
  return id
}

async function sign(agreement: Agreement, part: string, over: object = {}, person = teacher) {
  const partyId = agreement.parties.find((party) => party.part === part)?.id
  const attachmentId = await file(agreement.id)
  return person.post(`/api/agreements/${agreement.id}/sign`, {
    partyId, method: 'screen', attachmentId, on: '2026-11-23', ...over,
  }) // prettier-ignore
}

describe('agreements', () => {
  it('R45: drawn up, signed by both, ending soon, ended: the last day still counts', async () => {
    const input = entrusted()
    const agreement = await create(input)
    expect(await create(input)).toEqual(agreement)
    expect(agreement).toMatchObject({
      state: 'toSign',
      child: { name: '林小满' },
      terms: { contact: 'weekly' },
      declaredOn: '2026-11-23',
      parties: [
        { part: 'guardian', name: '测试父', relation: 'father' },
        { part: 'carer', name: '测试姑' },
      ],
    })
    expect((await sign(agreement, 'guardian')).body.agreement.state).toBe('toSign')
    expect(
      (await sign(agreement, 'carer', { method: 'thumb', witness: '测试见证' })).body.agreement,
    ).toMatchObject({
      state: 'valid',
      parties: [{ method: 'screen' }, { method: 'thumb', witness: '测试见证' }],
    })
    const at = async (day: string): Promise<string> => {
      app.setNow(`${day}T02:00:00.000Z`)
      const reader = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
      return (await reader.get(`/api/agreements/${agreement.id}`)).body.agreement.state
    }
    expect(await at('2027-07-31')).toBe('valid')
    expect(await at('2027-08-01')).toBe('ending')
    expect(await at('2027-08-31')).toBe('ending')
    expect(await at('2027-09-01')).toBe('ended')
  })

  it('what cannot be agreed is said at the field', async () => {
    expect(await faults({ to: '2026-10-31' })).toEqual([{ path: 'to', code: 'before-start' }])
    expect(await faults({ to: null })).toEqual([{ path: 'to', code: 'required' }])
    expect(await faults({ toldVillageOn: '2026-11-24' })).toEqual([
      { path: 'toldVillageOn', code: 'in-future' },
    ])
    expect(await faults({ terms: { contact: null } })).toEqual([{ path: 'terms.contact', code: 'required' }])
    expect(await faults({ opinion: '' })).toEqual([{ path: 'opinion', code: 'child-not-heard' }])
    expect(await faults({ parties: [{ id: newId(), part: 'guardian', memberId: father }] })).toEqual([
      { path: 'parties.carer', code: 'required' },
    ])
    expect(await faults({ pupilId: null })).toEqual([{ path: 'pupilId', code: 'required' }])
  })

  it('H-21: only a guardian of this child signs what a guardian decides', async () => {
    const carer = { id: newId(), part: 'carer', carerId: aunts }
    const as = (memberId: string) => faults({ parties: [{ id: newId(), part: 'guardian', memberId }, carer] })
    expect(await as(aunt)).toEqual([{ path: 'parties.guardian', code: 'not-guardian' }])
    const other = await makePupil(app.owner, school)
    const stranger = newId()
    await app.owner`insert into family_member (school_id, id, pupil_id, relation) values (${school.schoolId}, ${stranger}, ${other}, 'father')`
    expect(await as(stranger)).toEqual([{ path: 'parties.guardian', code: 'not-of-child' }])
    // Guardianship ended between drawing up and signing.
    const agreement = await create(entrusted())
    await app.owner`update family_member set is_guardian = false where id = ${father}`
    expect((await sign(agreement, 'guardian')).body.error.fields).toEqual([
      { path: 'partyId', code: 'not-guardian' },
    ])
  })

  it('H-03: a barred carer is refused, the bar named, and nothing of it is kept', async () => {
    for (const bar of ['offence', 'addiction', 'neglect', 'unsuitable'])
      expect(await faults({ declaration: { ...clean, [bar]: true } })).toEqual([
        { path: `declaration.${bar}`, code: 'carer-barred', params: { bar } },
      ])
    expect(await faults({ declaration: null })).toEqual([
      { path: 'declaration', code: 'carer-barred', params: { bar: 'notDeclared' } },
    ])
    await app.owner`update carer set bars_sealed = ${app.deps.vault.seal('["neglect"]', `carer.bars:${aunts}`)} where id = ${aunts}`
    expect(await faults({})).toMatchObject([{ path: 'parties.carer', params: { bar: 'onRecord' } }])
    await app.owner`update carer set bars_sealed = null where id = ${aunts}`
    await app.owner`update family_member set born_on = '2010-01-01', incapable = true where id = ${aunt}`
    expect(await faults({})).toMatchObject([
      { params: { bar: 'notAdult' } },
      { params: { bar: 'incapable' } },
    ])
    const parents = [
      { id: newId(), part: 'guardian', memberId: father },
      { id: newId(), part: 'carer', memberId: father },
    ]
    expect(await faults({ parties: parents })).toMatchObject([
      { path: 'parties.carer', params: { bar: 'isParent' } },
    ])
    const [left] = await app.owner`select count(*)::int as n from agreement where pupil_id = ${child}`
    expect(left?.['n']).toBe(0)
  })

  it('H-06: that the child was heard everybody sees, the words only who heard them and the counsellor', async () => {
    const { id, opinion } = await create(entrusted())
    expect(opinion).toEqual({ heardOn: '2026-11-23', text: '我想跟姑姑住，也想爸爸多打电话。' })
    const read = async (person: Person) => (await person.get(`/api/agreements/${id}`)).body.agreement.opinion
    expect(await read(principal)).toEqual({ heardOn: '2026-11-23', text: null })
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    expect((await read(counsellor)).text).toContain('姑姑')
    const rows =
      await app.owner`select o.sealed, a.terms_sealed from agreement_opinion_text o, agreement a where a.id = ${id}`
    expect(JSON.stringify(rows)).not.toContain('姑姑')
    expect(rows.every(({ sealed }) => !(sealed as Buffer).includes('姑姑'))).toBe(true)
  })

  it('a signature stands on a kept file of this agreement, once, and not in the future', async () => {
    const agreement = await create(entrusted())
    const other = await create(entrusted())
    const wrong = async (over: object) => (await sign(agreement, 'carer', over)).body.error?.fields
    expect(await wrong({ attachmentId: await file(other.id) })).toEqual([
      { path: 'attachmentId', code: 'unknown-reference' },
    ])
    expect(await wrong({ on: '2026-11-24' })).toEqual([{ path: 'on', code: 'in-future' }])
    expect(await wrong({ method: 'thumb' })).toEqual([{ path: 'witness', code: 'required' }])
    const attachmentId = await file(agreement.id)
    expect((await sign(agreement, 'carer', { attachmentId })).status).toBe(200)
    expect((await sign(agreement, 'carer', { attachmentId })).status).toBe(200)
    expect((await sign(agreement, 'carer')).body.error.code).toBe('not-allowed-now')
    // The file a signature stands on stays.
    expect(
      (await teacher.post(`/api/attachments/${attachmentId}/remove`, { reason: '不要了' })).body.error.code,
    ).toBe('still-in-use')
    const rows =
      await app.owner`select action from audit_entry where entity_id = ${agreement.id} order by seq`
    expect(rows.map(({ action }) => action)).toEqual(['create', 'sign'])
  })

  it('ended with a reason; not before it began, not twice, not against a newer version', async () => {
    const { id } = await create(entrusted())
    const end = async (over: object) =>
      (
        await teacher.post(`/api/agreements/${id}/end`, {
          version: 1,
          on: '2026-11-22',
          reason: '爸爸回家了',
          ...over,
        })
      ).body
    expect((await end({ on: '2026-10-31' })).error.fields).toEqual([{ path: 'on', code: 'before-start' }])
    expect((await end({ on: '2026-11-24' })).error.fields).toEqual([{ path: 'on', code: 'in-future' }])
    expect((await end({ version: 7 })).error.code).toBe('version-conflict')
    expect((await end({})).agreement).toMatchObject({ state: 'ended', endReason: '爸爸回家了' })
    expect((await end({ version: 2 })).error.code).toBe('not-allowed-now')
  })

  it('every count of a round is the list behind it, by class too; a missing one is seen', async () => {
    const second = await makePupil(app.owner, school, {
      name: '周小雨',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    for (const pupil of [child, second])
      await app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${school.schoolId}, ${newId()}, ${pupil}, '2026-09-01')`
    const home = (pupilId: string, to: string) => ({
      id: newId(),
      kind: 'safetyHome',
      pupilId,
      from: '2026-09-01',
      to,
      parties: [
        { id: newId(), part: 'teacher', userId: teacher.userId },
        { id: newId(), part: 'carer', memberId: father },
      ],
    })
    const agreement = await create(home(child, '2026-12-10'))
    const round = async (query = '', person = principal): Promise<Round> =>
      (await person.get(`/api/agreements?kind=safetyHome${query}`)).body
    expect((await round()).counts).toEqual({ missing: 1, toSign: 1, valid: 0, ending: 0, ended: 0 })
    await sign(agreement, 'teacher')
    await sign(agreement, 'carer')
    const all = await round()
    expect(all.counts).toEqual({ missing: 1, toSign: 0, valid: 0, ending: 1, ended: 0 })
    expect(all.lines.map(({ name, state }) => [name, state])).toEqual([
      ['周小雨', 'missing'],
      ['林小满', 'ending'],
    ])
    for (const state of ['missing', 'toSign', 'valid', 'ending'] as const) {
      expect((await round(`&state=${state}`)).lines).toHaveLength(all.counts[state])
      for (const one of all.classes)
        expect((await round(`&state=${state}&classId=${one.id}`)).lines).toHaveLength(one.counts[state])
    }
    // A class teacher sees the own class only.
    expect((await round('', teacher)).lines.map(({ childId }) => childId)).toEqual([child])
    // A renewal that waits for signatures is what is to do; a second draft beside a valid one is not.
    const renewal = await create({ ...home(child, '2027-08-31'), from: '2026-12-11' })
    expect((await round()).lines.find(({ childId }) => childId === child)).toMatchObject({
      id: renewal.id,
      state: 'toSign',
    })
    await sign(renewal, 'teacher')
    await sign(renewal, 'carer')
    await create({ ...home(child, '2027-08-31'), from: '2026-12-20' })
    expect((await round()).counts).toEqual({ missing: 1, toSign: 0, valid: 1, ending: 0, ended: 0 })
    await app.owner`delete from agreement where pupil_id = ${child} and from_on > '2026-12-01'`
    app.setNow('2026-12-11T02:00:00.000Z')
    const reader = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect((await round('', reader)).counts).toMatchObject({ missing: 2, ending: 0 })
  })

  it('the child’s page and the family’s alerts say the same of an agreement that is missing, unsigned, signed, ending', async () => {
    const agreed = async (who = teacher) => {
      const { lines } = (await who.get(`/api/children/${child}/agreements`)).body
      const { alerts } = (await who.get(`/api/children/${child}/alerts`)).body
      const kinds = alerts.map(({ kind }: { kind: string }) => kind)
      const listed = (await who.get('/api/alerts')).body.rows[0]?.alerts
      expect(listed ?? []).toEqual(alerts)
      return [
        lines.map(({ state }: { state: string }) => state),
        kinds.filter((kind: string) => kind.startsWith('agreement')),
      ]
    }
    expect(await agreed()).toEqual([['missing'], ['agreementMissing']])
    const agreement = await create(entrusted())
    expect(await agreed()).toEqual([['toSign'], ['agreementMissing']])
    const { body } = await teacher.get(`/api/children/${child}/agreements`)
    expect(body).toMatchObject({ mayKeep: true, lines: [{ kind: 'entrusted', unsigned: 2 }] })
    await sign(agreement, 'guardian')
    await sign(agreement, 'carer')
    expect(await agreed()).toEqual([['valid'], []])
    app.setNow('2027-08-10T02:00:00.000Z')
    const reader = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    expect(await agreed(reader)).toEqual([['ending'], ['agreementEnding']])
  })

  it('P3-72: letters with staff, level by level; a teacher sees and signs only the own', async () => {
    const letter = {
      id: newId(),
      kind: 'safetyStaff',
      staffId: teacher.userId,
      from: '2026-09-01',
      to: '2027-08-31',
      parties: [
        { id: newId(), part: 'school', userId: principal.userId },
        { id: newId(), part: 'staff', userId: teacher.userId },
      ],
    }
    expect((await teacher.post('/api/agreements', letter)).status).toBe(403)
    const agreement = await create(letter, principal)
    expect((await sign(agreement, 'staff')).status).toBe(200)
    expect((await sign(agreement, 'school')).status).toBe(403)
    const colleague = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect((await colleague.get(`/api/agreements/${agreement.id}`)).status).toBe(404)
    // A volunteer comes from outside and is no member of the staff.
    await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    const lines = async (person: Person): Promise<string[]> =>
      (await person.get('/api/agreements?kind=safetyStaff')).body.lines.map(
        ({ staffId }: { staffId: string }) => staffId,
      )
    expect(await lines(colleague)).toEqual([colleague.userId])
    expect((await lines(principal)).toSorted()).toEqual(
      [principal.userId, teacher.userId, colleague.userId].toSorted(),
    )
  })

  it('a child helped in another class is seen, and is its class teacher’s to draw up', async () => {
    const helper = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    await app.owner`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${school.schoolId}, ${newId()}, ${helper.userId}, 'helpingTeacher', ${child}, '2026-09-01')`
    const round = (await helper.get('/api/agreements?kind=safetyHome')).body
    expect(round.keepsClasses).toEqual([school.classes['三年级(2)班']])
    const path = `/api/children/${child}/agreements`
    expect((await helper.get(path)).body.mayKeep).toBe(false)
    expect((await teacher.get(path)).body.mayKeep).toBe(true)
    expect((await principal.get('/api/agreements?kind=safetyHome')).body.keepsClasses).toBe(null)
  })

  it('the school’s own words hold for new agreements; signed ones keep theirs', async () => {
    const old = await create(entrusted())
    const text = { id: newId(), kind: 'entrusted', version: 0, title: '我校委托协议', body: '第一条。' }
    expect((await principal.post('/api/agreement-texts', text)).body.text).toMatchObject({ version: 1 })
    expect((await principal.post('/api/agreement-texts', text)).body.text).toMatchObject({ version: 1 })
    const late = { ...text, id: newId(), title: '另一份' }
    expect((await principal.post('/api/agreement-texts', late)).body.error).toEqual({
      code: 'version-conflict',
      params: { version: 1 },
    })
    expect((await teacher.get(`/api/agreements/${old.id}`)).body.agreement.text).toEqual({
      version: 0,
      title: null,
      body: null,
    })
    expect((await create(entrusted())).text).toEqual({ version: 1, title: '我校委托协议', body: '第一条。' })
    const form = (await teacher.get(`/api/agreements/form?kind=entrusted&childId=${child}`)).body
    expect(form).toMatchObject({
      text: { version: 1 },
      child: { age: 9 },
      parts: [
        { part: 'guardian', candidates: [{ name: '测试父' }] },
        { part: 'carer', candidates: [{ key: `carer:${aunts}`, name: '测试姑' }] },
      ],
    })
  })

  it('H-02: an agreement of another class or school does not exist', async () => {
    const { id } = await create(entrusted())
    const elsewhere = await makeSchool(app.owner)
    for (const person of [
      await app.signIn({ schoolId: elsewhere.schoolId, role: 'principal' }),
      await app.signIn({
        schoolId: school.schoolId,
        role: 'classTeacher',
        classId: school.classes['三年级(2)班'] ?? '',
      }),
    ]) {
      expect((await person.get(`/api/agreements/${id}`)).status).toBe(404)
      expect((await person.get(`/api/children/${child}/agreements`)).status).toBe(404)
      expect((await person.post('/api/agreements', entrusted())).status).toBe(404)
      expect(
        (await person.post(`/api/agreements/${id}/end`, { version: 1, on: '2026-11-23', reason: 'x' }))
          .status,
      ).toBe(404)
      expect((await person.get(`/api/attachments?kind=agreement&id=${id}`)).status).toBe(404)
    }
  })
})

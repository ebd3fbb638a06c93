import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'
import {
  guardianOf,
  makeContactFamily,
  personOf,
  type ContactFamily,
} from '#server/testing/contact-family.ts'

type Guardian = ReturnType<typeof guardianOf>

let app: TestApp
let school: ContactFamily['school']
let principal: ContactFamily['principal']
let teacher: ContactFamily['teacher']
let child: ContactFamily['child']
let father: ContactFamily['father']
let mother: ContactFamily['mother']
let path: ContactFamily['path']
let change: ContactFamily['change']
let card: ContactFamily['card']
let startRound: ContactFamily['startRound']
let makeLink: ContactFamily['makeLink']
let look: Guardian['look']
beforeAll(async () => {
  app = await startTestApp()
  ;({ look } = guardianOf(app))
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  ;({ school, principal, teacher, child, father, mother, path, change, card, startRound, makeLink } =
    await makeContactFamily(app))
})

describe('the contact card', () => {
  it('C04, R07: masked numbers with what each person may decide; every look and every print is on record', async () => {
    const body = await card()
    expect(personOf(body, father)).toMatchObject({
      phoneMasked: '194****2222',
      workPhoneMasked: '0599****67',
      basis: 'parent',
      stale: true,
      mayRing: true,
      acts: ['consent', 'medical', 'pickUp', 'daily', 'informed'],
    })
    expect(JSON.stringify(body)).not.toContain('19411112222')
    const printed = (await teacher.post(path('contact-card/print'))).body
    expect(personOf(printed, father)).toMatchObject({ phone: '19411112222', workPhone: '05991234567' })
    const rows =
      await app.owner`select action from audit_entry where pupil_id = ${child} and entity = 'contactCard' order by seq`
    expect(rows.map(({ action }) => action)).toEqual(['read', 'print'])
  })

  it('H-21, X-16, X-17: a helper or entrusted carer decides nothing that the law leaves to guardians', async () => {
    for (const legalBasis of ['helper', 'entrusted'] as const) {
      await teacher.post(path('carers'), {
        id: newId(),
        kind: 'friend',
        relation: '其他',
        name: '测试邻居',
        phone: '19455556666',
        legalBasis,
        from: legalBasis === 'helper' ? '2026-10-01' : '2026-11-01',
      })
      const carer = (await card()).people[0]
      expect(carer).toMatchObject({ caresNow: true, record: 'carer', basis: legalBasis })
      for (const act of ['consent', 'medical', 'pickUp']) expect(carer.acts).not.toContain(act)
    }
  })

  it('C04: a person not to be contacted is offered nowhere: not to ring, not on paper, not by link', async () => {
    const noContact = { reason: 'court', note: '测试裁定书 1 号' }
    expect((await change(father, { noContact })).status).toBe(200)
    const told = personOf(await card(), father)
    expect(told).toMatchObject({ noContact, mayRing: false })
    expect((await card()).people.at(-1).id).toBe(father)
    const ring = { field: 'memberPhone', recordId: father, reason: 'call' }
    expect((await teacher.post(path('reveal'), ring)).body.error.code).toBe('not-allowed-now')
    const printed = (await teacher.post(path('contact-card/print'))).body
    expect(personOf(printed, father)).toBeUndefined()
    await startRound()
    expect((await teacher.post(path('contact-card/link'), { memberId: father })).body.error.fields).toEqual([
      { path: 'memberId', code: 'kept-away' },
    ])
    const page = await look(await makeLink(mother))
    expect(page.body).toContain('194****4444')
    expect(page.body).not.toContain('194****2222')
    const [form] = (await teacher.get(path('household'))).body.children
    expect(form.keptAway).toEqual(['father'])
    // Also where the same person stands in the file as who cared.
    const carer = newId()
    await teacher.post(path('carers'), {
      id: carer,
      kind: 'parent',
      relation: 'father',
      memberId: father,
      phone: '19411112222',
      legalBasis: 'parent',
    })
    const asCarer = { field: 'carerPhone', recordId: carer, reason: 'call' }
    expect((await teacher.post(path('reveal'), asCarer)).body.error.code).toBe('not-allowed-now')
    const [row] = await app.owner`select m::text as text from family_member m where m.id = ${father}`
    expect(row?.['text']).not.toContain('测试裁定书')
  })

  it('C04: a number that stands with the carer alone is as much kept away as the person', async () => {
    const id = newId()
    await teacher.post(path('members'), {
      id,
      relation: 'grandmother',
      name: '测试奶奶',
      noContact: { reason: 'safety' },
    })
    await teacher.post(path('carers'), {
      id: newId(),
      kind: 'grandparent',
      relation: 'grandmother',
      memberId: id,
      phone: '19466667777',
      address: '测试村 1 组',
    })
    for (const person of (await card()).people.filter(
      ({ relation }: { relation: string }) => relation === 'grandmother',
    ))
      expect(person).toMatchObject({ mayRing: false, noContact: { reason: 'safety' } })
    const printed = (await teacher.post(path('contact-card/print'))).body
    expect(printed.people).toHaveLength(2)
    await startRound()
    expect((await look(await makeLink())).body).not.toContain('****7777')
  })

  it('C04: My day offers the number of somebody else when the first is not to be contacted, or is dead', async () => {
    await principal.post('/api/definitions', {
      key: 'recording',
      version: 1,
      primary: true,
      effectiveFrom: '2026-09-01',
    })
    const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    const offered = async () => {
      const { sections } = (await teacher.get('/api/my-day')).body
      const items = sections.flatMap(({ items }: { items: unknown[] }) => items)
      return items.find(({ key }: { key: string }) => key === 'parentContact')?.contact ?? null
    }
    expect(await offered()).toMatchObject({ phoneMasked: '194****2222' })
    await change(father, { noContact: { reason: 'safety' } })
    expect(await offered()).toMatchObject({ phoneMasked: '194****4444' })
    await change(mother, { phoneDeadOn: '2026-11-20' })
    expect(await offered()).toBeNull()
  })

  it('keeps a history: who changed what and when, numbers masked', async () => {
    await change(father, { phone: '19499998888', occupation: '焊工' })
    const [newest] = (await card()).history
    expect(newest).toMatchObject({
      relation: 'father',
      fields: expect.arrayContaining(['phone', 'occupation']),
      phoneWas: '194****2222',
      phoneIs: '194****8888',
      source: 'school',
    })
    expect(newest.byName).toMatch(/^测试/)
    await expect(
      app.deps.db.sql.begin(async (sql) => {
        await sql.unsafe(`set local app.schools = '${school.schoolId}'`)
        await sql`update contact_change set phone_was = null`
      }),
    ).rejects.toThrow(/permission denied/)
  })

  it('two people editing: the second is told, nothing is overwritten unseen', async () => {
    const { version } = (await teacher.get(`/api/children/${child}`)).body.members[0]
    const url = path(`members/${father}`)
    const save = (who: Person, occupation: string) =>
      who.request({ method: 'PATCH', url, payload: { version, occupation } })
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    expect((await save(teacher, '焊工')).status).toBe(200)
    expect((await save(keeper, '司机')).body.error).toMatchObject({ code: 'version-conflict' })
    expect(personOf(await card(), father)).toMatchObject({ occupation: '焊工' })
  })
})

describe("numbers of the school's staff", () => {
  const save = (who: Person, payload: object) =>
    who.request({ method: 'PUT', url: '/api/own-numbers', payload })

  it('H-30: nothing is published until the person chooses; then to parents of the own children only', async () => {
    const numbers = { office: '0599-7654321', mobile: '19400009999', published: 'none', version: 0 }
    expect((await teacher.get('/api/own-numbers')).body).toMatchObject({ published: 'none', version: 0 })
    expect((await save(teacher, numbers)).status).toBe(200)
    await startRound()
    const url = await makeLink()
    expect((await look(url)).body).not.toContain('tel:')
    expect((await save(teacher, { ...numbers, published: 'office', version: 1 })).status).toBe(200)
    expect((await look(url)).body).toContain('tel:05997654321')
    expect((await look(url)).body).not.toContain('19400009999')
    expect((await card()).staff).toMatchObject([
      { role: 'classTeacher', kind: 'office', phone: '05997654321' },
    ])
    // A child of another class: this teacher's number is not on its card.
    const stranger = await makePupil(app.owner, school, {
      name: '周田田',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect((await principal.get(`/api/children/${stranger}/contact-card`)).body.staff).toEqual([])
    const [row] =
      await app.owner`select n::text as text from staff_number n where user_id = ${teacher.userId}`
    expect(row?.['text']).not.toContain('7654321')
  })

  it('H-30: a number that is not there cannot be published; two windows do not overwrite each other', async () => {
    const none = { office: null, mobile: '19400009999', published: 'office', version: 0 }
    expect((await save(teacher, none)).body.error.fields).toEqual([{ path: 'office', code: 'required' }])
    expect((await save(teacher, { ...none, published: 'mobile' })).body).toMatchObject({ version: 1 })
    expect((await save(teacher, { ...none, published: 'none' })).body.error.code).toBe('version-conflict')
  })
})

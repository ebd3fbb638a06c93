import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let teacher: Person
let principal: Person
let child: string
let father: string
let mother: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  const { schoolId } = school
  principal = await app.signIn({ schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: school.classes['三年级(1)班'] ?? '' })
  child = await makeAwayChild(app.owner, school)
  await app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${schoolId}, ${newId()}, ${child}, '2026-09-01')`
  const { members } = (await teacher.get(`/api/children/${child}`)).body
  ;[father, mother] = members.map(({ id }: { id: string }) => id)
  await change(father, { phone: '19411112222', workPhone: '0599-1234567', workUnit: '测试电子厂' })
  await change(mother, { phone: '19433334444' })
})

const path = (rest: string) => `/api/children/${child}/${rest}`
const card = async (who = teacher) => (await who.get(path('contact-card'))).body
async function change(id: string, payload: object, who = teacher) {
  const { members } = (await who.get(`/api/children/${child}`)).body
  const { version } = members.find((one: { id: string }) => one.id === id)
  return who.request({ method: 'PATCH', url: path(`members/${id}`), payload: { version, ...payload } })
}
const startRound = () =>
  principal.post('/api/contact-rounds', { id: newId(), kind: 'termly', to: '2026-12-31' })
const makeLink = async (memberId = father): Promise<string> =>
  (await teacher.post(path('contact-card/link'), { memberId })).body.path
const look = (url: string, headers = {}) => app.anonymous({ method: 'GET', url, headers })
const send = (url: string, form: Record<string, string>) =>
  app.anonymous({
    method: 'POST',
    url,
    payload: new URLSearchParams(form).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
  })
const personOf = (body: { people: { id: string }[] }, id: string) => body.people.find((one) => one.id === id)

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
    expect((await look(await makeLink())).body).not.toContain('7777')
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

describe('a round of confirmation', () => {
  it('by telephone or on paper: numbers are dated, a dead one is marked, the class moves on', async () => {
    expect((await teacher.post(path('contact-card/link'), { memberId: father })).body.error.code).toBe(
      'not-allowed-now',
    )
    expect((await startRound()).status).toBe(200)
    expect((await startRound()).body.error.code).toBe('not-allowed-now')
    const progress = async () => (await principal.get('/api/contact-rounds')).body.classes
    expect(await progress()).toMatchObject([{ className: '三年级(1)班', total: 1, done: 0 }])
    const told = { way: 'phone', confirmed: [mother], dead: [father] }
    expect((await teacher.post(path('contact-card/check'), told)).body).toEqual({ done: true })
    const printed = (await teacher.post(path('contact-card/print'))).body
    expect(personOf(printed, father)).toMatchObject({ phone: null, workPhone: '05991234567' })
    const body = await card()
    expect(personOf(body, mother)).toMatchObject({ verifiedOn: '2026-11-23', stale: false })
    expect(personOf(body, father)).toMatchObject({ deadOn: '2026-11-23', mayRing: false })
    expect(body.check).toMatchObject({ state: 'corrected', way: 'phone' })
    expect(await progress()).toMatchObject([{ total: 1, done: 1 }])
    const unknown = { way: 'phone', confirmed: [newId()] }
    expect((await teacher.post(path('contact-card/check'), unknown)).status).toBe(422)
  })

  it('a number is stale after the months that the school sets', async () => {
    await teacher.post(path('contact-card/check'), { way: 'paper', confirmed: [father] })
    app.setNow('2027-03-24T02:00:00Z')
    const { schoolId } = school
    principal = await app.signIn({ schoolId, role: 'principal' })
    teacher = await app.signIn({
      schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(1)班'] ?? '',
    })
    expect(personOf(await card(), father)).toMatchObject({ stale: false })
    const school_ = { version: 1, settings: { contactMonths: 4 } }
    expect(
      (await principal.request({ method: 'PATCH', url: '/api/organisation/school', payload: school_ }))
        .status,
    ).toBe(200)
    expect(personOf(await card(), father)).toMatchObject({ stale: true })
  })

  it('H-02: by link a guardian sees this household’s own numbers masked, and nothing else of anybody', async () => {
    const other = await makePupil(app.owner, school, { name: '周田田' })
    await teacher.post(`/api/children/${other}/members`, {
      id: newId(),
      relation: 'father',
      phone: '19477778888',
    })
    await startRound()
    const url = await makeLink()
    const page = await look(url)
    expect(page.status).toBe(200)
    expect(page.headers).toMatchObject({ 'cache-control': 'no-store', 'x-robots-tag': 'noindex' })
    expect(String(page.headers['content-security-policy'])).toContain("default-src 'none'")
    for (const text of ['194****2222', '194****4444', '林○○', '青禾测试学校'])
      expect(page.body).toContain(text)
    for (const text of ['19411112222', '小满', '周', '7777', '三年级', '测试电子厂', '留守', '<script'])
      expect(page.body).not.toContain(text)
    expect((await look(url, { 'accept-language': 'en-GB' })).body).toContain('This is not my child')
  })

  it('H-27: the page is in large print, works without a script, and a teacher is one touch away', async () => {
    const numbers = { office: '0599-7654321', mobile: null, published: 'office', version: 0 }
    await teacher.request({ method: 'PUT', url: '/api/own-numbers', payload: numbers })
    await startRound()
    const { body } = await look(await makeLink())
    expect(body).toContain('font:22px')
    expect(body).toContain('href="tel:05997654321"')
    expect(body).toMatch(/<form method="post" action="\?lang=zh">/)
  })

  it('a confirmed number is dated, another one waits for the teacher; the link answers once', async () => {
    await startRound()
    const url = await makeLink()
    const form = {
      [`a.${father}`]: 'number',
      [`p.${father}`]: '194 0000 1111',
      [`a.${mother}`]: 'same',
      send: '1',
    }
    const wrong = await send(url, { ...form, [`p.${father}`]: '12' })
    expect(wrong.status).toBe(422)
    expect(wrong.body).toContain('aria-invalid')
    // What was typed is still there, and nothing of it is markup.
    const typed = await send(url, { ...form, [`p.${father}`]: '"><b>12' })
    expect(typed.body).toContain('value="&quot;&gt;&lt;b&gt;12"')
    expect(typed.body.match(/ checked/g)).toHaveLength(2)
    expect((await send(url, { send: '1' })).status).toBe(422)
    expect((await send(url, form)).body).toContain('谢谢')
    const spent = await send(url, form)
    expect(spent.status).toBe(404)
    const unknown = await look(`/contact/${'a'.repeat(43)}`)
    expect(unknown.status).toBe(404)
    expect((await look(url)).body).toBe(unknown.body)
    const body = await card()
    expect(personOf(body, father)).toMatchObject({ phoneMasked: '194****2222', verifiedOn: null })
    expect(personOf(body, mother)).toMatchObject({ verifiedOn: '2026-11-23' })
    expect(body.check).toMatchObject({ state: 'corrected', way: 'link' })
    expect(body.proposals).toMatchObject([
      { recordId: father, relation: 'father', phoneMasked: '194****1111' },
    ])
    const [{ id }] = body.proposals
    const decide = (accept: boolean, who = teacher) => who.post(path(`contact-proposals/${id}`), { accept })
    expect((await decide(true)).body).toEqual({ done: true })
    expect((await decide(false)).body.error.code).toBe('not-allowed-now')
    const after = await card()
    expect(personOf(after, father)).toMatchObject({ phoneMasked: '194****1111', verifiedOn: '2026-11-23' })
    expect(after.proposals).toEqual([])
    expect(after.history[0]).toMatchObject({ source: 'guardian', phoneIs: '194****1111' })
  })

  it('two answers to one link in the same moment: one counts', async () => {
    await startRound()
    const url = await makeLink()
    const answers = await Promise.all([1, 2, 3].map(() => send(url, { [`a.${father}`]: 'dead', send: '1' })))
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404])
    expect((await card()).proposals).toHaveLength(1)
  })

  it('“not my child” changes nothing and tells the school; a new link stops the old; late, both are gone', async () => {
    await startRound()
    const first = await makeLink()
    const second = await makeLink(mother)
    expect((await look(first)).status).toBe(404)
    await send(second, { notMine: '1', [`a.${father}`]: 'dead' })
    const body = await card()
    expect(body).toMatchObject({ proposals: [], check: { state: 'notMine' } })
    expect(personOf(body, father)).toMatchObject({ deadOn: null })
    expect((await principal.get('/api/contact-rounds')).body.classes).toMatchObject([{ done: 0, notMine: 1 }])
    const third = await makeLink()
    expect((await look(third)).status).toBe(200)
    app.setNow('2026-12-08T02:00:00Z')
    expect((await look(third)).status).toBe(404)
  })

  it('only guardians get a link: not somebody who helps (H-21)', async () => {
    await startRound()
    const id = newId()
    await teacher.post(path('members'), { id, relation: 'grandmother', phone: '19455556666' })
    expect((await teacher.post(path('contact-card/link'), { memberId: id })).body.error.fields).toEqual([
      { path: 'memberId', code: 'invalid' },
    ])
  })

  it('only the hash of a token is stored; it is in no log; guessing and hammering are turned away', async () => {
    await startRound()
    const url = await makeLink()
    const token = url.slice('/contact/'.length)
    expect(token).toHaveLength(43)
    const rows =
      await app.owner`select c::text as row from contact_check c union all select a::text from audit_entry a`
    expect(JSON.stringify(rows)).not.toContain(token)
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const broken = { ...app.deps.db, rows: (): Promise<never> => Promise.reject(new Error('planted fault')) }
    const logged = await createApp({ ...app.deps, log, db: broken }, undefined)
    expect((await logged.http.inject(url)).statusCode).toBe(500)
    await logged.http.close()
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toContain(token)
    const fresh = await createApp(app.deps, undefined)
    const status = async (path_: string, remoteAddress: string) =>
      (await fresh.http.inject({ url: path_, remoteAddress })).statusCode
    const looks: number[] = []
    for (let n = 0; n < 31; n += 1) looks.push(await status(url, '10.0.0.1'))
    expect(looks.filter((one) => one === 200)).toHaveLength(30)
    expect(looks.at(-1)).toBe(429)
    const guesses: number[] = []
    for (let n = 0; n < 21; n += 1)
      guesses.push(await status(`/contact/${String(n).padStart(43, 'b')}`, '10.0.0.2'))
    expect(guesses.filter((one) => one === 404)).toHaveLength(20)
    expect(guesses.at(-1)).toBe(429)
    await fresh.http.close()
  })

  it("another school's child has no card, no link and no number here", async () => {
    const foreign = await makePupil(app.owner, await makeSchool(app.owner))
    for (const rest of ['contact-card', 'alerts', 'siblings'])
      expect((await principal.get(`/api/children/${foreign}/${rest}`)).status).toBe(404)
    expect(
      (await teacher.post(`/api/children/${foreign}/contact-card/link`, { memberId: father })).status,
    ).toBe(404)
    expect((await teacher.post(`/api/children/${foreign}/contact-card/print`)).status).toBe(404)
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

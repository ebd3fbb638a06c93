import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import pino from 'pino'
import { createApp } from '#server/app.ts'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'
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
let father: ContactFamily['father']
let mother: ContactFamily['mother']
let path: ContactFamily['path']
let card: ContactFamily['card']
let startRound: ContactFamily['startRound']
let makeLink: ContactFamily['makeLink']
let look: Guardian['look']
let send: Guardian['send']
beforeAll(async () => {
  app = await startTestApp()
  ;({ look, send } = guardianOf(app))
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  ;({ school, principal, teacher, father, mother, path, card, startRound, makeLink } =
    await makeContactFamily(app))
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
    expect(personOf(await card(teacher), father)).toMatchObject({ stale: false })
    const school_ = { version: 1, settings: { contactMonths: 4 } }
    expect(
      (await principal.request({ method: 'PATCH', url: '/api/organisation/school', payload: school_ }))
        .status,
    ).toBe(200)
    expect(personOf(await card(teacher), father)).toMatchObject({ stale: true })
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
    for (const text of ['19411112222', '小满', '周', '****8888', '三年级', '测试电子厂', '留守', '<script'])
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
    expect(wrong.body).toMatch(/aria-invalid="true"[^>]* autofocus>/)
    // What was typed is still there, and nothing of it is markup.
    const typed = await send(url, { ...form, [`p.${father}`]: '"><b>12' })
    expect(typed.body).toContain('value="&quot;&gt;&lt;b&gt;12"')
    expect(typed.body.match(/ checked/g)).toHaveLength(2)
    expect((await send(url, { send: '1' })).status).toBe(422)
    // A number written without choosing first is not passed over.
    const unchosen = await send(url, { [`p.${father}`]: '12', [`a.${mother}`]: 'same', send: '1' })
    expect(unchosen.status).toBe(422)
    expect(unchosen.body).toContain('电话号码不对')
    expect((await send(url, form)).body).toContain('谢谢')
    const spent = await send(url, form)
    expect(spent.status).toBe(404)
    const unknown = await look(`/contact/${'a'.repeat(43)}`)
    expect(unknown.status).toBe(404)
    // Whoever comes too late may read that in the other language, too.
    expect(unknown.body).toContain('<a href="?lang=en" lang="en">')
    expect((await look(`${url}?lang=en`)).body).toContain('<a href="?lang=zh" lang="zh">')
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

  it('H-02: a link never outlives its round, so that none of an earlier round answers in the next', async () => {
    await principal.post('/api/contact-rounds', { id: newId(), kind: 'termly', to: '2026-11-24' })
    const link = (await teacher.post(path('contact-card/link'), { memberId: father })).body
    expect(Date.parse(link.until)).toBe(Date.parse('2026-11-24T16:00:00Z'))
    expect((await look(link.path)).status).toBe(200)
    app.setNow('2026-11-24T17:00:00Z')
    expect((await look(link.path)).status).toBe(404)
    const { schoolId } = school
    const later = await app.signIn({ schoolId, role: 'principal' })
    const next = { id: newId(), kind: 'termly', to: '2027-03-31' }
    expect((await later.post('/api/contact-rounds', next)).status).toBe(200)
    expect((await send(link.path, { [`a.${mother}`]: 'dead' })).status).toBe(404)
    expect(personOf(await card(later), mother)).toMatchObject({ deadOn: null })
  })

  it('only guardians get a link: not somebody who helps (H-21)', async () => {
    await startRound()
    const id = newId()
    await teacher.post(path('members'), { id, relation: 'grandmother', phone: '19455556666' })
    expect((await teacher.post(path('contact-card/link'), { memberId: id })).body.error.fields).toEqual([
      { path: 'memberId', code: 'invalid' },
    ])
  })

  it('H-21: a link ends with the right of whoever got it, before it is looked at and before it is answered', async () => {
    await startRound()
    const url = await makeLink()
    expect((await look(url)).status).toBe(200)
    await app.owner`update family_member set is_guardian = false where id = ${father}`
    expect((await look(url)).status).toBe(404)
    expect((await send(url, { [`a.${mother}`]: 'dead', send: '1' })).status).toBe(404)
    expect((await card()).proposals).toEqual([])
    await app.owner`update family_member set is_guardian = null where id = ${father}`
    expect((await look(url)).status).toBe(200)
  })

  it('a child that has left, and one of another school now, has no link any more', async () => {
    await startRound()
    const url = await makeLink()
    await app.owner`update pupil set left_on = '2026-11-23', left_reason = 'transfer' where school_id = ${school.schoolId}`
    expect((await look(url)).status).toBe(404)
    expect((await send(url, { notMine: '1' })).status).toBe(404)
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
    const fault = await logged.http.inject(url)
    expect(fault.statusCode).toBe(500)
    // H-27: whoever holds the link reads a sentence in the same large print, also when the fault is ours.
    expect(fault.headers['content-type']).toContain('text/html')
    expect(fault.body).toContain('请过一会儿再点一次')
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
    expect((await fresh.http.inject({ url, remoteAddress: '10.0.0.1' })).body).toContain('请等一会儿')
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

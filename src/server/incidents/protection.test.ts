import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import {
  clock,
  comes,
  makeIncidentSchool,
  REASON,
  type IncidentSchool,
  type SeenNotice,
} from '#server/testing/incident-school.ts'
import { guardianOf } from '#server/testing/contact-family.ts'
import { makeAwayChild } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let here: IncidentSchool
let id: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  here = await makeIncidentSchool(app)
  app.setNow(clock('10:15'))
  id = await here.record()
})

const withhold = (party: string, relation: string | undefined, who: Person, more = {}) =>
  here.withhold(id, party, relation, who, more)

describe('the protection branch', () => {
  it('H-04, K-42: whoever is under suspicion is neither told nor late; the other clocks run on; reports are due at once', async () => {
    const { counsellor, teacher, principal, noticeOf, step } = here
    expect((await withhold('carer', undefined, counsellor)).status).toBe(200)
    const notices: SeenNotice[] = (await here.see(id)).notices
    expect(notices.map(({ party, state, atOnce }) => [party, state, atOnce])).toEqual([
      ['carer', 'withheld', false],
      ['parent', 'open', false],
      ['parent', 'open', false],
      ['authority', 'open', false],
      ['town', 'open', false],
      ['police', 'open', true],
      ['civilAffairs', 'open', true],
      ['education', 'open', true],
    ])
    expect((await noticeOf(id, 'parent')).dueAt).toBe(clock('11:12'))
    expect((await step(id, 'carer')).status).toBe(409)
    expect((await step(id, 'carer', { kind: 'tried' })).status).toBe(409)
    await comes(app, clock('12:00'))
    // Both parents are late by now; the carer's notice is counted neither way.
    expect((await principal.get('/api/incidents/figures')).body).toMatchObject({ due: 2, inTime: 0 })
    const [line] = (await teacher.get('/api/incidents')).body.open
    expect(line.open.map(({ party }: SeenNotice) => party)).toEqual([
      'police', 'civilAffairs', 'education', 'parent', 'parent', 'authority', 'town',
    ]) // prettier-ignore
  })

  it('H-04: principal or counsellor decide; the reason is for them alone, also behind the application', async () => {
    const { counsellor, teacher, principal, school } = here
    expect((await withhold('carer', undefined, teacher)).status).toBe(403)
    expect((await withhold('carer', undefined, counsellor, { reason: ' ' })).status).toBe(422)
    await withhold('carer', undefined, counsellor)
    const textFor = async (who: Person) =>
      (await here.see(id, who)).steps.find(({ kind }: { kind: string }) => kind === 'withheld').text
    expect(await textFor(principal)).toBe(REASON)
    expect(await textFor(counsellor)).toBe(REASON)
    expect(await textFor(teacher)).toBeNull()
    const under = (tiers: string) =>
      app.deps.db.sql.begin(async (sql) => {
        await sql.unsafe(`set local app.schools = '${school.schoolId}'; set local app.tiers = '${tiers}'`)
        return sql`select id from incident_reason`
      })
    expect(await under('contact,case,psych,fileCase')).toHaveLength(0)
    expect(await under('protection')).toHaveLength(1)
    const [row] = await app.owner`select sealed from incident_reason where school_id = ${school.schoolId}`
    expect(row?.['sealed'].toString('utf8')).not.toContain('不敢')
  })

  it('H-04: the person is offered no more, under whatever entry the files have it', async () => {
    const { counsellor, noticeOf, path, teacher } = here
    // The father once more, under another name and with the same number.
    const again = { id: newId(), kind: 'second', name: '老林', relation: '邻居', phone: '19411112222' }
    expect((await teacher.post(path('named-contacts'), again)).status).toBe(200)
    const offered = async () => (await noticeOf(id, 'carer')).contacts
    expect((await offered()).map(({ phoneMasked }) => phoneMasked)).toEqual([
      '194****6666', '194****2222', '194****4444', '194****2222',
    ]) // prettier-ignore
    expect((await withhold('parent', 'father', counsellor)).status).toBe(200)
    expect((await offered()).map(({ phoneMasked }) => phoneMasked)).toEqual(['194****6666', '194****4444'])
    const one = await noticeOf(id, 'parent', 'father')
    expect([one.state, one.contacts]).toEqual(['withheld', []])
    expect((await noticeOf(id, 'parent', 'mother')).state).toBe('open')
  })

  it('H-04: nor when the entry is replaced by another one meanwhile', async () => {
    const { child, counsellor, father, noticeOf, school } = here
    await withhold('parent', 'father', counsellor)
    await app.owner`delete from family_member where id = ${father}`
    await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, phone_masked)
      values (${school.schoolId}, ${newId()}, ${child}, 'father', '另一个名字', '194****9999')`
    const offered = (await noticeOf(id, 'carer')).contacts
    expect(offered.map(({ relation }) => relation)).toEqual(['grandmother', 'mother'])
  })

  it('H-04: of two children of one household the person is withheld for both, and another of the same name for none', async () => {
    const { child, counsellor, record, school } = here
    const { schoolId } = school
    const father = async (pupilId: string, phoneMasked: string) => {
      const [row] = await app.owner<{ id: string }[]>`
        update family_member set name = '测试父亲', phone_masked = ${phoneMasked} where pupil_id = ${pupilId} and relation = 'father' returning id`
      return row?.id ?? ''
    }
    const [brother, stranger] = [
      await makeAwayChild(app.owner, school),
      await makeAwayChild(app.owner, school),
    ]
    await father(brother, '194****2222')
    const other = await father(stranger, '194****7777')
    id = await record({ pupilIds: [child, brother, stranger] })
    await withhold('parent', 'father', counsellor)
    const fathers = await app.owner<{ pupil: string; withheld: boolean }[]>`
      select pupil_id as pupil, withheld_at is not null as withheld from incident_notice_state
      where school_id = ${schoolId} and incident_id = ${id} and relation = 'father'`
    expect(new Map(fathers.map(({ pupil, withheld }) => [pupil, withheld]))).toEqual(
      new Map([
        [child, true],
        [brother, true],
        [stranger, false],
      ]),
    )
    const notices: SeenNotice[] = (await here.see(id)).notices
    expect(
      notices.flatMap(({ contacts }) => contacts).filter((one) => one.id === other).length,
    ).toBeGreaterThan(0)
  })

  it('H-04: as long as it goes on, whoever is withheld is not told of anything else that happens to the child either', async () => {
    const { counsellor, noticeOf, principal, record, see, step } = here
    const earlier = await record()
    await withhold('parent', 'father', counsellor)
    const later = await record()
    const told = async (of: string) =>
      (await see(of)).notices
        .filter(({ state }: SeenNotice) => state !== 'withheld')
        .map(({ party, relation }: SeenNotice) => relation ?? party)
    expect(await told(later)).toEqual(['grandmother', 'mother', 'authority', 'town'])
    expect((await noticeOf(later, 'parent', 'father')).state).toBe('withheld')
    for (const other of [earlier, later])
      expect((await noticeOf(other, 'carer')).contacts.map(({ phoneMasked }) => phoneMasked)).toEqual([
        '194****6666', '194****4444',
      ]) // prettier-ignore

    for (const party of ['police', 'civilAffairs', 'education']) await step(id, party)
    const close = async (of: string) => {
      const closing = { id: newId(), outcome: '已交给民警' }
      expect((await principal.post(`/api/incidents/${of}/close`, closing)).status).toBe(200)
    }
    await close(id)
    await close(earlier)
    // What began meanwhile goes on: the person is offered there as little as before.
    expect((await noticeOf(later, 'carer')).contacts.map(({ relation }) => relation)).not.toContain('father')
    expect(await told(later)).not.toContain('father')
    await close(later)
    expect(await told(await record())).toContain('father')
  })

  it('H-04: it reaches what goes on already: nobody tells, rings or is late by the person in another incident of the child', async () => {
    const { counsellor, noticeOf, principal, record, see, step, teacher } = here
    const [earlier, told] = [await record(), await record()]
    const ofTold = await noticeOf(told, 'parent', 'father')
    const said = { id: newId(), kind: 'told', noticeId: ofTold.id, channel: 'phone' }
    expect((await teacher.post(`/api/incidents/${told}/steps`, said)).status).toBe(200)
    expect((await withhold('parent', 'father', counsellor)).status).toBe(200)
    const there = await noticeOf(earlier, 'parent', 'father')
    expect([there.state, there.contacts]).toEqual(['withheld', []])
    expect((await noticeOf(earlier, 'parent', 'mother')).state).toBe('open')
    for (const kind of ['told', 'tried'])
      expect(
        (
          await teacher.post(`/api/incidents/${earlier}/steps`, {
            id: newId(), kind, noticeId: there.id, channel: 'phone',
          })
        ).status,
      ).toBe(409) // prettier-ignore
    const why = async (who: Person) =>
      (await see(earlier, who)).steps.find(({ kind }: { kind: string }) => kind === 'withheld').text
    expect([await why(principal), await why(teacher)]).toEqual([REASON, null])
    // A page of the other that was left open learns by the board that somebody else may be rung.
    const { open } = (await teacher.get('/api/incidents')).body
    const line = open.find((one: { id: string }) => one.id === told)
    expect([line.withheld, (await see(told)).withheld]).toEqual([2, 2])
    // What was told was told. Taken back as a mistake it is not open to the person again.
    expect((await noticeOf(told, 'parent', 'father')).state).toBe('told')
    const back = { id: newId(), kind: 'takenBack', stepId: said.id }
    expect((await teacher.post(`/api/incidents/${told}/steps`, back)).status).toBe(200)
    expect((await noticeOf(told, 'parent', 'father')).state).toBe('withheld')
    // The reports are made once, where it was decided.
    expect((await see(earlier)).notices.filter(({ atOnce }: SeenNotice) => atOnce)).toEqual([])
    const rows = await app.owner`select entity_id as id from audit_entry where action = 'withhold'
      and school_id = ${here.school.schoolId}`
    expect(new Set(rows.map((row) => row['id']))).toEqual(new Set([id, earlier, told]))
    await step(earlier, 'carer')
    expect(
      (await principal.post(`/api/incidents/${earlier}/close`, { id: newId(), outcome: '好了' })).status,
    ).toBe(200)
  })

  it('H-04: withheld and recorded, or withheld twice, in the same moment: no notice to the person stays open', async () => {
    const { counsellor, noticeOf, principal, record, school } = here
    const other = await record()
    const [father, again] = [
      await noticeOf(id, 'parent', 'father'),
      await noticeOf(other, 'parent', 'father'),
    ]
    const send = (who: Person, incident: string, noticeId: string) =>
      who.post(`/api/incidents/${incident}/withhold`, { id: newId(), noticeId, reason: REASON })
    const answers = await Promise.all([
      send(counsellor, id, father.id),
      send(principal, other, again.id),
      ...[1, 2, 3].map(async () => ({ status: (await record()) === '' ? 500 : 200 })),
    ])
    expect(
      answers
        .slice(0, 2)
        .map(({ status }) => status)

        .toSorted((a, b) => a - b),
    ).toEqual([200, 409])
    const open = await app.owner`select id from incident_notice_state
      where school_id = ${school.schoolId} and relation = 'father' and withheld_at is null`
    expect(open).toEqual([])
  })

  it('H-04: whoever’s entry is gone from the file can be withheld all the same', async () => {
    const { child, counsellor, father, noticeOf, record, school } = here
    const earlier = await record()
    await app.owner`delete from family_member where id = ${father}`
    await app.owner`insert into family_member (school_id, id, pupil_id, relation, name, phone_masked)
      values (${school.schoolId}, ${newId()}, ${child}, 'father', '另一个名字', '194****9999')`
    expect((await withhold('parent', 'father', counsellor)).status).toBe(200)
    expect((await noticeOf(earlier, 'parent', 'father')).state).toBe('withheld')
    const offered = (await noticeOf(id, 'carer')).contacts
    expect(offered.map(({ relation }) => relation)).toEqual(['grandmother', 'mother'])
  })

  it('H-04: principal and counsellor alike learn that reports are due, whoever of them decided', async () => {
    const { counsellor, principal, step } = here
    const listed = async (who: Person) => (await who.get('/api/notices')).body
    for (const who of [principal, counsellor]) {
      const { items } = await listed(who)
      await who.post('/api/notices/read', { ids: items.map((one: { id: string }) => one.id) })
      expect((await listed(who)).unread).toBe(0)
    }
    await comes(app, clock('10:20'))
    await withhold('carer', undefined, counsellor)
    for (const who of [principal, counsellor])
      expect(await listed(who)).toMatchObject({ unread: 1, items: [{ waiting: 7, reports: 3, read: false }] })
    for (const party of ['police', 'civilAffairs', 'education']) await step(id, party)
    expect(await listed(principal)).toMatchObject({ unread: 0, items: [{ waiting: 4, reports: 0 }] })
  })

  it('H-04: while it goes on the number is offered nowhere: contact card, paper, link, one tap, My day', async () => {
    const { card, child, counsellor, father, makeLink, mother, path, principal, startRound, teacher } = here
    await principal.post('/api/definitions', {
      key: 'recording', version: 1, primary: true, effectiveFrom: '2026-09-01',
    }) // prettier-ignore
    const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    await startRound()
    const sentBefore = await makeLink(father)
    const opens = async (url: string) => (await guardianOf(app).look(url)).status
    expect(await opens(sentBefore)).toBe(200)
    const offered = async () => {
      const { sections } = (await teacher.get('/api/my-day')).body
      const items = sections.flatMap(({ items: own }: { items: unknown[] }) => own)
      return items.find(({ key }: { key: string }) => key === 'parentContact')?.contact?.phoneMasked
    }
    expect(await offered()).toBe('194****2222')
    await withhold('parent', 'father', counsellor)
    // Who may be rung instead is for the card and the call, which know the whole file.
    expect(await offered()).toBeUndefined()
    const shown = (await card()).people
    const [one, other] = [father, mother].map((who) =>
      shown.find((person: { id: string }) => person.id === who),
    )
    expect(one).toMatchObject({ mayRing: false, askFirst: true, noContact: null })
    expect(other).toMatchObject({ mayRing: true, askFirst: false })
    const ring = (recordId: string) =>
      teacher.post(path('reveal'), { field: 'memberPhone', recordId, reason: 'call' })
    expect((await ring(father)).body.error.code).toBe('not-allowed-now')
    expect((await ring(mother)).status).toBe(200)
    const printed = (await teacher.post(path('contact-card/print'))).body
    expect(JSON.stringify(printed)).not.toMatch(/19411112222|05991234567/)
    const link = await teacher.post(path('contact-card/link'), { memberId: father })
    expect(link.body.error.fields).toEqual([{ path: 'memberId', code: 'kept-away' }])
    expect(await opens(sentBefore)).toBe(404)
    expect((await teacher.get(`/api/children/${child}`)).body.askFirst).toEqual([father])
    expect(await makeLink(mother)).toContain('/contact/')
    // It says that one asks first, and nothing of why.
    expect(JSON.stringify(await card())).not.toContain(REASON)
    for (const party of ['police', 'civilAffairs', 'education']) await here.step(id, party)
    await principal.post(`/api/incidents/${id}/close`, { id: newId(), outcome: '已交给民警' })
    expect((await card()).people.find((person: { id: string }) => person.id === father).askFirst).toBe(false)
  })

  it('H-04: sent twice it holds once; the reports stand once whoever else is withheld, and are made before the incident closes', async () => {
    const { counsellor, principal, step } = here
    const again = { id: newId() }
    expect((await withhold('parent', 'father', counsellor, again)).status).toBe(200)
    expect((await withhold('parent', 'father', counsellor, again)).status).toBe(200)
    expect((await withhold('parent', 'father', principal)).status).toBe(409)
    expect((await withhold('carer', undefined, principal)).status).toBe(200)
    expect((await withhold('town', undefined, principal)).status).toBe(409)
    const notices: SeenNotice[] = (await here.see(id)).notices
    expect(notices.filter(({ atOnce }) => atOnce)).toHaveLength(3)
    const close = () => principal.post(`/api/incidents/${id}/close`, { id: newId(), outcome: '已交给民警' })
    expect((await close()).status).toBe(409)
    for (const party of ['police', 'civilAffairs', 'education']) await step(id, party)
    expect((await close()).status).toBe(200)
    expect((await withhold('parent', 'mother', principal)).status).toBe(409)
  })

  it('H-04: a notice that was told cannot be withheld any more', async () => {
    await here.step(id, 'carer')
    expect((await withhold('carer', undefined, here.principal)).status).toBe(409)
  })
})

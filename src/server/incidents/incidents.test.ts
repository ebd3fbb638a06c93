import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { tellDaily } from '#server/notices/service.ts'
import { makePupil } from '#server/testing/factories.ts'
import {
  clock,
  comes,
  makeIncidentSchool,
  type IncidentSchool,
  type SeenNotice,
} from '#server/testing/incident-school.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let here: IncidentSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  here = await makeIncidentSchool(app)
  app.setNow(clock('10:15'))
})

const settings = async (emergency: object) => {
  const { principal } = here
  const { version } = (await principal.get('/api/organisation')).body.school
  const payload = { version, settings: { emergency } }
  return principal.request({ method: 'PATCH', url: '/api/organisation/school', payload })
}
const dueOf = (notices: readonly SeenNotice[]) => notices.map(({ party, dueAt }) => [party, dueAt])

describe('the emergency clock', () => {
  it('F16, X-29, P3-67, P3-68, P3-69: from 10:12 carer 10:42, parents 11:12, authority and town 12:12, each a notice of its own', async () => {
    const { father, grandmother, mother, record, see, step } = here
    const id = await record()
    const { notices, words } = await see(id)
    expect(dueOf(notices)).toEqual([
      ['carer', clock('10:42')],
      ['parent', clock('11:12')],
      ['parent', clock('11:12')],
      ['authority', clock('12:12')],
      ['town', clock('12:12')],
    ])
    expect(words).toEqual({ place: '操场', text: '跑步时摔了一跤', action: '校医看过，冰敷' })
    // One tap to ring: the one to be told first, then whoever else may be rung.
    expect(notices[0].contacts.map((one: { id: string }) => one.id)).toEqual([grandmother, father, mother])
    await comes(app, clock('11:20'))
    expect((await step(id, 'parent')).status).toBe(200)
    const [row] = await app.owner`
      select extract(epoch from told_at - due_at) / 60 as late from incident_notice_state where incident_id = ${id} and told_at is not null`
    expect(Number(row?.['late'])).toBe(8)
  })

  it('K-41: authority and town are judged each by itself, and told exactly at the limit is in time', async () => {
    const { record, principal, step } = here
    const id = await record()
    await comes(app, clock('12:12'))
    await step(id, 'authority')
    await comes(app, '2026-11-23T04:12:30.000Z')
    await step(id, 'town')
    const { body } = await principal.get('/api/incidents/figures')
    // Carer and both parents were not told, and the town half a minute late.
    expect(body).toMatchObject({ open: 1, closed: 0, due: 5, inTime: 1 })
  })

  it('K-40: limits from discovery or from the event are the school’s choice, and an incident keeps what it began with', async () => {
    const { record, see } = here
    const first = await record({ occurredAt: clock('09:50') })
    const emergency = { carer: 20, parent: 40, authority: 90, town: 100, from: 'event', outsideSchool: true }
    expect((await settings(emergency)).status).toBe(200)
    const second = await record({ occurredAt: clock('09:50') })
    const unknown = await record()
    expect((await see(first)).notices[0].dueAt).toBe(clock('10:42'))
    expect((await see(first)).limits).toMatchObject({ carer: 30, from: 'discovery' })
    expect((await see(second)).limits).toEqual(emergency)
    expect(dueOf((await see(second)).notices)).toEqual([
      ['carer', clock('10:10')],
      ['parent', clock('10:30')],
      ['parent', clock('10:30')],
      ['authority', clock('11:20')],
      ['town', clock('11:30')],
    ])
    expect((await see(unknown)).notices[0].dueAt).toBe(clock('10:32'))
    expect((await settings({ ...emergency, carer: 0 })).body.error.fields[0].path).toBe(
      'settings.emergency.carer',
    )
  })

  it('K-42, P3-66: outside school hours it is recorded all the same, and limits run if the school sets so', async () => {
    const { record, see, principal } = here
    const { limits } = await see(await record({ atSchool: false }))
    await settings({ ...limits, outsideSchool: false })
    const id = await record({ atSchool: false })
    const { notices, runs } = await see(id)
    expect(runs).toBe(false)
    expect(notices.map((one: SeenNotice) => one.dueAt)).toEqual([null, null, null, null, null])
    expect((await see(await record())).runs).toBe(true)
    await comes(app, clock('20:00'))
    // The first and the third are due, the second never is.
    expect((await principal.get('/api/incidents/figures')).body).toMatchObject({ open: 3, due: 10 })
  })

  it('K-30: tried is not told, and what was entered by mistake is taken back as a line', async () => {
    const { record, see, step, noticeOf, teacher } = here
    const id = await record()
    await step(id, 'carer', { kind: 'tried', text: '没人接' })
    expect(await noticeOf(id, 'carer')).toMatchObject({ state: 'open', tried: 1, toldAt: null })
    await step(id, 'carer')
    expect(await noticeOf(id, 'carer')).toMatchObject({ state: 'told', toldAt: clock('10:15') })
    expect((await step(id, 'carer')).status).toBe(409)
    const { steps } = await see(id)
    const told = steps.find(({ kind }: { kind: string }) => kind === 'told')
    const back = { id: newId(), kind: 'takenBack', stepId: told.id, text: '点错了' }
    expect((await teacher.post(`/api/incidents/${id}/steps`, back)).status).toBe(200)
    expect((await teacher.post(`/api/incidents/${id}/steps`, { ...back, id: newId() })).status).toBe(409)
    expect(await noticeOf(id, 'carer')).toMatchObject({ state: 'open', toldAt: null })
    expect((await see(id)).steps.map(({ kind }: { kind: string }) => kind)).toEqual([
      'tried',
      'told',
      'takenBack',
    ])
  })

  it('P3-70: nothing is filed without what was done first for the child; times are held against the server’s clock', async () => {
    const { happened, teacher, see } = here
    const { action: _left, ...without } = happened() as { action?: string }
    expect((await teacher.post('/api/incidents', without)).body.error.fields).toEqual([
      expect.objectContaining({ path: 'action' }),
    ])
    const faults = async (more: object) =>
      (await teacher.post('/api/incidents', happened(more))).body.error.fields
    expect(await faults({ knownAt: clock('10:30') })).toEqual([{ path: 'knownAt', code: 'in-future' }])
    expect(await faults({ occurredAt: clock('10:13') })).toEqual([{ path: 'knownAt', code: 'before-event' }])
    expect(await faults({ actedAt: '2022-11-23T02:00:00.000Z' })).toEqual([
      { path: 'actedAt', code: 'too-far' },
    ])
    // A phone two minutes ahead means now.
    const ahead = happened({ knownAt: clock('10:17'), actedAt: clock('10:17') })
    await teacher.post('/api/incidents', ahead)
    expect(await see(ahead.id)).toMatchObject({ knownAt: clock('10:15'), actedAt: clock('10:15') })
  })

  it('P3-71: principal and counsellor see at once that there is something, and again when a limit has passed', async () => {
    const { principal, teacher, counsellor, record } = here
    const id = await record()
    const listed = async () => (await principal.get('/api/notices')).body
    expect(await listed()).toMatchObject({
      unread: 1,
      items: [{ kind: 'incident', incidentId: id, waiting: 5, late: 0 }],
    })
    expect(JSON.stringify(await listed())).not.toContain('林小满')
    expect((await counsellor.get('/api/notices')).body.unread).toBe(1)
    expect((await teacher.get('/api/notices')).body.items).toEqual([])
    const [{ id: noticeId }] = (await listed()).items
    await principal.post('/api/notices/read', { ids: [noticeId] })
    expect((await listed()).unread).toBe(0)
    await comes(app, clock('10:50'))
    expect(await listed()).toMatchObject({ unread: 1, items: [{ read: false, late: 1 }] })
    await principal.post('/api/notices/read', { ids: [noticeId] })
    expect((await listed()).unread).toBe(0)
    await comes(app, clock('11:13'))
    expect(await listed()).toMatchObject({ unread: 1, items: [{ late: 3 }] })
    await principal.post(`/api/incidents/${id}/close`, { id: newId(), outcome: '已经回家' })
    expect(await listed()).toMatchObject({ unread: 0, items: [{ settled: true }] })
  })

  it('P3-71: as long as it is open it is not forgotten, however long that is', async () => {
    const { principal, record } = here
    const [open, closed] = [await record(), await record()]
    await principal.post(`/api/incidents/${closed}/close`, { id: newId(), outcome: '已经回家' })
    await comes(app, '2027-04-12T02:00:00.000Z')
    expect((await tellDaily(app.deps)).failed).toBe(0)
    const { items } = (await principal.get('/api/notices')).body
    const ids = items.flatMap(({ incidentId }: { incidentId?: string }) => incidentId ?? [])
    expect(ids).toEqual([open])
  })

  it('the board puts first what is due first, with the clock of the server', async () => {
    const { record, principal, step } = here
    const later = await record({ knownAt: clock('10:14'), actedAt: clock('10:14') })
    const first = await record()
    const board = async () => (await principal.get('/api/incidents')).body
    expect(await board()).toMatchObject({
      now: clock('10:15'),
      open: [{ id: first }, { id: later }],
      closed: [],
    })
    await step(first, 'carer')
    const [top, second] = (await board()).open
    expect([top.id, second.id, second.told]).toEqual([later, first, 1])
    expect(second.open.map(({ party }: SeenNotice) => party)).toEqual([
      'parent',
      'parent',
      'authority',
      'town',
    ])
  })
})

describe('who knows of an incident', () => {
  it('P9-19: whoever reaches every child of it; a helping teacher without the words; an auditor counts only', async () => {
    const { school, child, teacher, principal, counsellor, record, see } = here
    const { schoolId, classes } = school
    const other = await makePupil(app.owner, school, {
      name: '方圆圆',
      classId: classes['三年级(2)班'] ?? '',
    })
    const neighbour = await app.signIn({
      schoolId,
      role: 'classTeacher',
      classId: classes['三年级(2)班'] ?? '',
    })
    const helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
    const keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
    const auditor = await app.signIn({ schoolId, role: 'auditor' })
    const own = await record()
    const both = await record({ pupilIds: [child, other], kind: 'conflict' }, counsellor)
    const seenBy = async (id: string) =>
      Promise.all(
        [principal, counsellor, teacher, helper, neighbour, keeper].map(async (who) => {
          const incident = await see(id, who)
          return incident === undefined ? null : incident.words !== null
        }),
      )
    expect(await seenBy(own)).toEqual([true, true, true, false, null, null])
    expect(await seenBy(both)).toEqual([true, true, null, null, null, null])
    expect((await teacher.post('/api/incidents', here.happened({ pupilIds: [other] }))).status).toBe(404)
    // One's own words are read by oneself, also where the event's are not.
    await here.step(own, 'carer', { kind: 'tried', text: '没人接' }, helper)
    await here.step(own, 'carer', { kind: 'tried', text: '关机了' }, teacher)
    const textsFor = async (who: Person) =>
      (await see(own, who)).steps.map(({ text }: { text: string | null }) => text)
    expect([await textsFor(helper), await textsFor(teacher)]).toEqual([
      ['没人接', null],
      ['没人接', '关机了'],
    ])
    expect((await auditor.get(`/api/incidents/${own}`)).status).toBe(403)
    expect((await auditor.get('/api/incidents/figures')).body).toMatchObject({ open: 2 })
    // Whoever was there and wrote it down sees it, and no other.
    const found = await record({}, keeper)
    expect((await see(found, keeper)).words).not.toBeNull()
    expect((await keeper.get('/api/incidents')).body.open).toHaveLength(1)
    expect((await helper.get('/api/incidents')).body.open).toHaveLength(2)
  })

  it('H-22, H-25: of a child that another school took over a closed incident is counted and not read', async () => {
    const { child, principal, counsellor, record, see } = here
    const [open, closed] = [await record(), await record()]
    await principal.post(`/api/incidents/${closed}/close`, { id: newId(), outcome: '已经回家' })
    await app.owner`update pupil set left_on = '2026-11-23', left_reason = 'transfer' where id = ${child}`
    for (const who of [principal, counsellor]) {
      expect(await see(closed, who)).toBeUndefined()
      // What is not settled must not be forgotten with it.
      expect((await see(open, who)).id).toBe(open)
    }
    expect((await principal.get('/api/incidents')).body).toMatchObject({ open: [{ id: open }], closed: [] })
    expect((await principal.get('/api/incidents/figures')).body).toMatchObject({ open: 1, closed: 1 })
  })

  it('of a child that has left nothing new begins, which is said; what is open is brought to its end', async () => {
    const { child, happened, noticeOf, principal, record, see, school, step, teacher } = here
    const { schoolId, classes } = school
    const open = await record()
    await app.owner`update pupil set left_on = '2026-11-23', left_reason = 'left' where id = ${child}`
    const refused = await teacher.post('/api/incidents', happened())
    expect(refused.body.error.fields).toEqual([{ path: 'pupilIds', code: 'child-left' }])
    const form = await teacher.get(`/api/incidents/form?childId=${child}`)
    expect(form.body.child).toMatchObject({ id: child, leftOn: '2026-11-23' })
    // Together with one who is there: neither is lost silently.
    const there = await makePupil(app.owner, school, { classId: classes['三年级(1)班'] ?? '' })
    expect((await teacher.post('/api/incidents', happened({ pupilIds: [child, there] }))).status).toBe(422)
    const [rows] = await app.owner`select count(*)::int as n from incident where school_id = ${schoolId}`
    expect(rows?.['n']).toBe(1)
    expect((await see(open)).children).toMatchObject([{ id: child, leftOn: '2026-11-23' }])
    expect((await teacher.get('/api/incidents')).body.open[0].children[0].leftOn).toBe('2026-11-23')
    expect((await step(open, 'carer')).status).toBe(200)
    expect((await noticeOf(open, 'carer')).state).toBe('told')
    const closing = { id: newId(), outcome: '已经交给家里' }
    expect((await principal.post(`/api/incidents/${open}/close`, closing)).status).toBe(200)
  })

  it('nobody to be kept away is to be told or rung, and a child without anybody known asks for somebody', async () => {
    const { father, change, record, see, school } = here
    await change(father, { noContact: { reason: 'court', note: null } })
    const { notices } = await see(await record())
    expect(notices.filter(({ party }: SeenNotice) => party === 'parent')).toHaveLength(1)
    expect(JSON.stringify(notices)).not.toContain(father)
    const lonely = await makePupil(app.owner, school, { name: '石一一' })
    const found = await see(await record({ pupilIds: [lonely] }))
    expect(found.notices.map(({ party, relation }: SeenNotice) => [party, relation])).toEqual([
      ['carer', null],
      ['parent', null],
      ['authority', null],
      ['town', null],
    ])
  })
})

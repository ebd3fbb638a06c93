import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import {
  clock,
  comes,
  makeIncidentSchool,
  type IncidentSchool,
  type SeenNotice,
} from '#server/testing/incident-school.ts'
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

const REASON = '孩子说不敢回家'
const withhold = async (party: string, relation: string | undefined, who: Person, more: object = {}) => {
  const notice = await here.noticeOf(id, party, relation)
  const body = { id: newId(), noticeId: notice.id, reason: REASON, ...more }
  return who.post(`/api/incidents/${id}/withhold`, body)
}

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
      (await see(of)).notices.map(({ party, relation }: SeenNotice) => relation ?? party)
    expect(await told(later)).toEqual(['grandmother', 'mother', 'authority', 'town'])
    for (const other of [earlier, later])
      expect((await noticeOf(other, 'carer')).contacts.map(({ phoneMasked }) => phoneMasked)).toEqual([
        '194****6666', '194****4444',
      ]) // prettier-ignore

    for (const party of ['police', 'civilAffairs', 'education']) await step(id, party)
    const closing = { id: newId(), outcome: '已交给民警' }
    expect((await principal.post(`/api/incidents/${id}/close`, closing)).status).toBe(200)
    expect(await told(await record())).toContain('father')
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

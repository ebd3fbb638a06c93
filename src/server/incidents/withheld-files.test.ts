import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import {
  clock,
  comes,
  makeIncidentSchool,
  REASON,
  type IncidentSchool,
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

const withhold = (party: string, relation: string | undefined, who: Person, more = {}) =>
  here.withhold(id, party, relation, who, more)

describe('whoever is withheld, in the files of the children', () => {
  it('H-04: whoever cared for the child before is known by name and number, not by what the person is to the child', async () => {
    const { counsellor, grandmother, noticeOf, path, principal, record, step, teacher } = here
    const carer = { kind: 'grandparent', legalBasis: 'helper' }
    const other = { ...carer, id: newId(), relation: 'grandmother', name: '测试外婆', phone: '19477778888' }
    expect((await teacher.post(path('carers'), { ...other, from: '2026-11-01' })).status).toBe(200)
    id = await record()
    expect((await withhold('carer', undefined, counsellor)).status).toBe(200)
    await app.owner`update carer set to_on = '2026-11-20' where id = ${other.id}`
    const back = { ...carer, id: newId(), relation: 'grandmother', memberId: grandmother, from: '2026-11-21' }
    expect((await teacher.post(path('carers'), back)).status).toBe(200)
    const again = { id: newId(), kind: 'second', name: '林婶', relation: '邻居', phone: other.phone }
    expect((await teacher.post(path('named-contacts'), again)).status).toBe(200)
    const next = await record()
    const later = await noticeOf(next, 'carer')
    expect(later).toMatchObject({ relation: 'grandmother', state: 'open' })
    const offered = later.contacts.map(({ phoneMasked }) => phoneMasked)
    expect(offered).toEqual(['194****6666', '194****2222', '194****4444'])
    // What began meanwhile keeps it when the first is closed.
    for (const party of ['police', 'civilAffairs', 'education']) await step(id, party)
    const closing = { id: newId(), outcome: '已交给民警' }
    expect((await principal.post(`/api/incidents/${id}/close`, closing)).status).toBe(200)
    expect((await noticeOf(next, 'carer')).contacts.map(({ phoneMasked }) => phoneMasked)).toEqual(offered)
  })

  it('H-04: in every file of the children of an incident, also where the person was told already or has no notice', async () => {
    const { child, counsellor, record, school, see, step } = here
    const [brother, sister] = [await makeAwayChild(app.owner, school), await makeAwayChild(app.owner, school)]
    await app.owner`update family_member set name = '测试父亲', phone_masked = '194****2222'
      where pupil_id in (${brother}, ${sister}) and relation = 'father'`
    await app.owner`update family_member set is_guardian = false where pupil_id = ${sister} and relation = 'father'`
    id = await record({ pupilIds: [child, brother, sister] })
    const told = (await see(id)).notices.find(
      (one: { pupilId: string; relation: string }) => one.pupilId === brother && one.relation === 'father',
    )
    expect((await step(id, 'parent', { noticeId: told.id })).status).toBe(200)
    expect((await withhold('parent', 'father', counsellor)).status).toBe(200)
    for (const one of [child, brother, sister]) {
      const { people } = (await counsellor.get(`/api/children/${one}/contact-card`)).body
      const father = people.find(({ relation }: { relation: string }) => relation === 'father')
      expect(father).toMatchObject({ askFirst: true, mayRing: false })
    }
    const twice = { id: newId(), noticeId: (await here.noticeOf(id, 'parent', 'mother')).id, reason: REASON }
    expect((await counsellor.post(`/api/incidents/${id}/withhold`, twice)).status).toBe(200)
    const rows = await app.owner`select pupil_id from incident_notice_state where incident_id = ${id}
      and relation = 'father' and withheld_at is not null`
    expect(new Set(rows.map((row) => row['pupil_id']))).toEqual(new Set([child, brother, sister]))
    expect(rows).toHaveLength(3)
  })

  it('H-04: recorded together with a brother it reaches what goes on with the brother alone', async () => {
    const { child, counsellor, noticeOf, record, school, see } = here
    const brother = await makeAwayChild(app.owner, school)
    await app.owner`update family_member set name = '测试父亲', phone_masked = '194****2222'
      where pupil_id = ${brother} and relation = 'father'`
    const own = await record({ pupilIds: [brother] })
    expect((await withhold('parent', 'father', counsellor)).status).toBe(200)
    expect((await noticeOf(own, 'parent', 'father')).state).toBe('open')
    const [decided] =
      await app.owner`select recorded_at, recorded_by from incident_step where kind = 'withheld'
      and school_id = ${school.schoolId}`
    await comes(app, clock('10:40'))
    await record({ pupilIds: [child, brother] })
    expect((await noticeOf(own, 'parent', 'father')).state).toBe('withheld')
    // Who decided it and when stands there; that it was taken over, by whom and when, in the record of changes.
    const line = (await see(own)).steps.find(({ kind }: { kind: string }) => kind === 'withheld')
    expect(line).toMatchObject({
      at: new Date(decided?.['recorded_at']).toISOString(),
      recordedAt: clock('10:40'),
      text: null,
    })
    const [entry] =
      await app.owner`select detail from audit_entry where action = 'withhold' and entity_id = ${own}`
    expect(JSON.parse(entry?.['detail'])).toMatchObject({ decidedBy: [decided?.['recorded_by']] })
  })

  it('H-04: the number kept with the child is of whoever has it in the file: not rung, not printed', async () => {
    const { card, change: changeMember, child, counsellor, father, path, teacher } = here
    const change = async (phone: string) => {
      const { version } = (await teacher.get(`/api/children/${child}`)).body.basics
      const answer = await teacher.request({
        method: 'PATCH', url: `/api/children/${child}`, payload: { version, phone, address: '测试村 5 号' },
      }) // prettier-ignore
      expect(answer.status).toBe(200)
    }
    await change('19411112222')
    const ring = (reason: string) => teacher.post(path('reveal'), { field: 'phone', reason })
    expect((await ring('call')).status).toBe(200)
    await withhold('parent', 'father', counsellor)
    for (const reason of ['call', 'emergency'])
      expect((await ring(reason)).body.error?.code).toBe('not-allowed-now')
    expect((await ring('check')).status).toBe(200)
    // Where the child lives, and where the person does, is no number: in an emergency it may be all there is.
    expect((await changeMember(father, { address: '测试村 3 号' })).status).toBe(200)
    for (const field of [{ field: 'address' }, { field: 'memberAddress', recordId: father }]) {
      const found = await teacher.post(path('reveal'), { ...field, reason: 'emergency' })
      expect(found.body).toHaveProperty('value')
    }
    expect((await teacher.post(path('contact-card/print'))).body.phone).toBeNull()
    expect((await teacher.get(`/api/children/${child}`)).body.askFirst).toContain(child)
    await change('19477776666')
    expect((await ring('call')).status).toBe(200)
    expect((await card()).people.length).toBeGreaterThan(0)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, type SchoolFacts } from '#server/testing/factories.ts'
import {
  agreeAll,
  codes,
  makePairingSchool,
  member,
  propose,
  running,
  start,
} from '#server/testing/pairing-school.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let administrator: Person
let teacher: Person
let helper: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  ;({ school, principal, administrator, teacher, helper, child } = await makePairingSchool(app))
})

const summary = async (by = principal) => (await by.get('/api/pairings/summary')).body

describe('a teacher and a child', () => {
  it('ADR 0013: the pairing gives the dated role of a helping teacher, with reach and duties, and takes it back', async () => {
    expect((await helper.get(`/api/children/${child}`)).status).toBe(404)
    const id = await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    expect((await helper.get(`/api/children/${child}`)).status).toBe(200)
    const rows =
      await app.owner`select role, pupil_id, from_on, to_on from role_assignment where pairing_id = ${id}`
    expect(rows).toMatchObject([{ role: 'helpingTeacher', pupil_id: child, to_on: null }])
    expect((await principal.post(`/api/pairings/${id}/end`, { kind: 'school' })).body.pairing.state).toBe(
      'ended',
    )
    expect((await helper.get(`/api/children/${child}`)).status).toBe(404)
  })

  it('a hand-over for good of the role changes who is in the pairing: there is no second truth', async () => {
    const id = await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    const [role] = await app.owner<{ id: string }[]>`select id from role_assignment where pairing_id = ${id}`
    await principal.post('/api/covers', {
      id: newId(), fromUserId: helper.userId, toUserId: teacher.userId, from: '2026-11-23', to: null, roleIds: [role?.id],
    }) // prettier-ignore
    const { pairing } = (await principal.get(`/api/pairings/${id}`)).body
    expect(pairing.members.filter(({ part }: { part: string }) => part === 'teacher')).toMatchObject([
      { personId: teacher.userId },
    ])
  })

  it('a cover (代办) works for the role a pairing gave', async () => {
    const id = await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    const [role] = await app.owner<{ id: string }[]>`select id from role_assignment where pairing_id = ${id}`
    const other = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: newId() })
    await principal.post('/api/covers', {
      id: newId(), fromUserId: helper.userId, toUserId: other.userId, from: '2026-11-23', to: '2026-11-24', roleIds: [role?.id],
    }) // prettier-ignore
    expect((await other.get(`/api/children/${child}`)).status).toBe(200)
  })

  it('nothing begins before both sides and a legal guardian have agreed (H-21)', async () => {
    const { id } = await propose(teacher, 'agentParent', [
      member('child', child),
      member('teacher', helper.userId),
    ])
    expect(codes(await start(teacher, id))).toEqual(['consent-missing', 'consent-missing', 'consent-missing'])
    const { pairing } = (await teacher.get(`/api/pairings/${id}`)).body
    const own = pairing.members.find(({ part }: { part: string }) => part === 'child')
    const carer = newId()
    await app.owner`insert into carer (school_id, id, pupil_id, kind, relation, name, legal_basis) values (${school.schoolId}, ${carer}, ${child}, 'relative', 'aunt', '帮手', 'helper')`
    const consent = { id: newId(), memberId: own.id, party: 'guardian', agreed: true, givenOn: '2026-11-23' }
    // Neither one who only helps nor the agent parent decides for the child.
    for (const guardianId of [carer, helper.userId])
      expect(
        codes(await teacher.post(`/api/pairings/${id}/consents`, { ...consent, id: newId(), guardianId })),
      ).toEqual(['not-guardian'])
    await agreeAll(teacher, id)
    expect((await start(teacher, id)).status).toBe(200)
    expect((await start(teacher, id)).status).toBe(200)
  })

  it('a refusal stops it, and the newest answer counts', async () => {
    const { id } = await propose(teacher, 'teacher', [
      member('child', child),
      member('teacher', helper.userId),
    ])
    await agreeAll(teacher, id)
    const { pairing } = (await teacher.get(`/api/pairings/${id}`)).body
    const own = pairing.members.find(({ part }: { part: string }) => part === 'child')
    const answer = { memberId: own.id, party: 'self', givenOn: '2026-11-23' }
    await teacher.post(`/api/pairings/${id}/consents`, { ...answer, id: newId(), agreed: false })
    expect(codes(await start(teacher, id))).toEqual(['consent-refused'])
    await teacher.post(`/api/pairings/${id}/consents`, { ...answer, id: newId(), agreed: true })
    expect((await start(teacher, id)).status).toBe(200)
  })

  it('H-21: a guardian who says no later ends a running pairing at once', async () => {
    const id = await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    const { pairing } = (await principal.get(`/api/pairings/${id}`)).body
    const own = pairing.members.find(({ part }: { part: string }) => part === 'child')
    const no = { id: newId(), memberId: own.id, party: 'guardian', agreed: false, givenOn: '2026-11-23' }
    const { body } = await principal.post(`/api/pairings/${id}/consents`, no)
    expect(body.pairing).toMatchObject({ state: 'ended', endKind: 'guardian' })
    expect((await helper.get(`/api/children/${child}`)).status).toBe(404)
  })

  it('D22: trial, review, pairing for good; a review is due again later, and fulfils the check of the pair', async () => {
    const id = await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    app.setNow('2026-12-24T02:00:00.000Z')
    await app.owner`update auth_session set "updatedAt" = '2026-12-24T02:00:00.000Z'`
    expect((await summary()).reviewsDue).toBe(1)
    const review = { id: newId(), heldOn: '2026-12-24', result: 'well', goesOn: true, note: '两个人很合得来' }
    const { pairing } = (await helper.post(`/api/pairings/${id}/reviews`, review)).body
    expect(pairing).toMatchObject({ state: 'active', nextReviewOn: '2027-03-24', reviewDue: false })
    expect((await helper.post(`/api/pairings/${id}/reviews`, review)).body.pairing.reviews).toHaveLength(1)
    expect((await summary()).reviewsDue).toBe(0)
    // What was written is not told to whoever only keeps the accounts, and lies sealed.
    expect((await administrator.get(`/api/pairings/${id}`)).body.pairing.reviews).toMatchObject([
      { note: null },
    ])
    const [row] = await app.owner<
      { note_sealed: Buffer }[]
    >`select note_sealed from pairing_review where pairing_id = ${id}`
    expect(row?.note_sealed.toString()).not.toContain('合得来')
  })

  it('a hand-over begins before the old pairing ends: no day without anybody', async () => {
    const old = await running(principal, 'teacher', [
      member('child', child),
      member('teacher', helper.userId),
    ])
    const { id } = await propose(
      principal,
      'teacher',
      [member('child', child), member('teacher', teacher.userId)],
      { follows: old },
    )
    expect((await principal.get(`/api/pairings/${old}`)).body.pairing.state).toBe('trial')
    const another = await makeAwayChild(app.owner, school, { name: '周舟' })
    const wrong = [member('child', another), member('teacher', teacher.userId)]
    expect(codes(await propose(principal, 'teacher', wrong, { follows: old }))).toEqual(['unknown-reference'])
    await agreeAll(principal, id)
    await start(principal, id)
    expect((await principal.get(`/api/pairings/${old}`)).body.pairing).toMatchObject({
      state: 'ended',
      endKind: 'handedOver',
    })
    expect((await helper.get(`/api/children/${child}`)).status).toBe(404)
  })

  it('proposing twice proposes once; another class’s child is not to be paired', async () => {
    const pairing = {
      id: newId(),
      kind: 'teacher',
      members: [member('child', child), member('teacher', helper.userId)],
    }
    expect((await teacher.post('/api/pairings', { pairings: [pairing] })).body.proposed).toBe(1)
    expect((await teacher.post('/api/pairings', { pairings: [pairing] })).body.proposed).toBe(0)
    expect(
      codes(await propose(teacher, 'teacher', [member('child', child), member('teacher', helper.userId)])),
    ).toEqual(['helps-already'])
    expect(
      codes(await propose(helper, 'teacher', [member('child', child), member('teacher', helper.userId)])),
    ).toEqual(['unknown-reference'])
    expect((await helper.get(`/api/pairings/${pairing.id}`)).status).toBe(404)
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sealMemberPhone } from '#server/children/service.ts'
import { newId } from '#server/db/id.ts'
import { talk } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
let [own, other]: Place[] = []
let [teacher, principal]: Person[] = []
const PHONE = '19400004321'
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not set up yet')
  return value
}

beforeAll(async () => {
  app = await startTestApp()
  const school = await makeWorldSchool(app.owner)
  ;[own, other] = [await makePlace(app.owner, school, 1), await makePlace(app.owner, school, 2)]
  const { phone_sealed, phone_masked } = sealMemberPhone(app.deps.vault, own.memberId, PHONE)
  await app.owner`update family_member set phone_sealed = ${phone_sealed}, phone_masked = ${phone_masked} where id = ${own.memberId}`
  ;[teacher, principal] = [
    await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: own.classId }),
    await app.signIn({ schoolId: school.schoolId, role: 'principal' }),
  ]
})
afterAll(() => app.close())

const attempts = async (): Promise<{ pupilId: string; actorName: string; why: string }[]> =>
  (await given(principal).get('/api/audit?kind=attempt')).body.lines

describe('H-02, H-22: whom a child does not concern', () => {
  it('is told that there is no such child, and the principal finds the attempt', async () => {
    const unknown = await given(teacher).get('/api/children/0198c000-0000-7000-8000-00000000abcd')
    const { pupilId, cardId, dutyId } = given(other)
    for (const url of [
      `/api/children/${pupilId}`,
      `/api/children/${pupilId}/timeline`,
      `/api/cards/${cardId}`,
    ]) {
      const answer = await given(teacher).get(url)
      expect([answer.status, answer.body]).toEqual([404, unknown.body])
    }
    await given(teacher).post(`/api/duties/${dutyId}/excuse`, { kind: 'away', reason: '测试' })
    expect((await attempts()).map((line) => line.pupilId)).toEqual([pupilId, pupilId, pupilId, pupilId])
    expect((await attempts())[0]).toMatchObject({ why: 'classTeacher' })
  })

  it('also by an id within a body, as a choice of a form, or among others', async () => {
    const before = (await attempts()).length
    const [{ pupilId, cardId, agreementId }, { pupilId: ownId }] = [given(other), given(own)]
    const file = (owner: object) => ({
      id: newId(),
      owner,
      name: '户口本.pdf',
      size: 10,
      sha256: '0'.repeat(64),
    })
    const asked: readonly [string, object][] = [
      ['/api/cards', talk(pupilId)],
      ['/api/cards/together', { cards: [talk(ownId), talk(pupilId)] }],
      [`/api/children/${ownId}/siblings`, { pupilId, together: true }],
      ['/api/attachments', file({ kind: 'card', id: cardId })],
      ['/api/attachments', file({ kind: 'agreement', id: agreementId })],
    ]
    for (const [url, body] of asked) {
      const answer = await given(teacher).post(url, body)
      const fields = (answer.body.error.fields ?? []).map(({ code }: { code: string }) => code)
      expect([url, answer.status === 404 || fields.includes('unknown-reference')]).toEqual([url, true])
    }
    const found = (await attempts()).slice(0, -before)
    expect(found.map((line) => line.pupilId)).toEqual(asked.map(() => pupilId))
    // Nobody's id, a right one, and one's own child are none.
    await given(teacher).post('/api/cards', talk(newId()))
    await given(teacher).post('/api/cards', talk(ownId))
    expect(await attempts()).toHaveLength(before + asked.length)
  })

  it('no attempt is one at an own child, at none, or at another school’s', async () => {
    const before = (await attempts()).length
    const elsewhere = await makePlace(app.owner, await makeWorldSchool(app.owner), 1)
    await given(teacher).get(`/api/children/${elsewhere.pupilId}`)
    await given(teacher).get(`/api/children/${given(own).pupilId}`)
    await given(teacher).request({
      method: 'PATCH',
      url: `/api/children/${given(own).pupilId}/members/${given(other).memberId}`,
      payload: { version: 1, name: '测试父' },
    })
    expect(await attempts()).toHaveLength(before)
  })
})

describe('H-02: a full number', () => {
  const url = () => `/api/children/${given(own).pupilId}/reveal`
  const asked = () => ({ field: 'memberPhone', recordId: given(own).memberId })

  it('needs a reason, in words where no choice fits', async () => {
    expect((await given(teacher).post(url(), asked())).status).toBe(422)
    const blank = await given(teacher).post(url(), { ...asked(), reason: 'other', note: ' ' })
    expect(blank.body.error.fields).toEqual([{ path: 'note', code: 'required' }])
  })

  it('is shown with its reason to whoever may read the log; the words are under seal', async () => {
    const answer = await given(teacher).post(url(), { ...asked(), reason: 'other', note: '奶奶住院，找爸爸' })
    expect(answer.body.value).toBe(PHONE)
    const { lines } = (await given(principal).get(`/api/audit?kind=read&pupilId=${given(own).pupilId}`)).body
    expect(lines[0]).toMatchObject({
      action: 'reveal',
      detail: { field: 'memberPhone', reason: 'other', note: '奶奶住院，找爸爸' },
    })
    const rows = await app.owner`select detail from audit_entry where action = 'reveal'`
    expect(JSON.stringify(rows)).not.toContain('奶奶')
    expect(JSON.stringify(rows)).not.toContain(PHONE)
  })
})

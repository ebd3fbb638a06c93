import { expect } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import type { Answer, Person, TestApp } from '#server/testing/test-app.ts'

/** A school with a plan, those who pair there, and a child of the class teacher's whom nobody helps yet. */
export async function makePairingSchool(app: TestApp) {
  const school = await makeSchool(app.owner)
  const { schoolId, classes } = school
  const classId = classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const administrator = await app.signIn({ schoolId, role: 'administrator' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const helper = await app.signIn({ schoolId, role: 'classTeacher', classId: classes['三年级(2)班'] ?? '' })
  const child = await makeAwayChild(app.owner, school, { name: '欧阳小满' })
  const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
  await principal.post('/api/plan', plan)
  return { school, classId, principal, administrator, teacher, helper, child }
}

export const member = (part: string, personId: string) => ({ id: newId(), part, personId })
export const propose = (by: Person, kind: string, members: object[], over: object = {}) => {
  const id = newId()
  return by
    .post('/api/pairings', { pairings: [{ id, kind, members, ...over }] })
    .then((answer) => ({ ...answer, id }))
}

/** Says yes for everybody who is asked; a child's father or mother decides. */
export async function agreeAll(by: Person, id: string): Promise<void> {
  const { pairing } = (await by.get(`/api/pairings/${id}`)).body
  for (const { memberId, party } of pairing.consents) {
    const personId = pairing.members.find((one: { id: string }) => one.id === memberId).personId
    const guardian = pairing.guardians.find((one: { pupilId: string }) => one.pupilId === personId)
    const answer = await by.post(`/api/pairings/${id}/consents`, {
      id: newId(),
      memberId,
      party,
      agreed: true,
      givenOn: '2026-11-23',
      guardianId: party === 'guardian' ? guardian?.id : null,
    })
    expect(answer.status).toBe(200)
  }
}

export const start = (by: Person, id: string): Promise<Answer> =>
  by.post(`/api/pairings/${id}/start`, { trialTo: '2026-12-23' })

/** A pairing that all agreed to and that is being tried; gives its id. */
export async function running(
  by: Person,
  kind: string,
  members: object[],
  over: object = {},
): Promise<string> {
  const { id, status } = await propose(by, kind, members, over)
  expect(status).toBe(200)
  await agreeAll(by, id)
  expect((await start(by, id)).status).toBe(200)
  return id
}

export const codes = (answer: Answer): string[] =>
  (answer.body.error?.fields ?? []).map(({ code }: { code: string }) => code)

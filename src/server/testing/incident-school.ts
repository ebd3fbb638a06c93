import { newId } from '#server/db/id.ts'
import { makeContactFamily } from '#server/testing/contact-family.ts'
import type { Person, TestApp } from '#server/testing/test-app.ts'

/** What the tests read of an incident. */
export interface SeenNotice {
  readonly id: string
  readonly party: string
  readonly relation: string | null
  readonly name: string | null
  readonly state: string
  readonly dueAt: string | null
  readonly atOnce: boolean
  readonly toldAt: string | null
  readonly tried: number
  readonly contacts: readonly { id: string; relation: string; phoneMasked: string }[]
}

/** Why somebody is withheld, in these tests. */
export const REASON = '孩子说不敢回家'

/** A clock time of the 23rd of November 2026 in the school, as an instant. */
export const clock = (time: string): string => new Date(`2026-11-23T${time}:00+08:00`).toISOString()

/** It is later, and everybody is still at work: a session that nobody used for half an hour has ended. */
export async function comes(app: TestApp, instant: string): Promise<void> {
  app.setNow(instant)
  await app.owner`update auth_session set "updatedAt" = ${instant}`
}

/** A child whose grandmother cares for it while both parents are away, with numbers, and the people of its school. */
export async function makeIncidentSchool(app: TestApp) {
  const family = await makeContactFamily(app)
  const { school, child, principal, teacher, father, path, change } = family
  const grandmother = newId()
  const made = await teacher.post(path('members'), {
    id: grandmother,
    relation: 'grandmother',
    name: '测试奶奶',
    phone: '19455556666',
  })
  const cares = {
    id: newId(),
    kind: 'grandparent',
    relation: 'grandmother',
    memberId: grandmother,
    from: '2025-01-01',
  }
  const carer = await teacher.post(path('carers'), { ...cares, legalBasis: 'helper' })
  if (made.status !== 200 || carer.status !== 200) throw new Error('the family was not made')
  await change(father, { name: '测试父亲' })
  const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
  const happened = (more: object = {}) => ({
    id: newId(),
    pupilIds: [child],
    kind: 'hurt',
    occurredAt: null,
    knownAt: clock('10:12'),
    atSchool: true,
    actedAt: clock('10:13'),
    place: '操场',
    text: '跑步时摔了一跤',
    action: '校医看过，冰敷',
    ...more,
  })
  const see = async (id: string, who: Person = principal) => {
    const answer = await who.get(`/api/incidents/${id}`)
    if (answer.status === 500) throw new Error(JSON.stringify(answer))
    return answer.body.incident
  }
  const record = async (more: object = {}, who: Person = teacher): Promise<string> => {
    const body = happened(more)
    const { status, body: answer } = await who.post('/api/incidents', body)
    if (status !== 200) throw new Error(JSON.stringify(answer))
    return body.id
  }
  const noticeOf = async (id: string, party: string, relation?: string): Promise<SeenNotice> => {
    const found = ((await see(id)).notices as SeenNotice[]).find(
      (one) => one.party === party && (relation === undefined || one.relation === relation),
    )
    if (!found) throw new Error(`no notice to ${party}`)
    return found
  }
  const step = async (id: string, party: string, more: object = {}, who: Person = teacher) => {
    const { id: noticeId } = await noticeOf(id, party)
    const body = { id: newId(), kind: 'told', noticeId, channel: 'phone', ...more }
    return who.post(`/api/incidents/${id}/steps`, body)
  }
  /** By principal or counsellor: the notice of an incident to somebody is withheld. */
  const withhold = async (
    id: string,
    party: string,
    relation: string | undefined,
    who: Person,
    more = {},
  ) => {
    const { id: noticeId } = await noticeOf(id, party, relation)
    return who.post(`/api/incidents/${id}/withhold`, { id: newId(), noticeId, reason: REASON, ...more })
  }
  return { ...family, grandmother, principal, counsellor, happened, see, record, noticeOf, step, withhold }
}

export type IncidentSchool = Awaited<ReturnType<typeof makeIncidentSchool>>

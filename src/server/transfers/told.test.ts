import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '#shared/notices/schema.ts'
import { newId } from '#server/db/id.ts'
import { tellDaily } from '#server/notices/service.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
let child: Place
let target: Place
let [sender, sendingKeeper, receiver, head, teacher]: Person[] = []
let number = 0
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not set up yet')
  return value
}

const told = async (person: Person | undefined): Promise<Notice[]> =>
  ((await given(person).get('/api/notices')).body.items as Notice[]).filter(({ kind }) =>
    kind.startsWith('transfer'),
  )
const unread = async (person: Person | undefined): Promise<number> =>
  (await given(person).get('/api/notices')).body.unread
const ask = async (): Promise<string> => {
  const id = newId()
  const body = { id, pupilId: child.pupilId, toSchoolId: target.schoolId, note: '家里搬了' }
  expect((await given(sender).post('/api/transfers', body)).status).toBe(200)
  return id
}

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  const [from, to] = [await makeWorldSchool(app.owner), await makeWorldSchool(app.owner)]
  await app.owner`update unit set name = '白鹭小学' where id = ${from.schoolId}`
  ;[child, target] = [await makePlace(app.owner, from, ++number), await makePlace(app.owner, to, ++number)]
  const [{ schoolId }, there] = [from, to]
  sender = await app.signIn({ schoolId, role: 'principal' })
  sendingKeeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  receiver = await app.signIn({ schoolId: there.schoolId, role: 'archiveKeeper' })
  head = await app.signIn({ schoolId: there.schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId: there.schoolId, role: 'classTeacher', classId: target.classId })
})

describe('who is told of a transfer', () => {
  it('H-22: principal and keeper of the receiving school, at once, without name or note; nobody else', async () => {
    const id = await ask()
    for (const person of [receiver, head]) {
      expect(await told(person)).toMatchObject([
        {
          kind: 'transferAsked',
          transferId: id,
          otherName: '白鹭小学',
          name: '测**',
          state: 'asked',
          settled: false,
        },
      ])
      const { body } = await given(person).get('/api/notices')
      expect(JSON.stringify(body)).not.toMatch(/测试童|家里搬了/)
      expect(JSON.stringify(body)).not.toContain(child.pupilId)
    }
    const [row] = await app.owner`select detail, pupil_id from notice where ref = ${id} limit 1`
    expect(row).toMatchObject({ detail: {}, pupil_id: null })
    for (const person of [teacher, sender, sendingKeeper]) expect(await told(person)).toEqual([])
  })

  it('the sending side learns that the child was taken over; the request is settled at the other', async () => {
    const id = await ask()
    const accepted = await given(receiver).post(`/api/transfers/${id}/accept`, { classId: target.classId })
    expect(accepted.status).toBe(200)
    for (const person of [sender, sendingKeeper]) {
      expect(await told(person)).toMatchObject([
        { kind: 'transferAnswered', state: 'accepted', name: '测**', settled: false },
      ])
      expect(await unread(person)).toBe(1)
    }
    expect(await told(head)).toMatchObject([{ kind: 'transferAsked', state: 'accepted', settled: true }])
    expect(await unread(head)).toBe(0)
  })

  it('refused: the sending side is told, with the name of its own child; withdrawn: nothing is left to answer', async () => {
    const id = await ask()
    await given(receiver).post(`/api/transfers/${id}/refuse`, { reason: '班级满了' })
    expect(await told(sender)).toMatchObject([{ kind: 'transferAnswered', state: 'refused', name: '测试童' }])
    const again = await ask()
    expect((await given(sender).post(`/api/transfers/${again}/withdraw`)).status).toBe(200)
    const notices = await told(head)
    expect(notices.map(({ settled }) => settled)).toEqual([true, true])
    expect(await told(sender)).toHaveLength(1)
  })

  it('who takes office later is told by the daily run; a lapsed request is told to the sending side, once', async () => {
    const id = await ask()
    const late = await app.signIn({ schoolId: target.schoolId, role: 'principal' })
    expect(await told(late)).toEqual([])
    for (let run = 0; run < 2; run++) expect((await tellDaily(app.deps)).failed).toBe(0)
    expect(await told(late)).toHaveLength(1)
    expect(await told(receiver)).toHaveLength(1)
    await app.owner`update transfer set asked_on = '2026-10-20', expires_on = '2026-11-19' where id = ${id}`
    for (let run = 0; run < 2; run++) expect((await tellDaily(app.deps)).failed).toBe(0)
    expect(await told(sender)).toMatchObject([{ kind: 'transferAnswered', state: 'expired' }])
    expect(await told(late)).toMatchObject([{ kind: 'transferAsked', state: 'expired', settled: true }])
  })

  it('whoever has left office sees none of it any more', async () => {
    await ask()
    expect(await told(head)).toHaveLength(1)
    await app.owner`update role_assignment set role = 'classTeacher', class_id = ${target.classId}
      where user_id = ${given(head).userId}`
    expect(await told(head)).toEqual([])
    expect(await unread(head)).toBe(0)
  })
})

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { openFileNote } from '#server/files/service.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let [from, to]: School[] = []
let [child, target]: Place[] = []
let sender: Person | undefined
let number = 0
const TODAY = '2026-11-23'
const given = <T>(value: T | undefined): T => {
  if (value === undefined) throw new Error('not set up yet')
  return value
}
const pupilId = (): string => given(child).pupilId
const place = (school: School | undefined): Promise<Place> => makePlace(app.owner, given(school), ++number)
const ask = async (): Promise<string> => {
  const body = { id: newId(), pupilId: pupilId(), toSchoolId: given(to).schoolId }
  expect((await given(sender).post('/api/transfers', body)).status).toBe(200)
  return body.id
}
const listed = async (person: Person | undefined): Promise<string[]> =>
  (await given(person).get('/api/children?view=all')).body.rows.map((row: { id: string }) => row.id)

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;[from, to] = [await makeWorldSchool(app.owner), await makeWorldSchool(app.owner)]
  ;[child, target] = [await place(from), await place(to)]
  sender = await app.signIn({ schoolId: from.schoolId, role: 'principal' })
})

describe('within the school and out of it', () => {
  it('another class: dated membership, running duties go along, rights with them', async () => {
    const next = await place(from)
    const old = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'classTeacher',
      classId: given(child).classId,
    })
    const fresh = await app.signIn({
      schoolId: given(from).schoolId,
      role: 'classTeacher',
      classId: next.classId,
    })
    expect((await fresh.get(`/api/children/${pupilId()}`)).status).toBe(404)
    const url = `/api/children/${pupilId()}/class`
    const move = (day: string) => given(sender).post(url, { classId: next.classId, from: day })
    expect((await move('2026-11-24')).body.error.fields).toEqual([{ path: 'from', code: 'in-future' }])
    expect((await move('2026-08-01')).body.error.fields).toEqual([{ path: 'from', code: 'before-start' }])
    expect((await move('2026-11-16')).status).toBe(200)
    expect((await move('2026-11-16')).status).toBe(200)
    expect((await fresh.get(`/api/children/${pupilId()}`)).status).toBe(200)
    expect((await old.get(`/api/children/${pupilId()}`)).status).toBe(404)
    const rows =
      await app.owner`select class_id, from_on, to_on from class_membership where pupil_id = ${pupilId()} order by from_on`
    expect(rows.map((row) => ({ ...row }))).toEqual([
      { class_id: given(child).classId, from_on: '2026-09-01', to_on: '2026-11-15' },
      { class_id: next.classId, from_on: '2026-11-16', to_on: null },
    ])
    const foreign = await given(sender).post(url, { classId: given(target).classId, from: TODAY })
    expect(foreign.body.error.fields).toEqual([{ path: 'classId', code: 'unknown-reference' }])
  })

  it('H-25: leaving for a school outside closes the file with the reason and keeps a receipt', async () => {
    const body = { id: newId(), on: TODAY, to: '外县小学', reason: '随父母去住' }
    const url = `/api/children/${pupilId()}/leave`
    expect((await given(sender).post(url, { ...body, on: '2026-12-01' })).body.error.fields).toEqual([
      { path: 'on', code: 'in-future' },
    ])
    const request = await ask()
    expect((await given(sender).post(url, body)).body.error.code).toBe('not-allowed-now')
    await app.owner`update transfer set expires_on = '2026-11-22' where id = ${request}`
    const twice = await Promise.all([given(sender).post(url, body), given(sender).post(url, body)])
    expect(twice.map(({ status }) => status)).toEqual([200, 200])
    const receiver = await app.signIn({ schoolId: given(to).schoolId, role: 'principal' })
    const late = await receiver.post(`/api/transfers/${request}/accept`, { classId: given(target).classId })
    expect(late.body.error.code).toBe('not-allowed-now')
    expect(await listed(sender)).not.toContain(pupilId())
    const [file] =
      await app.owner`select id, closed_on, close_kind, close_note_sealed from child_file where pupil_id = ${pupilId()}`
    expect(file).toMatchObject({ closed_on: TODAY, close_kind: 'moved' })
    expect(openFileNote(app.deps.vault, file?.['id'], 'close', file?.['close_note_sealed'])).toBe('外县小学')
    const { body: list } = await given(sender).get('/api/transfers')
    expect(list.transfers.find((one: { id: string }) => one.id === body.id)).toMatchObject({
      state: 'left',
      otherName: '外县小学',
      note: '随父母去住',
    })
    const left =
      await app.owner`select id from duty where pupil_id = ${pupilId()} and done_on is null and excuse_kind is null and due_on >= ${TODAY}`
    expect(left).toHaveLength(0)
  })

  it('K-53: the day on which a school outside confirmed is put right by whoever has seen it, and never unseen', async () => {
    const body = { id: newId(), on: '2026-11-16', to: '外县小学' }
    expect((await given(sender).post(`/api/children/${pupilId()}/leave`, body)).status).toBe(200)
    const confirm = (on: string | null, instead?: string) =>
      given(sender).post(`/api/transfers/${body.id}/confirm`, { on, instead })
    const day = async (): Promise<unknown> =>
      (await given(sender).get('/api/transfers')).body.transfers.find(
        (one: { id: string }) => one.id === body.id,
      ).decidedOn
    expect((await confirm('2026-11-20')).status).toBe(200)
    // Somebody else has another day in mind and has not seen the first.
    expect((await confirm('2026-11-21')).body.error.code).toBe('version-conflict')
    expect(await day()).toBe('2026-11-20')
    expect((await confirm('2026-11-17', '2026-11-20')).status).toBe(200)
    // Sent once more, because the answer was lost.
    expect((await confirm('2026-11-17', '2026-11-20')).status).toBe(200)
    expect(await day()).toBe('2026-11-17')
    const said =
      await app.owner`select detail from audit_entry where entity_id = ${body.id} and action = 'confirm' order by seq`
    expect(said.map(({ detail }) => JSON.parse(String(detail)))).toEqual([
      { on: '2026-11-20' },
      { on: '2026-11-17', instead: '2026-11-20' },
    ])
    // Not confirmed after all: lost again, whoever had said otherwise.
    expect((await confirm(null, '2026-11-20')).body.error.code).toBe('version-conflict')
    expect((await confirm(null, '2026-11-17')).status).toBe(200)
    expect((await confirm(null, '2026-11-17')).status).toBe(200)
    expect(await day()).toBeNull()
  })
})

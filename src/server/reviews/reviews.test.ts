import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { ReviewList } from '#shared/reviews/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let children: string[]
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({
    schoolId: school.schoolId,
    role: 'classTeacher',
    classId: school.classes['三年级(1)班'] ?? '',
  })
  children = []
  for (let at = 0; at < 5; at++) children.push(await makeAwayChild(app.owner, school))
})

const talk = (at: number, over: object = {}) => ({
  id: newId(),
  pupilId: children[at] ?? '',
  heldOn: '2026-11-23',
  reached: true,
  lateReason: '补记',
  fields: { kind: 'talk', topics: ['study'] },
  ...over,
})
/** Files a card some seconds after the hour. */
async function file(second: number, card: object, person = teacher): Promise<void> {
  app.setNow(new Date(Date.parse(TEST_NOW) + second * 1000).toISOString())
  expect((await person.post('/api/cards', card)).status).toBe(200)
}
const list = async (): Promise<ReviewList> => (await principal.get('/api/reviews')).body
const said = (at: number) => talk(at, { content: `作业按时写，心情不错 ${'。'.repeat(at)}` })

describe('please look (H-13)', () => {
  it('tells facts of filing only: cards within seconds, one wording, talks on days off', async () => {
    await app.owner`insert into calendar_day (school_id, id, day, kind, name)
      values (${school.schoolId}, ${newId()}, '2026-10-01', 'holiday', '国庆节')`
    for (const at of [0, 1, 2, 3]) await file(at * 10, talk(at))
    for (const at of [0, 1, 2]) await file(200 + at * 60, said(at))
    await file(500, talk(4, { heldOn: '2026-10-01' }))
    const { open, items } = await list()
    expect(open).toBe(3)
    expect(items.map(({ kind, count, children: many }) => `${kind} ${count} ${many}`).toSorted()).toEqual([
      'bulk 4 4',
      'holiday 1 1',
      'sameText 3 3',
    ])
    for (const { count, cards } of items) expect(cards).toHaveLength(count)
    expect(JSON.stringify(items)).not.toMatch(/作业|心情|hash/i)
  })

  it('compares words by a keyed hash made while filing: blanks and stops do not matter, schools do not compare', async () => {
    for (const at of [0, 1]) await file(at * 60, said(at))
    await file(180, talk(2, { content: '作业按时写，心情不错，想爸爸' }))
    expect((await list()).items).toEqual([])
    await file(240, said(3))
    expect((await list()).items).toMatchObject([{ kind: 'sameText', count: 3 }])
    const other = await makeSchool(app.owner)
    const colleague = await app.signIn({
      schoolId: other.schoolId,
      role: 'classTeacher',
      classId: other.classes['三年级(1)班'] ?? '',
    })
    const child = await makeAwayChild(app.owner, other)
    await file(300, { ...said(0), pupilId: child }, colleague)
    const hashes = await app.owner<
      { school: string; hash: string | null }[]
    >`select school_id as school, encode(text_hash, 'hex') as hash from card where text_hash is not null`
    const own = new Set(hashes.filter((one) => one.school === school.schoolId).map(({ hash }) => hash))
    const theirs = hashes.filter((one) => one.school === other.schoolId).map(({ hash }) => hash)
    expect(theirs).toHaveLength(1)
    expect(own.has(theirs[0] ?? null)).toBe(false)
    await file(360, talk(4, { content: '一切都好' }))
    const short = await app.owner`select text_hash from card where pupil_id = ${children[4] ?? ''}`
    expect(short).toMatchObject([{ text_hash: null }])
  })

  it('one visit to a household, filed for each of its children, is not asked about', async () => {
    const visit = {
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'homeVisit', visitors: ['周老师', '李老师'], met: ['child', 'grandmother'] },
      content: '奶奶身体好，院里的井盖好了。',
    }
    const cards = children.map((pupilId) => ({ ...visit, id: newId(), pupilId }))
    expect((await teacher.post('/api/cards/together', { cards })).status).toBe(200)
    const moments = await app.owner`select distinct created_at from card where school_id = ${school.schoolId}`
    expect(moments).toHaveLength(1)
    expect((await list()).items).toEqual([])
  })

  it('is marked as looked at with a note, and asked again when more cards have come', async () => {
    for (const at of [0, 1, 2, 3]) await file(at * 10, talk(at))
    const [finding] = (await list()).items
    const look = { id: newId(), kind: 'bulk', cardId: finding?.cardId, note: '下村没信号，回校一起补的' }
    expect((await principal.post('/api/reviews/look', look)).status).toBe(200)
    expect((await principal.post('/api/reviews/look', look)).status).toBe(200)
    expect(await list()).toMatchObject({ open: 0, items: [{ looked: { note: '下村没信号，回校一起补的' } }] })
    await file(45, talk(4))
    expect(await list()).toMatchObject({ open: 1, items: [{ count: 5, looked: null }] })
    expect((await principal.post('/api/reviews/look', { ...look, id: newId() })).status).toBe(200)
    expect(await list()).toMatchObject({ open: 0, items: [{ count: 5 }] })
    expect((await principal.post('/api/reviews/look', { ...look, kind: 'holiday' })).status).toBe(409)
    const entries =
      await app.owner`select detail from audit_entry where school_id = ${school.schoolId} and action = 'look'`
    expect(entries).toHaveLength(3)
  })

  it('is for the principal only', async () => {
    for (const grant of [
      { role: 'administrator' as const },
      { role: 'counsellor' as const },
      { role: 'archiveKeeper' as const },
    ]) {
      const person = await app.signIn({ schoolId: school.schoolId, ...grant })
      expect((await person.get('/api/reviews')).status).toBe(403)
    }
    expect((await teacher.get('/api/reviews')).status).toBe(403)
  })
})

import ICAL from 'ical.js'
import pino from 'pino'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
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
})

const fetchFeed = (url: string) => app.anonymous({ method: 'GET', url })
const makeLink = async (person: Person, id = newId()): Promise<string> =>
  (await person.post('/api/feed', { id })).body.path

interface Event {
  summary: string
  from: string
  to: string
  isDate: boolean
  uid: string
}

/** Parsed by a calendar's own parser, not by ours. */
function eventsOf(text: string): Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      summary: event.summary,
      from: event.startDate.toString(),
      to: event.endDate.toString(),
      isDate: event.startDate.isDate && event.endDate.isDate,
      uid: event.uid,
    }
  })
}
const addTask = (over: object) =>
  principal.post('/api/tasks', {
    id: newId(),
    title: '冬季体育节',
    startsOn: '2026-11-25',
    endsOn: '2026-11-27',
    ...over,
  })

describe('the private calendar link', () => {
  it('K-01: tasks are whole local days whose end is the day after, also over 29 February and New Year', async () => {
    await app.owner`update school_year set ends_on = '2028-08-31' where id = ${school.yearId}`
    await addTask({})
    await addTask({ title: '元旦联欢，安排；第一天', startsOn: '2026-12-31', endsOn: '2027-01-01' })
    const answer = await fetchFeed(await makeLink(principal))
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toContain('text/calendar')
    expect(answer.headers['cache-control']).toBe('no-store')
    const events = eventsOf(answer.body)
    expect(events.map(({ summary, from, to }) => [summary, from, to])).toEqual([
      ['冬季体育节', '2026-11-25', '2026-11-28'],
      ['元旦联欢，安排；第一天', '2026-12-31', '2027-01-02'],
    ])
    expect(events.every(({ isDate }) => isDate)).toBe(true)
    expect(answer.body).not.toContain('TZID')
    app.setNow('2028-01-10T00:00:00Z')
    principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    await addTask({ title: '闰日', startsOn: '2028-02-28', endsOn: '2028-02-29' })
    const leap = eventsOf((await fetchFeed(await makeLink(principal))).body).at(-1)
    expect(leap).toMatchObject({ from: '2028-02-28', to: '2028-03-01' })
  })

  it('says how many are due, never for whom; a title that names a pupil is not passed on', async () => {
    const names = ['林小满', '周田田']
    for (const name of names) await makeAwayChild(app.owner, school, { name })
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-11-01',
    })
    await addTask({ title: '给林 小满过生日', ownerId: teacher.userId })
    const url = await makeLink(teacher)
    const text = (await fetchFeed(url)).body as string
    expect(text).not.toMatch(/林 ?小满|周田田|留守/)
    const summaries = eventsOf(text).map(({ summary }) => summary)
    expect(summaries).toContain('2 次谈心到期')
    expect(summaries).toContain('学校工作')
    await app.owner`update auth_user set locale = 'en' where id = ${teacher.userId}`
    const english = eventsOf((await fetchFeed(url)).body).map(({ summary }) => summary)
    expect(english).toContain('2 talks due')
    expect(english).toContain('School work')
  })

  it('a teacher gets the own tasks, the role’s and nobody’s; identities of events stay the same', async () => {
    await addTask({ title: '班主任的', ownerRole: 'classTeacher' })
    await addTask({ title: '校长的', ownerId: principal.userId })
    await addTask({ title: '大家的' })
    const url = await makeLink(teacher)
    const first = eventsOf((await fetchFeed(url)).body)
    expect(first.map(({ summary }) => summary).toSorted()).toEqual(['大家的', '班主任的'].toSorted())
    expect(eventsOf((await fetchFeed(url)).body)).toEqual(first)
    expect(new Set(first.map(({ uid }) => uid)).size).toBe(2)
  })

  it('one link a person: a new one stops the old; revoked, disabled or without a role it is like any unknown page', async () => {
    const unknown = await fetchFeed(`/api/feed/${'a'.repeat(43)}.ics`)
    expect(unknown).toMatchObject({ status: 404, body: { error: { code: 'not-found' } } })
    const [old, next] = [await makeLink(teacher), await makeLink(teacher)]
    expect(await fetchFeed(old)).toMatchObject({ status: 404, body: unknown.body })
    expect((await fetchFeed(next)).status).toBe(200)
    expect((await teacher.get('/api/feed')).body.link).toMatchObject({ readOn: '2026-11-23' })
    await app.owner`update auth_user set disabled = true where id = ${teacher.userId}`
    expect((await fetchFeed(next)).status).toBe(404)
    await app.owner`update auth_user set disabled = false where id = ${teacher.userId}`
    await app.owner`update role_assignment set to_on = '2026-11-22' where user_id = ${teacher.userId}`
    expect((await fetchFeed(next)).status).toBe(404)
    const own = await makeLink(principal)
    expect((await principal.post('/api/feed/revoke')).body).toEqual({ link: null })
    expect((await fetchFeed(own)).status).toBe(404)
    expect((await fetchFeed('/api/feed/x.ics')).status).toBe(404)
  })

  it('the same id again gives a link that works in place of the one whose answer was lost', async () => {
    const id = newId()
    const [lost, kept] = [await makeLink(teacher, id), await makeLink(teacher, id)]
    expect((await fetchFeed(lost)).status).toBe(404)
    expect((await fetchFeed(kept)).status).toBe(200)
    expect((await principal.post('/api/feed', { id })).body.error.code).toBe('already-exists')
    expect((await fetchFeed(kept)).status).toBe(200)
  })

  it('only the hash of the token is stored, and it is in no log, whatever happens', async () => {
    const url = await makeLink(teacher)
    const token = url.slice('/api/feed/'.length, -'.ics'.length)
    expect(token).toHaveLength(43)
    const rows = await app.owner`select l::text as row from feed_link l`
    expect(JSON.stringify(rows)).not.toContain(token)
    const audit = await app.owner`select a::text as row from audit_entry a`
    expect(JSON.stringify(audit)).not.toContain(token)
    const lines: string[] = []
    const log = pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) })
    const broken = {
      ...app.deps.db,
      rows: (): Promise<never> => Promise.reject(new Error('planted fault')),
    }
    const logged = await createApp({ ...app.deps, log, db: broken }, undefined)
    expect((await logged.http.inject(url)).statusCode).toBe(500)
    expect((await logged.http.inject(url.replace('.ics', ''))).statusCode).toBe(404)
    await logged.http.close()
    expect(lines.length).toBeGreaterThan(0)
    expect(lines.join('')).not.toContain(token)
  })

  it('too many fetches and too much guessing are turned away for a while', async () => {
    const other = await createApp(app.deps, undefined)
    const send = async (url: string, ip: string) =>
      (await other.http.inject({ url, remoteAddress: ip })).statusCode
    const url = await makeLink(teacher)
    const fetched: number[] = []
    for (let n = 0; n < 32; n += 1) fetched.push(await send(url, '10.0.0.1'))
    expect(fetched.filter((status) => status === 200)).toHaveLength(30)
    expect(fetched.at(-1)).toBe(429)
    const guesses: number[] = []
    for (let n = 0; n < 22; n += 1)
      guesses.push(await send(`/api/feed/${String(n).padStart(43, 'b')}.ics`, '10.0.0.2'))
    expect(guesses.filter((status) => status === 404)).toHaveLength(20)
    expect(guesses.at(-1)).toBe(429)
    app.setNow('2026-11-23T02:11:00Z')
    expect(await send(url, '10.0.0.1')).toBe(200)
    await other.http.close()
  })
})

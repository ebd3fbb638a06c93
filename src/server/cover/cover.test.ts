import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { CoverPerson } from '#shared/cover/schema.ts'
import { newId } from '#server/db/id.ts'
import { makeCoverSchool, moveTo, postsOf } from '#server/testing/cover-school.ts'
import { makeAwayChild, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let classId: string
let principal: Person
let zhou: Person
let li: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  ;({ school, classId, principal, zhou, li, child } = await makeCoverSchool(app))
})

const draft = async (from: Person, to: Person, over: object = {}) => ({
  id: newId(),
  fromUserId: from.userId,
  toUserId: to.userId,
  from: '2026-11-23',
  to: '2026-11-27',
  roleIds: await postsOf(app, from),
  ...over,
})
const arrange = async (by: Person, from: Person, to: Person, over: object = {}) =>
  by.post('/api/covers', await draft(from, to, over))
const talk = (pupilId = child) => ({
  id: newId(),
  pupilId,
  heldOn: '2026-11-23',
  reached: true,
  fields: { kind: 'talk', topics: ['study'] },
})
const itemsOf = async (person: Person) =>
  (
    (await person.get('/api/my-day')).body.sections as {
      items: { pupilId: string; coverFor: string | null }[]
    }[]
  ).flatMap(({ items }) => items)
const nameOf = async (person: Person): Promise<string> => {
  const [row] = await app.owner<{ name: string }[]>`select name from auth_user where id = ${person.userId}`
  return row?.name ?? ''
}

describe('a cover for some days', () => {
  it('moves the duties to another person, with the right to open the child, and both end with the last day', async () => {
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
    expect((await li.post('/api/cards', talk())).status).toBe(404)
    expect(await itemsOf(zhou)).toHaveLength(1)
    const arranged = await arrange(principal, zhou, li)
    expect(arranged.body.cover).toMatchObject({ state: 'running', classNames: ['三年级(1)班'], mayEnd: true })
    expect(await itemsOf(zhou)).toEqual([])
    expect(await itemsOf(li)).toMatchObject([{ pupilId: child, mine: true, coverFor: await nameOf(zhou) }])
    expect((await zhou.get('/api/my-day')).body.covers).toMatchObject([{ covering: false }])
    expect((await li.get('/api/my-day')).body).toMatchObject({
      covers: [{ covering: true }],
      ring: { open: 1 },
    })
    expect((await li.get(`/api/children/${child}`)).status).toBe(200)
    expect((await principal.get('/api/my-day')).body.open).toBe(0)
    await moveTo(app, '2026-11-27T15:59:00.000Z')
    expect(await itemsOf(li)).toHaveLength(1)
    await moveTo(app, '2026-11-27T16:01:00.000Z')
    expect(await itemsOf(li)).toEqual([])
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
    expect(await itemsOf(zhou)).toHaveLength(1)
  })

  it('the covered teacher reads who does it until when; the ring of who covers begins with the cover', async () => {
    const other = await makeAwayChild(app.owner, school)
    await app.owner`update duty set done_on = '2026-11-12' where pupil_id = ${other} and window_from = '2026-11-01'`
    await arrange(principal, zhou, li)
    const { children } = (await zhou.get('/api/my-children')).body
    const own = (children as { pupilId: string; covered: object }[]).find(({ pupilId }) => pupilId === child)
    expect(own).toMatchObject({ next: null, covered: { byName: await nameOf(li), to: '2026-11-27' } })
    expect((await li.get('/api/my-children')).body.children).toMatchObject(
      expect.arrayContaining([expect.objectContaining({ covered: null })]),
    )
    // What the covered teacher did before the cover is not the covering person's.
    expect((await li.get('/api/my-day')).body.ring).toEqual({ done: 0, open: 1, total: 1 })
    await li.post('/api/cards', talk())
    expect((await li.get('/api/my-day')).body.ring).toEqual({ done: 1, open: 0, total: 1 })
  })

  it('My week and My children go with the cover: not with whom it is covered for, but with who covers', async () => {
    const opens = async (person: Person): Promise<[number, number]> => {
      const week = (await person.get('/api/my-week')).body
      const { children } = (await person.get('/api/my-children')).body
      const one = (children as { pupilId: string; next: object | null; upcoming: object | null }[]).filter(
        ({ pupilId, next, upcoming }) => pupilId === child && (next !== null || upcoming !== null),
      )
      return [week.open, one.length]
    }
    await moveTo(app, '2026-11-25T02:00:00.000Z')
    expect([await opens(zhou), await opens(li)]).toEqual([
      [1, 1],
      [0, 0],
    ])
    await arrange(principal, zhou, li, { from: '2026-11-25', to: '2026-11-27' })
    expect([await opens(zhou), await opens(li)]).toEqual([
      [0, 0],
      [1, 1],
    ])
    await li.post('/api/cards', talk())
    expect([await opens(zhou), await opens(li)]).toEqual([
      [0, 0],
      [0, 1],
    ])
  })

  it('the card says who did it for whom, also after a correction and when the cover is over', async () => {
    await arrange(principal, zhou, li)
    const filed = await li.post('/api/cards', talk())
    expect(filed.body).toMatchObject({ card: { forName: await nameOf(zhou), level: 'content' } })
    expect(filed.body.closed).toHaveLength(1)
    const old = filed.body.card.id as string
    const corrected = await li.post(`/api/cards/${old}/correct`, { ...talk(), reason: '写错' })
    expect(corrected.body.card.forName).toBe(await nameOf(zhou))
    await moveTo(app, '2026-12-05T02:00:00.000Z')
    const line = await zhou.get(`/api/children/${child}/timeline`)
    expect(line.body.items).toContainEqual(
      expect.objectContaining({
        card: expect.objectContaining({ forName: await nameOf(zhou), authorName: await nameOf(li) }),
      }),
    )
    const own = await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    expect((await li.post('/api/cards', { ...talk(own), heldOn: '2026-12-05' })).body.card.forName).toBeNull()
  })

  it('moves only the posts that were named: the others and their children stay', async () => {
    const helped = await makeAwayChild(app.owner, school, { classId: school.classes['三年级(2)班'] ?? '' })
    const wang = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const [role] = await app.owner<
      { id: string }[]
    >`insert into role_assignment (school_id, id, user_id, role, pupil_id, from_on)
      values (${school.schoolId}, ${newId()}, ${zhou.userId}, 'helpingTeacher', ${helped}, '2026-09-01') returning id`
    const answer = await arrange(principal, zhou, wang, { roleIds: [role?.id ?? ''] })
    expect(answer.body.cover).toMatchObject({ classNames: [], children: 1 })
    expect(await itemsOf(zhou)).toMatchObject([{ pupilId: child }])
    // The counsellor sees the school in her own right, but covers this one child only.
    expect((await wang.post('/api/cards', talk(helped))).body.card.forName).toBe(await nameOf(zhou))
    expect((await wang.post('/api/cards', talk())).body.card.forName).toBeNull()
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId: newId() })
    await principal.post(`/api/covers/${answer.body.cover.id}/end`)
    await arrange(principal, zhou, keeper, { roleIds: [role?.id ?? ''] })
    expect((await keeper.get(`/api/children/${helped}`)).status).toBe(200)
    expect((await keeper.get(`/api/children/${child}`)).status).toBe(404)
  })

  it('ends early at once, and one that has not begun never runs', async () => {
    const { cover } = (await arrange(principal, zhou, li)).body
    const ended = await zhou.post(`/api/covers/${cover.id}/end`)
    expect(ended.body.cover).toMatchObject({ state: 'ended', mayEnd: false })
    expect((await zhou.post(`/api/covers/${cover.id}/end`)).status).toBe(200)
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
    expect(await itemsOf(zhou)).toHaveLength(1)
    const coming = (await arrange(principal, zhou, li, { from: '2026-11-24' })).body.cover
    expect(coming.state).toBe('coming')
    expect((await li.post(`/api/covers/${coming.id}/end`)).body.error.code).toBe('not-allowed-now')
    expect((await principal.post(`/api/covers/${coming.id}/end`)).body.cover.state).toBe('ended')
    await moveTo(app, '2026-11-25T02:00:00.000Z')
    expect(await itemsOf(li)).toEqual([])
  })

  it('refuses in words: oneself, a stranger, the past, overlapping and chained covers', async () => {
    const fields = async (answer: Promise<{ body: { error?: { fields?: object[] } } }>) =>
      (await answer).body.error?.fields ?? []
    const wang = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const former = await app.signIn({ schoolId: school.schoolId, role: 'counsellor', to: '2026-10-01' })
    const auditor = await app.signIn({ schoolId: school.schoolId, role: 'auditor' })
    expect(await fields(arrange(principal, zhou, zhou))).toEqual([{ path: 'toUserId', code: 'same-person' }])
    expect(await fields(arrange(principal, zhou, former))).toEqual([{ path: 'toUserId', code: 'no-role' }])
    expect(await fields(arrange(principal, zhou, auditor))).toEqual([{ path: 'toUserId', code: 'no-role' }])
    await app.owner`update auth_user set disabled = true where id = ${former.userId}`
    expect(await fields(arrange(principal, zhou, li, { from: '2026-11-20' }))).toEqual([
      { path: 'from', code: 'in-past' },
    ])
    expect(await fields(arrange(principal, zhou, li, { to: '2026-11-22' }))).toMatchObject([{ path: 'to' }])
    expect(await fields(arrange(principal, wang, li))).toMatchObject([{ path: 'roleIds' }])
    await arrange(principal, zhou, li)
    expect(
      await fields(arrange(principal, zhou, wang, { from: '2026-11-27', to: '2026-12-04' })),
    ).toMatchObject([{ path: 'from', code: 'covered-already', params: { name: await nameOf(li) } }])
    expect(await fields(arrange(principal, li, wang))).toMatchObject([
      { path: 'fromUserId', code: 'covering-then', params: { name: await nameOf(zhou) } },
    ])
    expect(await fields(arrange(principal, li, zhou))).toMatchObject([
      { path: 'toUserId', code: 'covered-then' },
      { path: 'fromUserId', code: 'covering-then' },
    ])
    expect((await arrange(principal, zhou, wang, { from: '2026-11-28', to: '2026-12-04' })).status).toBe(200)
  })

  it('is arranged once, however often it is sent, and counted beforehand', async () => {
    const body = await draft(zhou, li)
    const { id: _id, ...only } = body
    expect((await principal.post('/api/covers/preview', only)).body).toEqual({
      // Due on the 30th, under way in those days: the covering person will have it on the list.
      due: 0,
      overdue: 0,
      later: 1,
      children: 1,
      ownDue: 0,
    })
    expect((await principal.post('/api/covers/preview', { ...only, to: '2026-11-30' })).body).toMatchObject({
      due: 1,
      children: 1,
    })
    expect((await principal.post('/api/covers', body)).status).toBe(200)
    const [moved, kept] = [await itemsOf(li), await itemsOf(zhou)]
    expect([moved.length, kept.length]).toEqual([1, 0])
    expect((await principal.post('/api/covers', body)).status).toBe(200)
    expect((await principal.get('/api/covers')).body.covers).toHaveLength(1)
    const other = await principal.post('/api/covers', { ...body, toUserId: principal.userId })
    expect(other.body.error.code).toBe('already-exists')
  })

  it('a teacher asks a colleague for the own duties, for some days only, and sees no others', async () => {
    expect((await arrange(zhou, li, zhou)).body.error.fields).toEqual([
      { path: 'fromUserId', code: 'unknown-reference' },
    ])
    expect((await arrange(zhou, zhou, li, { to: null })).body.error.fields).toEqual([
      { path: 'to', code: 'required' },
    ])
    expect((await arrange(zhou, zhou, li)).status).toBe(200)
    expect((await li.get('/api/covers')).body.covers).toMatchObject([{ mayEnd: false, state: 'running' }])
    expect((await principal.get('/api/covers')).body.covers).toHaveLength(1)
    const stranger = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    expect((await stranger.get('/api/covers')).body.covers).toEqual([])
    const { people } = (await zhou.get('/api/covers/people')).body
    const posts = (people as { userId: string; posts: object[] }[]).filter((one) => one.posts.length > 0)
    expect(posts.map(({ userId }) => userId)).toEqual([zhou.userId])
    const [entry] =
      await app.owner`select action, detail from audit_entry where entity = 'cover' and school_id = ${school.schoolId}`
    expect(entry?.['action']).toBe('arrange')
  })
})

describe('a role of the whole school', () => {
  it('X-33: its deputy has the role for some days: what the school owes is his as well, done once it is done, and it ends', async () => {
    const settings = { rules: [{ key: 'meeting', on: true }] }
    const plan = {
      id: newId(),
      preset: 'plan1',
      definition: 'recording',
      effectiveFrom: '2026-11-23',
      settings,
    }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    const meetings = async (person: Person): Promise<{ dutyId: string }[]> =>
      ((await person.get('/api/my-day')).body.work as { dutyId: string; key: string }[]).filter(
        ({ key }) => key === 'meeting',
      )
    await moveTo(app, '2026-12-01T02:00:00.000Z')
    const [meeting] = await meetings(principal)
    expect(meeting).toBeDefined()
    expect(await meetings(li)).toEqual([])
    const administrator = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
    const role = { id: newId(), role: 'principal', from: '2026-12-01', to: '2026-12-04' }
    expect((await administrator.post(`/api/accounts/${li.userId}/roles`, role)).status).toBe(200)
    expect((await meetings(li)).map(({ dutyId }) => dutyId)).toEqual([meeting?.dutyId])
    const record = { id: newId(), heldOn: '2026-12-01', what: '开了会。' }
    expect((await li.post(`/api/duties/${meeting?.dutyId}/work`, record)).status).toBe(200)
    expect([...(await meetings(li)), ...(await meetings(principal))]).toEqual([])
    const again = await principal.post(`/api/duties/${meeting?.dutyId}/work`, { ...record, id: newId() })
    expect(again.body.error.code).toBe('not-allowed-now')
    await moveTo(app, '2026-12-05T02:00:00.000Z')
    expect(
      (await li.get('/api/my-day')).body.work.filter(
        (one: { performerRole: string }) => one.performerRole === 'principal',
      ),
    ).toEqual([])
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
  })
})

describe('handing over for good', () => {
  it('changes the dated roles: the old holder loses the child on that day, the new one has it', async () => {
    expect((await arrange(principal, zhou, li, { to: null })).body.cover).toMatchObject({
      state: 'handedOver',
      mayEnd: false,
    })
    expect(await itemsOf(li)).toMatchObject([{ pupilId: child, coverFor: null }])
    expect((await zhou.get('/api/my-day')).status).toBe(404)
    expect((await li.post('/api/cards', talk())).body.card.forName).toBeNull()
  })

  it('is taken back by handing over again, also to somebody who has no other role left', async () => {
    const offered = async (who: Person): Promise<string[]> =>
      (await who.get('/api/covers/people')).body.people.map(({ userId }: { userId: string }) => userId)
    await arrange(principal, zhou, li, { to: null })
    expect(await offered(principal)).toContain(zhou.userId)
    expect(await offered(li)).not.toContain(zhou.userId)
    const people = (await principal.get('/api/covers/people')).body.people as CoverPerson[]
    const given = people.find(({ userId }) => userId === li.userId)?.posts.at(-1)
    const back = { roleIds: [given?.roleId], from: '2026-11-23' }
    expect(
      (await arrange(principal, li, zhou, { ...back, to: '2026-11-27' })).body.error.fields,
    ).toMatchObject([{ path: 'toUserId', code: 'no-role' }])
    // Of what the other holds besides nothing goes to somebody who works here no more.
    const others = people.find(({ userId }) => userId === li.userId)?.posts.map(({ roleId }) => roleId)
    expect(
      (await arrange(principal, li, zhou, { ...back, to: null, roleIds: others })).body.error.fields,
    ).toMatchObject([{ path: 'toUserId', code: 'no-role' }])
    expect(people.find(({ userId }) => userId === zhou.userId)?.had).toEqual(back.roleIds)
    expect((await arrange(principal, li, zhou, { ...back, to: null })).body.cover).toMatchObject({
      state: 'handedOver',
    })
    expect(await itemsOf(zhou)).toMatchObject([{ pupilId: child, coverFor: null }])
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
  })

  it('is refused while the person covers for somebody', async () => {
    await arrange(principal, li, zhou)
    expect((await arrange(principal, zhou, li, { to: null })).body.error.fields).toMatchObject([
      { path: 'fromUserId', code: 'covering-then', params: { name: await nameOf(li) } },
    ])
  })

  it('from a later day on', async () => {
    await arrange(principal, zhou, li, { from: '2026-12-01', to: null })
    expect(await itemsOf(zhou)).toHaveLength(1)
    expect((await li.get(`/api/children/${child}`)).status).toBe(404)
    await moveTo(app, '2026-12-01T02:00:00.000Z')
    expect((await li.get(`/api/children/${child}`)).status).toBe(200)
  })
})

describe('who owes a duty', () => {
  it('several holders share it, any of them fulfils it', async () => {
    const second = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    expect(await itemsOf(zhou)).toMatchObject([{ performers: [await nameOf(second)], mine: true }])
    await second.post('/api/cards', talk())
    expect(await itemsOf(zhou)).toEqual([])
  })

  it('nobody: the principal sees it and names somebody; a switched-off account owes nothing', async () => {
    await app.owner`update auth_user set disabled = true where id = ${zhou.userId}`
    const [item] = (await principal.get('/api/my-day')).body.sections.flatMap(
      (one: { items: object[] }) => one.items,
    )
    expect(item).toMatchObject({ pupilId: child, unassigned: true, mine: false })
    const body = { id: newId(), dutyId: item.dutyId, userId: li.userId }
    expect((await principal.post('/api/covers/posts', body)).body).toEqual({ name: await nameOf(li) })
    expect((await principal.post('/api/covers/posts', body)).status).toBe(200)
    const given =
      await app.owner`select 1 from audit_entry where action = 'addRole' and entity_id = ${li.userId}`
    expect(given).toHaveLength(1)
    expect(await itemsOf(li)).toMatchObject([{ pupilId: child }])
    expect((await principal.get('/api/my-day')).body.open).toBe(0)
  })
})

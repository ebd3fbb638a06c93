import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeAwayChild, type SchoolFacts } from '#server/testing/factories.ts'
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
let peer: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  ;({ school, principal, administrator, teacher, helper, child } = await makePairingSchool(app))
  peer = await makePupil(app.owner, school, { name: '陈晨' })
})

const addParents = (pupilId: string) =>
  app.owner`insert into family_member (school_id, id, pupil_id, relation) values (${school.schoolId}, ${newId()}, ${pupilId}, 'mother')`
const summary = async (by = principal) => (await by.get('/api/pairings/summary')).body

async function volunteer(over: { checked?: string } = {}): Promise<string> {
  const id = newId()
  await principal.post('/api/helpers', { id, kind: 'volunteer', name: '何晓云', phone: '13900000011' })
  for (const kind of ['identity', 'record', 'training'])
    await principal.post(`/api/helpers/${id}/checks`, {
      id: newId(),
      kind,
      doneOn: '2026-09-01',
      validTo: over.checked ?? '2027-08-31',
    })
  return id
}

describe('coverage', () => {
  it('F13: covered with one teacher and one pupil, in one pairing or in two; an unpaired child is never unseen', async () => {
    const second = await makeAwayChild(app.owner, school, { name: '周舟' })
    await principal.post('/api/children/evaluate')
    await addParents(peer)
    expect(await summary()).toMatchObject({ children: 2, covered: 0, percent: 0 })
    await running(principal, 'teacher', [member('child', child), member('teacher', helper.userId)])
    await running(principal, 'pupil', [member('child', child), member('pupil', peer)], {
      supervisorId: teacher.userId,
    })
    expect(await summary()).toMatchObject({ children: 2, covered: 1, percent: 50 })
    const { children } = (await principal.get('/api/pairings')).body
    expect(children.find(({ id }: { id: string }) => id === second)).toMatchObject({
      covered: false,
      missing: ['teacher', 'pupil'],
      proposed: null,
    })
  })

  it('a helping teacher named by role counts as the child’s teacher', async () => {
    await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    const { children } = (await principal.get('/api/pairings')).body
    expect(children).toMatchObject([{ id: child, has: ['teacher'], missing: ['pupil'] }])
  })
})

describe('a pupil who helps', () => {
  it('H-24: both children and their guardians agree, a teacher looks on, the slip shows the activity only', async () => {
    await addParents(peer)
    expect(codes(await propose(principal, 'pupil', [member('child', child), member('pupil', peer)]))).toEqual(
      ['required'],
    )
    const agreed = { activity: '一起读课外书', time: '周二、周四课后', place: '图书角', call: '' }
    const id = await running(principal, 'pupil', [member('child', child), member('pupil', peer)], {
      supervisorId: teacher.userId,
      agreed,
    })
    const { body } = await teacher.get(`/api/pairings/${id}/slip`)
    expect(Object.keys(body).toSorted()).toEqual([
      'activity',
      'givenNames',
      'helperNames',
      'place',
      'supervisor',
      'time',
    ])
    expect(body).toMatchObject({ helperNames: ['晨'], givenNames: ['小满'], activity: '一起读课外书' })
    expect(JSON.stringify(body)).not.toMatch(/留守|欧阳|三年级/)
  })

  it('H-24: a child ends it without a reason, at once', async () => {
    await addParents(peer)
    const id = await running(principal, 'pupil', [member('child', child), member('pupil', peer)], {
      supervisorId: teacher.userId,
    })
    const { body } = await teacher.post(`/api/pairings/${id}/end`, { kind: 'child' })
    expect(body.pairing).toMatchObject({ state: 'ended', endKind: 'child', endNote: null })
    expect((await summary()).covered).toBe(0)
  })

  it('H-15: a group of seven is mixed: children of the list are no "other pupils" in it', async () => {
    const more = await Promise.all(
      ['甲乙', '丙丁', '戊己'].map((name) => makePupil(app.owner, school, { name })),
    )
    const listed = await makeAwayChild(app.owner, school, { name: '周舟' })
    await principal.post('/api/children/evaluate')
    const outside = await volunteer()
    const rest = [member('child', child), member('outside', outside), member('teacher', helper.userId)]
    const apart = [...more.slice(0, 2), listed].map((id) => member('pupil', id))
    expect(codes(await propose(principal, 'group3211', [...rest, ...apart]))).toEqual(['not-mixed'])
    const mixed = await propose(principal, 'group3211', [
      ...rest,
      member('child', listed),
      ...more.map((id) => member('pupil', id)),
    ])
    expect(mixed.status).toBe(200)
    // Nothing in it tells who is on the list.
    const { pairing } = (await principal.get(`/api/pairings/${mixed.id}`)).body
    expect(JSON.stringify(pairing)).not.toMatch(/inCare|listed|留守/)
  })

  it('K-60: everybody is in one group only, until it has ended; a group may take over from itself', async () => {
    const pupils = async (...names: string[]) =>
      Promise.all(names.map(async (name) => member('pupil', await makePupil(app.owner, school, { name }))))
    const first = [
      member('child', child),
      ...(await pupils('甲乙', '丙丁', '戊己')),
      member('outside', await volunteer()),
      member('teacher', helper.userId),
    ]
    const group = await propose(principal, 'group3211', first)
    expect(group.status).toBe(200)
    const next = [
      member('child', await makeAwayChild(app.owner, school, { name: '周舟' })),
      ...(await pupils('庚辛', '壬癸', '子丑')),
      member('outside', await volunteer()),
    ]
    const again = () => propose(principal, 'group3211', [...next, member('teacher', helper.userId)])
    expect((await again()).body.error.fields).toMatchObject([{ path: 'teacher', code: 'in-group' }])
    const same = first.map((one) => ({ ...one, id: newId() }))
    const after = await propose(principal, 'group3211', same, { follows: group.id })
    expect(after.status).toBe(200)
    for (const { id } of [group, after]) await principal.post(`/api/pairings/${id}/end`, { kind: 'child' })
    expect((await again()).status).toBe(200)
  })
})

describe('a volunteer', () => {
  it('H-09: identity, record and training in date, and somebody of the school beside, before it begins', async () => {
    const outside = await volunteer({ checked: '2026-11-22' })
    expect(
      codes(await propose(principal, 'volunteer', [member('child', child), member('outside', outside)])),
    ).toEqual(['required'])
    const { id } = await propose(
      principal,
      'volunteer',
      [member('child', child), member('outside', outside)],
      { supervisorId: teacher.userId },
    )
    await agreeAll(principal, id)
    expect(codes(await start(principal, id))).toEqual(['not-vetted'])
    for (const kind of ['identity', 'record', 'training'])
      await principal.post(`/api/helpers/${outside}/checks`, {
        id: newId(),
        kind,
        doneOn: '2026-11-23',
        validTo: '2027-08-31',
      })
    expect((await start(principal, id)).status).toBe(200)
  })

  it('H-09: sees the own card with what was agreed and no more, as long as the checks hold and the pairing runs', async () => {
    const outside = await volunteer()
    const userId = newId()
    const given = await administrator.post(`/api/helpers/${outside}/account`, {
      id: userId,
      username: `v${userId.slice(-12)}`,
    })
    expect(given.body).toMatchObject({ accountId: userId })
    const agreed = {
      activity: '一起做手工',
      time: '周三下午',
      place: '学校活动室',
      call: '周老师 0999-1000000',
    }
    const id = await running(principal, 'volunteer', [member('child', child), member('outside', outside)], {
      supervisorId: teacher.userId,
      agreed,
    })
    const person = await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    await app.owner`update helper set user_id = ${person.userId} where id = ${outside}`
    const { body } = await person.get('/api/my-card')
    expect(body.entrusted).toEqual([
      {
        id,
        startedOn: '2026-11-23',
        children: [{ memberId: expect.any(String), givenName: '小满' }],
        supervisor: expect.any(String),
        helps: [],
        ...agreed,
      },
    ])
    expect(JSON.stringify(body)).not.toMatch(/留守|欧阳|三年级|father|birth|village/)
    const [entry] =
      await app.owner`select action from audit_entry where entity = 'ownCard' and actor_id = ${person.userId}`
    expect(entry).toBeDefined()
    // A check runs out: nothing is shown any more, and the child counts as unpaired.
    await app.owner`update helper_check set valid_to = '2026-11-22' where helper_id = ${outside} and kind = 'record'`
    expect((await person.get('/api/my-card')).body).toMatchObject({ vetted: false, entrusted: [] })
    await app.owner`update helper_check set valid_to = '2027-08-31' where helper_id = ${outside}`
    await principal.post(`/api/pairings/${id}/end`, { kind: 'guardian' })
    expect((await person.get('/api/my-card')).body.entrusted).toEqual([])
    await principal.post(`/api/helpers/${outside}/leave`)
    expect((await person.get('/api/my-card')).status).not.toBe(200)
  })

  it('P10-51: has at most two children, and nobody who is barred from a child helps it', async () => {
    const outside = await volunteer()
    const [b, c] = await Promise.all(
      ['周舟', '吴越'].map((name) => makeAwayChild(app.owner, school, { name })),
    )
    await principal.post('/api/children/evaluate')
    const over = { supervisorId: teacher.userId }
    await propose(
      principal,
      'volunteer',
      [child, b ?? ''].map((id) => member('child', id)).concat(member('outside', outside)),
      over,
    )
    expect(
      codes(
        await propose(principal, 'volunteer', [member('child', c ?? ''), member('outside', outside)], over),
      ),
    ).toEqual(['too-many'])
    const need = {
      version: 0,
      helperSex: 'any',
      language: null,
      sameVillage: false,
      keyTarget: false,
      relatives: [helper.userId],
      conflicts: [],
    }
    expect(
      (await teacher.request({ method: 'PUT', url: `/api/children/${c}/pairing-need`, payload: need }))
        .status,
    ).toBe(200)
    expect(
      codes(
        await propose(principal, 'teacher', [member('child', c ?? ''), member('teacher', helper.userId)]),
      ),
    ).toEqual(['is-relative'])
  })
})

describe('a suggestion', () => {
  const search = async (by: Person, part: string) => {
    const id = newId()
    let { body } = await by.post('/api/pairings/suggestions', { id, part })
    for (let turn = 0; turn < 200 && body.state === 'running'; turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 50))
      body = (await by.get(`/api/pairings/suggestions/${id}`)).body
    }
    return { id, ...body }
  }

  it('names the best helper with the reason; nothing is kept until accepted, and accepting twice keeps one', async () => {
    const found = await search(principal, 'teacher')
    expect(found).toMatchObject({ state: 'done', result: { gap: 0, unmatched: [] } })
    const [pair] = found.result.pairs
    expect(pair).toMatchObject({ child: { id: child }, helper: { id: teacher.userId }, pairingId: null })
    expect(pair.merits).toEqual(expect.arrayContaining(['knows', 'sameClass']))
    expect((await principal.get('/api/pairings')).body.pairings).toEqual([])
    const accepted = {
      id: newId(),
      kind: 'teacher',
      members: [member('child', child), member('teacher', teacher.userId)],
    }
    await principal.post('/api/pairings', { pairings: [accepted] })
    await principal.post('/api/pairings', { pairings: [accepted] })
    expect((await principal.get('/api/pairings')).body.pairings).toHaveLength(1)
    // A second run keeps what was proposed.
    const again = await search(principal, 'teacher')
    expect(again.result.pairs).toMatchObject([
      { helper: { id: teacher.userId }, pairingId: accepted.id, merits: expect.arrayContaining(['kept']) },
    ])
  })

  it('says which rule keeps whom away when nobody is left', async () => {
    await volunteer({ checked: '2026-11-22' })
    const found = await search(principal, 'outside')
    expect(found.result).toMatchObject({
      pairs: [],
      unmatched: [{ child: { id: child }, blocks: [{ rule: 'vetting', helpers: 1 }] }],
    })
  })

  it('can be stopped, and is its starter’s own', async () => {
    const id = newId()
    await principal.post('/api/pairings/suggestions', { id, part: 'pupil' })
    expect((await teacher.get(`/api/pairings/suggestions/${id}`)).status).toBe(404)
    const { body } = await principal.post(`/api/pairings/suggestions/${id}/cancel`)
    expect(['cancelled', 'done']).toContain(body.state)
  })
})

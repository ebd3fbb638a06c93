import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let child: string
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
  child = await makeAwayChild(app.owner, school)
  await principal.post('/api/plan', {
    id: newId(),
    preset: 'plan4',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
  })
})

const talk = (over: object = {}) => ({
  id: newId(),
  pupilId: child,
  heldOn: '2026-11-23',
  reached: true,
  fields: { kind: 'talk', place: 'office', topics: ['study'], mood: 'calm', reason: '近来常迟到' },
  content: '说起想念父亲。',
  privateNote: '下次慢慢问。',
  ...over,
})
const talks = () => app.owner<
  { id: string; from: string; done: string | null; card: string | null; attempts: number }[]
>`
  select id, window_from as "from", done_on as "done", done_card_id as "card", attempts from duty
  where pupil_id = ${child} and key = 'talk' order by window_from`
const duty = async (from: string) => (await talks()).find((one) => one.from === from)

describe('filing a card', () => {
  it('closes the duty of its window in the same transaction and says what is still open', async () => {
    const card = talk()
    const filed = await teacher.post('/api/cards', card)
    expect(filed.status).toBe(200)
    const november = await duty('2026-11-01')
    expect(november).toMatchObject({ done: '2026-11-23', card: card.id })
    expect(filed.body).toMatchObject({
      closed: [november?.id],
      reopened: [],
      warnings: [],
      card: {
        level: 'content',
        mine: true,
        content: '说起想念父亲。',
        privateNote: '下次慢慢问。',
        text: { mood: 'calm' },
      },
    })
    const open = filed.body.stillOpen.map((one: { key: string; from: string }) => `${one.key} ${one.from}`)
    expect(open).toEqual(
      expect.arrayContaining(['talk 2026-09-01', 'talk 2026-10-01', 'homeVisit 2026-09-01']),
    )
    expect(open).not.toContain('talk 2026-11-01')
  })

  it('sent twice, one after the other and at once, files one card and gives the same answer', async () => {
    const card = talk()
    const answers = await Promise.all([1, 2, 3, 4].map(() => teacher.post('/api/cards', card)))
    const later = await teacher.post('/api/cards', card)
    for (const answer of [...answers, later]) {
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual(answers[0]?.body)
    }
    const [count] =
      await app.owner`select (select count(*)::int from card where pupil_id = ${child}) as cards,
      (select count(*)::int from card_content c where c.card_id = ${card.id}) as contents`
    expect(count).toEqual({ cards: 1, contents: 2 })
    expect((await principal.post('/api/cards', card)).body.error.code).toBe('already-exists')
  })

  it('sent again with other words is not taken for saved: the author is told, and corrects', async () => {
    const card = talk()
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
    for (const changed of [
      { content: '说有人打他，很害怕。' },
      { privateNote: '' },
      { heldOn: '2026-11-20' },
      { fields: { ...card.fields, topics: ['study', 'safety'] } },
      { fields: { ...card.fields, mood: 'sad' } },
    ]) {
      const again = await teacher.post('/api/cards', { ...card, ...changed })
      expect([again.status, again.body.error]).toEqual([409, { code: 'card-filed', params: { id: card.id } }])
    }
    const { pupilId: _, ...written } = card
    const amended = { ...written, id: newId(), content: '说有人打他，很害怕。', reason: '没有收到回音' }
    const first = await teacher.post(`/api/cards/${card.id}/correct`, amended)
    expect(first.body.card).toMatchObject({ version: 2, content: '说有人打他，很害怕。' })
    expect((await teacher.post(`/api/cards/${card.id}/correct`, amended)).body.card.id).toBe(amended.id)
    const other = await teacher.post(`/api/cards/${card.id}/correct`, { ...amended, content: '又改了' })
    expect(other.body.error.code).toBe('card-filed')
  })

  it('a year that was mistyped is refused', async () => {
    const old = await teacher.post('/api/cards', talk({ heldOn: '1990-01-01', lateReason: '补记' }))
    expect(old.body.error.fields).toEqual([{ path: 'heldOn', code: 'too-far' }])
  })

  it('two cards of two teachers at once: one fulfils the duty, the other is extra', async () => {
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    const answers = await Promise.all([teacher.post('/api/cards', talk()), helper.post('/api/cards', talk())])
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    const november = await duty('2026-11-01')
    expect(answers.map(({ body }) => body.card.id)).toContain(november?.card)
    expect((await talks()).filter(({ done }) => done !== null)).toHaveLength(1)
  })

  it('K-30: attempted is counted and never closes', async () => {
    const tried = await teacher.post(
      '/api/cards',
      talk({ reached: false, fields: { kind: 'talk', topics: [] } }),
    )
    expect(tried.body.closed).toEqual([])
    expect(await duty('2026-11-01')).toMatchObject({ done: null, attempts: 1 })
    const day = await teacher.get('/api/my-day')
    const items = day.body.sections.flatMap((one: { items: object[] }) => one.items)
    expect(items.find((one: { key: string }) => one.key === 'talk')).toMatchObject({
      attempts: 1,
      lastAttemptOn: '2026-11-23',
      lastCard: null,
    })
  })

  it('K-26: a late card needs a reason, and counts for an earlier window only when entered for it', async () => {
    const october = await duty('2026-10-01')
    const old = await teacher.post('/api/cards', talk({ heldOn: '2026-11-10' }))
    expect(old.body.error.fields).toEqual([{ path: 'lateReason', code: 'required' }])
    const forOctober = talk({ enteredForDutyId: october?.id })
    expect((await teacher.post('/api/cards', forOctober)).body.error.fields).toEqual([
      { path: 'lateReason', code: 'required' },
    ])
    const filed = await teacher.post('/api/cards', { ...forOctober, lateReason: '当时孩子请假' })
    expect(filed.body).toMatchObject({
      closed: [october?.id],
      card: { enteredLate: true, lateReason: '当时孩子请假' },
    })
    // Answered from what was written, it says what reading it says.
    expect((await teacher.get(`/api/cards/${filed.body.card.id}`)).body.card).toEqual(filed.body.card)
    expect(await duty('2026-11-01')).toMatchObject({ done: null })
    const [state] = await app.owner.begin(async (sql) => {
      await sql`set local app.today = '2026-11-23'`
      return sql`select state from duty_state where id = ${october?.id ?? ''}`
    })
    expect(state).toEqual({ state: 'late' })
    const again = await teacher.post('/api/cards', talk({ enteredForDutyId: october?.id, lateReason: '补' }))
    expect(again.body.error.fields).toEqual([{ path: 'enteredForDutyId', code: 'not-unique' }])
  })

  it('refuses a future day, missing topics and impossible values with the field', async () => {
    expect((await teacher.post('/api/cards', talk({ heldOn: '2026-11-24' }))).body.error.fields).toEqual([
      { path: 'heldOn', code: 'in-future' },
    ])
    expect((await teacher.post('/api/cards', talk({ fields: { kind: 'talk' } }))).body.error.fields).toEqual([
      { path: 'fields.topics', code: 'required' },
    ])
    expect((await teacher.post('/api/cards', talk({ heldOn: '2026-02-30' }))).status).toBe(422)
    expect(
      (await teacher.post('/api/cards', talk({ enteredForDutyId: newId(), lateReason: '补' }))).body.error
        .fields,
    ).toEqual([{ path: 'enteredForDutyId', code: 'unknown-reference' }])
  })

  it('H-10: a home visit by one person is taken with a warning', async () => {
    const fields = {
      kind: 'homeVisit',
      visitors: ['测试甲'],
      met: ['grandmother', 'child'],
      hazards: ['water'],
      livingEnvironment: '整洁',
    }
    const alone = await teacher.post('/api/cards', talk({ fields }))
    expect(alone.body).toMatchObject({ warnings: ['oneVisitor'] })
    expect(alone.body.closed).toHaveLength(1)
    const two = await teacher.post(
      '/api/cards',
      talk({ fields: { ...fields, visitors: ['测试甲', '测试乙'] } }),
    )
    const nobody = { ...fields, met: [] }
    expect((await teacher.post('/api/cards', talk({ fields: nobody }))).body.error.fields).toEqual([
      { path: 'fields.met', code: 'required' },
    ])
    expect((await teacher.post('/api/cards', talk({ fields: nobody, reached: false }))).status).toBe(200)
    expect(two.body).toMatchObject({ warnings: [], closed: [] })
  })
})

describe('correcting a card', () => {
  const correction = (over: object = {}) => {
    const { pupilId: _pupil, ...card } = talk(over)
    return { ...card, reason: '日期写错', ...over }
  }

  it('reopens what the old version closed and the new one does not, and keeps both versions', async () => {
    const first = talk()
    await teacher.post('/api/cards', first)
    const fixed = await teacher.post(
      `/api/cards/${first.id}/correct`,
      correction({ heldOn: '2026-10-20', lateReason: '日期写错' }),
    )
    expect(fixed.status).toBe(200)
    const [october, november] = [await duty('2026-10-01'), await duty('2026-11-01')]
    expect(fixed.body).toMatchObject({
      closed: [october?.id],
      reopened: [november?.id],
      card: { version: 2, rootId: first.id },
    })
    expect(november).toMatchObject({ done: null, card: null })
    expect((await teacher.get(`/api/cards/${first.id}`)).body.card).toMatchObject({
      superseded: true,
      content: '说起想念父亲。',
    })
    const stale = await teacher.post(`/api/cards/${first.id}/correct`, correction({ lateReason: '再改' }))
    expect(stale.body.error.code).toBe('version-conflict')
  })

  it('an attempt that turns out reached closes, and a reached card that was none counts as an attempt', async () => {
    const first = talk({ reached: false })
    await teacher.post('/api/cards', first)
    const second = correction()
    const reached = await teacher.post(`/api/cards/${first.id}/correct`, second)
    expect(reached.body.closed).toHaveLength(1)
    expect(await duty('2026-11-01')).toMatchObject({ attempts: 0, done: '2026-11-23' })
    expect((await teacher.post(`/api/cards/${first.id}/correct`, second)).body.card.id).toBe(second.id)
    const back = await teacher.post(`/api/cards/${second.id}/correct`, correction({ reached: false }))
    expect(back.body.reopened).toHaveLength(1)
    // Whoever reads one version finds the others, the old ones too.
    const { versions } = back.body.card
    expect(versions).toMatchObject([
      { id: first.id, version: 1 },
      { id: second.id, version: 2 },
      { version: 3 },
    ])
    expect((await teacher.get(`/api/cards/${first.id}`)).body.card.versions).toEqual(versions)
    expect(await duty('2026-11-01')).toMatchObject({ attempts: 1, done: null })
  })

  it('an extra card takes over when the first one is corrected away', async () => {
    const [first, extra] = [talk({ heldOn: '2026-11-21' }), talk()]
    await teacher.post('/api/cards', first)
    expect((await teacher.post('/api/cards', extra)).body.closed).toEqual([])
    const fixed = await teacher.post(
      `/api/cards/${first.id}/correct`,
      correction({ reached: false, heldOn: '2026-11-21' }),
    )
    expect(fixed.body.reopened).toEqual([])
    expect(await duty('2026-11-01')).toMatchObject({ card: extra.id, attempts: 1 })
  })

  it('is for the author only', async () => {
    const card = talk()
    await teacher.post('/api/cards', card)
    expect((await principal.post(`/api/cards/${card.id}/correct`, correction())).status).toBe(403)
  })
})

describe('reading cards', () => {
  it('H-12: done for leaders, topics for the class teacher, content for author and counsellor; each read of one is logged', async () => {
    const helper = await app.signIn({ schoolId: school.schoolId, role: 'helpingTeacher', pupilId: child })
    const counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
    const card = talk()
    await helper.post('/api/cards', card)
    const seen = async (person: Person) => (await person.get(`/api/cards/${card.id}`)).body.card
    const hidden = { text: null, content: null, privateNote: null }
    expect(await seen(principal)).toMatchObject({ level: 'done', topics: null, ...hidden })
    expect(await seen(teacher)).toMatchObject({ level: 'topics', topics: { topics: ['study'] }, ...hidden })
    for (const person of [helper, counsellor])
      expect(await seen(person)).toMatchObject({
        level: 'content',
        content: '说起想念父亲。',
        privateNote: '下次慢慢问。',
        text: { reason: '近来常迟到' },
      })
    const other = await app.signIn({
      schoolId: school.schoolId,
      role: 'classTeacher',
      classId: school.classes['三年级(2)班'] ?? '',
    })
    expect((await other.get(`/api/cards/${card.id}`)).status).toBe(404)
    const reads =
      await app.owner`select why, detail from audit_entry where entity_id = ${card.id} and action = 'read' order by seq`
    expect(reads.map((row) => row['why'])).toEqual([
      'principal',
      'classTeacher',
      'helpingTeacher',
      'counsellor',
    ])
    const [stored] = await app.owner`select fields from card where id = ${card.id}`
    expect(JSON.stringify(stored)).not.toContain('迟到')
  })

  it('lists cards and the time line, newest first, as deep as the reader may see', async () => {
    const card = talk()
    await teacher.post('/api/cards', card)
    const list = await principal.get(`/api/children/${child}/cards`)
    expect(list.body).toMatchObject({
      cards: [{ id: card.id, level: 'done', topics: null }],
      nextBefore: null,
    })
    const line = await teacher.get(`/api/children/${child}/timeline`)
    expect(line.body.items.map((one: { type: string; on: string }) => `${one.on} ${one.type}`)).toEqual([
      '2027-01-22 duty',
      '2026-11-30 duty',
      '2026-11-23 card',
      '2026-11-23 event',
      '2026-10-31 duty',
      '2026-09-30 duty',
      '2026-09-01 event',
      '2025-02-10 event',
    ])
    expect((await teacher.get(`/api/children/${newId()}/timeline`)).status).toBe(404)
    expect((await teacher.get(`/api/children/${child}/timeline?before=x`)).status).toBe(422)
  })
})

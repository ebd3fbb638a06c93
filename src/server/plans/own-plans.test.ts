import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import type { PlanParams } from '#shared/duties/schema.ts'
import { newId } from '#server/db/id.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
let teacher: Person
let classId: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner)
  classId = school.classes['三年级(1)班'] ?? ''
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
})

function params(key: string): PlanParams {
  const preset = findPlanPreset(key)
  if (!preset) throw new Error(key)
  return { ...preset.params, definition: 'recording' }
}

const adopt = (over: object = {}): Promise<Answer> =>
  principal.post('/api/plan', {
    id: newId(),
    preset: 'plan2',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    ...over,
  })
const preview = (over: object = {}): Promise<Answer> =>
  principal.post('/api/plan/preview', {
    preset: 'plan9',
    definition: 'recording',
    effectiveFrom: '2026-11-25',
    ...over,
  })
const children = async (count: number, over: object = {}): Promise<string[]> => {
  const made = []
  for (let at = 0; at < count; at++) made.push(await makeAwayChild(app.owner, school, over))
  await runDaily(app.deps)
  return made
}
const patch = (id: string, body: object): Promise<Answer> =>
  principal.request({ method: 'PATCH', url: `/api/plans/own/${id}`, payload: body })
const keep = (over: object = {}): Promise<Answer> =>
  principal.post('/api/plans/own', {
    id: newId(),
    name: '青禾做法',
    preset: 'plan2',
    params: params('plan2'),
    ...over,
  })
const auditOf = async (action: string, entity: string): Promise<number> => {
  const [row] = await app.owner<{ n: number }[]>`select count(*)::int as n from audit_entry
    where school_id = ${school.schoolId} and action = ${action} and entity = ${entity}`
  return row?.n ?? 0
}

describe('plans are mixed', () => {
  const rulesNow = async () =>
    new Map(
      ((await principal.get('/api/plan')).body.plan.rules as { key: string }[]).map((rule) => [
        rule.key,
        rule,
      ]),
    )
  const dueOf = async (key: string): Promise<string[]> =>
    (
      await app.owner<{ on: string }[]>`select due_on::text as "on" from duty
        where school_id = ${school.schoolId} and key = ${key} order by due_on`
    ).map(({ on }) => on)

  it('C06: a plan takes duties of other plans, is told what they cost before, and they fall due like its own', async () => {
    await children(1)
    const rules = [
      { key: 'letterHome', on: true, period: 'month' },
      { key: 'visitDrive', on: true, months: [10, 12] },
    ]
    const before = await preview({ preset: 'plan1', effectiveFrom: '2026-09-01', settings: { rules } })
    expect(before.body.load.windows).toContainEqual({ key: 'letterHome', period: 'month', count: 4 })
    expect(before.body.load.windows).toContainEqual({ key: 'visitDrive', period: 'dates', count: 2 })
    expect((await adopt({ preset: 'plan1', settings: { rules } })).body.opened).toBe(
      before.body.outcome.opened,
    )
    expect([...(await rulesNow()).keys()].toSorted()).toEqual([
      'letterHome',
      'parentContact',
      'talk',
      'visitDrive',
    ])
    expect(await dueOf('visitDrive')).toEqual(['2026-10-31', '2026-12-31'])
    expect((await dueOf('letterHome')).length).toBeGreaterThanOrEqual(5)
    // Other months are another way of doing it: said before, and no month is asked for twice.
    const moved = [{ key: 'visitDrive', on: true, months: [3, 12] }]
    const change = await preview({ preset: 'plan1', settings: { rules: moved } })
    expect(change.body.changes).toContainEqual(
      expect.objectContaining({ key: 'visitDrive', kind: 'changes' }),
    )
    await adopt({ preset: 'plan1', effectiveFrom: '2026-11-25', settings: { rules: moved } })
    expect(await dueOf('visitDrive')).toEqual(['2026-10-31', '2026-12-31'])
    const { next } = (await principal.get('/api/plan')).body
    expect(next.rules).toContainEqual(expect.objectContaining({ key: 'visitDrive', months: [3, 12] }))
    await adopt({ preset: 'plan1', effectiveFrom: '2026-11-25', settings: { rules: [] } })
    expect(await dueOf('visitDrive')).toEqual(['2026-10-31'])
  })

  it('C06: an own plan keeps what it took of others, and refuses what no plan can have', async () => {
    await children(1)
    const rule = (key: string, over: object = {}) => ({
      key,
      on: true,
      by: 'school',
      period: 'week',
      ...over,
    })
    const own = { ...params('plan2'), rules: [rule('familyCall'), rule('weeklyPlan', { on: false })] }
    const id = newId()
    expect((await keep({ id, params: own })).status).toBe(200)
    await adopt({ own: id })
    expect((await rulesNow()).get('familyCall')).toMatchObject({ period: 'week', per: 'child' })
    expect((await rulesNow()).has('weeklyPlan')).toBe(false)
    const wrong = async (...rules: object[]) =>
      (await patch(id, { version: 1, params: { ...own, rules } })).body.error.fields
    expect(await wrong(rule('familyCall'), rule('familyCall'))).toMatchObject([
      { path: 'params.rules.1.key', code: 'not-unique' },
    ])
    expect(await wrong(rule('feb1'))).toMatchObject([{ path: 'params.rules.0.period', code: 'invalid' }])
  })

  it('says which duty or period a plan cannot have, before anything is stored', async () => {
    const wrong = async (...rules: object[]) =>
      (await adopt({ settings: { rules: rules.map((rule) => ({ on: true, ...rule })) } })).body.error.fields
    expect(await wrong({ key: 'nothing' })).toEqual([
      { path: 'settings.rules.0.key', code: 'unknown-reference' },
    ])
    expect(await wrong({ key: 'feb1', period: 'week' })).toEqual([
      { path: 'settings.rules.0.period', code: 'invalid' },
    ])
    expect(await wrong({ key: 'meeting' }, { key: 'meeting' })).toEqual([
      { path: 'settings.rules.1.key', code: 'not-unique' },
    ])
    expect(await wrong({ key: 'summerVisit', months: [7] })).toEqual([
      { path: 'settings.rules.0.months', code: 'invalid' },
    ])
    expect((await principal.get('/api/plan')).body.plan).toBeNull()
  })
})

describe("the school's own plans", () => {
  it('a copy is kept under its own name, changed in versions, adopted like a preset, and stays in the history', async () => {
    await children(1)
    const id = newId()
    const weekly = { ...params('plan2'), talk: { ...params('plan2').talk, period: 'week' as const } }
    expect((await keep({ id, params: weekly })).body.plan).toMatchObject({ id, name: '青禾做法', version: 1 })
    expect((await keep({ id, params: weekly })).body.plan.version).toBe(1)
    const adopted = await adopt({ own: id })
    expect(adopted.body.plan).toMatchObject({
      preset: 'plan2',
      ownPlanId: id,
      name: { zh: '青禾做法', en: '青禾做法' },
      params: { talk: { period: 'week' } },
    })
    expect(
      (await patch(id, { version: 1, name: '青禾新做法', params: params('plan2') })).body.plan,
    ).toMatchObject({
      version: 2,
      name: '青禾新做法',
    })
    // What was adopted stays as it was promised.
    expect((await principal.get('/api/plan')).body.plan).toMatchObject({
      name: { zh: '青禾做法' },
      params: { talk: { period: 'week' } },
    })
    expect((await patch(id, { version: 1, name: '别的' })).body.error.code).toBe('version-conflict')
    await adopt({ own: id, effectiveFrom: '2026-11-30' })
    const { versions } = (await teacher.get('/api/plan/history')).body
    expect(versions).toMatchObject([
      { ownName: '青禾新做法', effectiveFrom: '2026-11-30', effectiveTo: null, rules: [{ period: 'month' }] },
      {
        ownName: '青禾做法',
        effectiveFrom: '2026-09-01',
        effectiveTo: '2026-11-29',
        rules: [{ key: 'talk', period: 'week', performerRole: 'classTeacher' }],
      },
    ])
    expect(versions[0].adoptedByName).toMatch(/^测试/)
    expect([
      await auditOf('create', 'plan'),
      await auditOf('change', 'plan'),
      await auditOf('adopt', 'plan'),
    ]).toEqual([1, 1, 2])
  })

  it('refuses a name that is taken, an unknown list, a plan without a duty; a removed one leaves its history', async () => {
    await keep()
    expect((await keep()).body.error.fields).toMatchObject([{ path: 'name', code: 'not-unique' }])
    expect((await keep({ name: ' ' })).body.error.fields).toMatchObject([{ path: 'name', code: 'required' }])
    const idle = { ...params('plan2'), definition: 'x', talk: { ...params('plan2').talk, on: false } }
    expect((await keep({ name: '空方案', params: idle })).body.error.fields).toMatchObject([
      { path: 'params.definition', code: 'unknown-reference' },
      { path: 'params.talk.on', code: 'required' },
    ])
    const [plan] = (await principal.get('/api/plans/own')).body.plans
    await adopt({ own: plan.id })
    const remove = { method: 'DELETE' as const, url: `/api/plans/own/${plan.id}` }
    expect((await principal.request(remove)).status).toBe(200)
    expect((await principal.request(remove)).status).toBe(404)
    expect((await principal.get('/api/plans/own')).body.plans).toEqual([])
    expect((await principal.get('/api/plan')).body.plan.name.zh).toBe('青禾做法')
    expect((await keep()).status).toBe(200)
  })
})

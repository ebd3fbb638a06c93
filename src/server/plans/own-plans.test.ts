import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePlanSchool, planParams, type PlanSchool } from '#server/testing/plan-school.ts'
import { startTestApp, type Answer, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let desk: PlanSchool
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  desk = await makePlanSchool(app)
})

const patch = (id: string, body: object): Promise<Answer> =>
  desk.principal.request({ method: 'PATCH', url: `/api/plans/own/${id}`, payload: body })

describe('plans are mixed', () => {
  const rulesNow = async () =>
    new Map(
      ((await desk.principal.get('/api/plan')).body.plan.rules as { key: string }[]).map((rule) => [
        rule.key,
        rule,
      ]),
    )
  const dueOf = async (key: string): Promise<string[]> =>
    (
      await app.owner<{ on: string }[]>`select due_on::text as "on" from duty
        where school_id = ${desk.school.schoolId} and key = ${key} order by due_on`
    ).map(({ on }) => on)

  it('C06: a plan takes duties of other plans, is told what they cost before, and they fall due like its own', async () => {
    await desk.children(1)
    const rules = [
      { key: 'letterHome', on: true, period: 'month' },
      { key: 'visitDrive', on: true, months: [10, 12] },
    ]
    const before = await desk.preview({ preset: 'plan1', effectiveFrom: '2026-09-01', settings: { rules } })
    expect(before.body.load.windows).toContainEqual({ key: 'letterHome', period: 'month', count: 4 })
    expect(before.body.load.windows).toContainEqual({ key: 'visitDrive', period: 'dates', count: 2 })
    expect((await desk.adopt({ preset: 'plan1', settings: { rules } })).body.opened).toBe(
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
    const change = await desk.preview({ preset: 'plan1', settings: { rules: moved } })
    expect(change.body.changes).toContainEqual(
      expect.objectContaining({ key: 'visitDrive', kind: 'changes' }),
    )
    await desk.adopt({ preset: 'plan1', effectiveFrom: '2026-11-25', settings: { rules: moved } })
    expect(await dueOf('visitDrive')).toEqual(['2026-10-31', '2026-12-31'])
    const { next } = (await desk.principal.get('/api/plan')).body
    expect(next.rules).toContainEqual(expect.objectContaining({ key: 'visitDrive', months: [3, 12] }))
    await desk.adopt({ preset: 'plan1', effectiveFrom: '2026-11-25', settings: { rules: [] } })
    expect(await dueOf('visitDrive')).toEqual(['2026-10-31'])
  })

  it('C06: an own plan keeps what it took of others, and refuses what no plan can have', async () => {
    await desk.children(1)
    const rule = (key: string, over: object = {}) => ({
      key,
      on: true,
      by: 'school',
      period: 'week',
      ...over,
    })
    const own = { ...planParams('plan2'), rules: [rule('familyCall'), rule('weeklyPlan', { on: false })] }
    const id = newId()
    expect((await desk.keep({ id, params: own })).status).toBe(200)
    await desk.adopt({ own: id })
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
      (await desk.adopt({ settings: { rules: rules.map((rule) => ({ on: true, ...rule })) } })).body.error
        .fields
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
    expect((await desk.principal.get('/api/plan')).body.plan).toBeNull()
  })
})

describe("the school's own plans", () => {
  it('a copy is kept under its own name, changed in versions, adopted like a preset, and stays in the history', async () => {
    await desk.children(1)
    const id = newId()
    const weekly = { ...planParams('plan2'), talk: { ...planParams('plan2').talk, period: 'week' as const } }
    expect((await desk.keep({ id, params: weekly })).body.plan).toMatchObject({
      id,
      name: '青禾做法',
      version: 1,
    })
    expect((await desk.keep({ id, params: weekly })).body.plan.version).toBe(1)
    const adopted = await desk.adopt({ own: id })
    expect(adopted.body.plan).toMatchObject({
      preset: 'plan2',
      ownPlanId: id,
      name: { zh: '青禾做法', en: '青禾做法' },
      params: { talk: { period: 'week' } },
    })
    expect(
      (await patch(id, { version: 1, name: '青禾新做法', params: planParams('plan2') })).body.plan,
    ).toMatchObject({
      version: 2,
      name: '青禾新做法',
    })
    // What was adopted stays as it was promised.
    expect((await desk.principal.get('/api/plan')).body.plan).toMatchObject({
      name: { zh: '青禾做法' },
      params: { talk: { period: 'week' } },
    })
    expect((await patch(id, { version: 1, name: '别的' })).body.error.code).toBe('version-conflict')
    await desk.adopt({ own: id, effectiveFrom: '2026-11-30' })
    const { versions } = (await desk.teacher.get('/api/plan/history')).body
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
      await desk.auditOf('create', 'plan'),
      await desk.auditOf('change', 'plan'),
      await desk.auditOf('adopt', 'plan'),
    ]).toEqual([1, 1, 2])
  })

  it('refuses a name that is taken, an unknown list, a plan without a duty; a removed one leaves its history', async () => {
    await desk.keep()
    expect((await desk.keep()).body.error.fields).toMatchObject([{ path: 'name', code: 'not-unique' }])
    expect((await desk.keep({ name: ' ' })).body.error.fields).toMatchObject([
      { path: 'name', code: 'required' },
    ])
    const idle = { ...planParams('plan2'), definition: 'x', talk: { ...planParams('plan2').talk, on: false } }
    expect((await desk.keep({ name: '空方案', params: idle })).body.error.fields).toMatchObject([
      { path: 'params.definition', code: 'unknown-reference' },
      { path: 'params.talk.on', code: 'required' },
    ])
    const [plan] = (await desk.principal.get('/api/plans/own')).body.plans
    await desk.adopt({ own: plan.id })
    const remove = { method: 'DELETE' as const, url: `/api/plans/own/${plan.id}` }
    expect((await desk.principal.request(remove)).status).toBe(200)
    expect((await desk.principal.request(remove)).status).toBe(404)
    expect((await desk.principal.get('/api/plans/own')).body.plans).toEqual([])
    expect((await desk.principal.get('/api/plan')).body.plan.name.zh).toBe('青禾做法')
    expect((await desk.keep()).status).toBe(200)
  })
})

import { afterAll, beforeAll, describe, expect, inject, it, vi } from 'vitest'
import { newId } from '#server/db/id.ts'
import { daily, startJobs } from '#server/duties/jobs.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

describe('the daily run', () => {
  it('runs at start for every school and catches up, is planned for each night, and stops', async () => {
    const school = await makeSchool(app.owner)
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    await principal.post('/api/plan', {
      id: newId(),
      preset: 'plan2',
      definition: 'recording',
      effectiveFrom: '2026-09-01',
    })
    const child = await makeAwayChild(app.owner, school)
    const count = async (): Promise<number> => {
      const [row] = await app.owner`select count(*)::int as n from duty where pupil_id = ${child}`
      return Number(row?.['n'])
    }
    expect(await count()).toBe(0)
    const target = { ...inject('ownerTarget'), database: app.owner.options.database }
    const stop = await startJobs(app.deps, target, () => daily(app.deps))
    try {
      await vi.waitFor(async () => expect(await count()).toBe(5), { timeout: 15_000, interval: 100 })
      const [schedule] = await app.owner`select name, cron, timezone from pgboss.schedule`
      expect(schedule).toEqual({ name: 'daily', cron: '10 0 * * *', timezone: 'Asia/Shanghai' })
    } finally {
      await stop()
    }
    const again = await startJobs(app.deps, target, () => daily(app.deps))
    await again()
  }, 40_000)
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let schoolId: string
beforeAll(async () => {
  app = await startTestApp()
  schoolId = (await makeSchool(app.owner)).schoolId
})
afterAll(() => app.close())

const madeAt = (instant: string) =>
  app.owner`insert into last_backup (made_at, bytes, version) values (${instant}, 2097152, '0.1.0')
    on conflict (only_one) do update set made_at = excluded.made_at`
const stateFor = async (person: Person) => (await person.get('/api/backup')).body

describe('an administrator sees when the last backup was made', () => {
  it('that there is none yet, and what to type', async () => {
    const admin = await app.signIn({ schoolId, role: 'administrator' })
    expect(await stateFor(admin)).toEqual({
      last: null,
      due: true,
      keptOutside: false,
      command: 'npm run shouwang -- backup shouwang-2026-11-23.age',
    })
  })

  it('by days of the school; after the seventh it is time for one', async () => {
    const admin = await app.signIn({ schoolId, role: 'administrator' })
    // Half past midnight in Shanghai: it is the day after the one in UTC.
    const cases: readonly [string, number, boolean][] = [
      ['2026-11-22T16:30:00.000Z', 0, false],
      ['2026-11-22T15:30:00.000Z', 1, false],
      ['2026-11-16T15:30:00.000Z', 7, false],
      ['2026-11-15T15:30:00.000Z', 8, true],
      ['2026-12-01T00:00:00.000Z', 0, false],
    ]
    for (const [instant, daysAgo, due] of cases) {
      await madeAt(instant)
      const last = { madeAt: instant, daysAgo, bytes: 2097152, version: '0.1.0' }
      expect(await stateFor(admin)).toMatchObject({ last, due })
    }
  })

  it('nobody else does', async () => {
    for (const role of ['principal', 'archiveKeeper', 'counsellor', 'auditor', 'volunteer'] as const) {
      const other = await app.signIn({ schoolId, role })
      expect([role, (await other.get('/api/backup')).status]).toEqual([role, 403])
    }
  })
})

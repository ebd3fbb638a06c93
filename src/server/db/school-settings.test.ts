import { afterAll, beforeAll, expect, it } from 'vitest'
import { LATE_ENTRY_DAYS_SQL, settingsOf } from '#server/db/school-settings.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it.each([0, 5, 30, 4.0, 2.5, -1, 31, '7', null, true, [4], undefined])(
  'the limit for late entry is the same inside a query as in the settings: %j',
  async (lateEntryDays) => {
    const settings = { lateEntryDays }
    const [row] = await app.owner`
      select ${app.owner.unsafe(LATE_ENTRY_DAYS_SQL)} as days from (select ${JSON.stringify(settings)}::text::jsonb as settings) unit`
    expect(row?.['days']).toBe(settingsOf({ settings }).lateEntryDays)
  },
)

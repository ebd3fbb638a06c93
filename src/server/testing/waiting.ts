import { expect, vi } from 'vitest'
import type { TestApp } from '#server/testing/test-app.ts'

/** Resolves when so many requests wait for one another in the database. */
export const waiting = ({ owner }: Pick<TestApp, 'owner'>, count: number): Promise<void> =>
  vi.waitFor(async () => {
    const [row] = await owner`select count(*)::int as n from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`
    expect(row?.['n']).toBeGreaterThanOrEqual(count)
  }, 5000)

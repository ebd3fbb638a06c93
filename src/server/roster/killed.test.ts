import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { makeSchool } from '#server/testing/factories.ts'
import { untilRead } from '#server/testing/roster-import.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

const ROWS = 1500

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it(
  'kill -9 in the middle of a commit leaves nothing of it; the preview is still there and can be committed',
  { timeout: 60_000 },
  async () => {
    const school = await makeSchool(app.owner)
    await app.owner`delete from class where school_id = ${school.schoolId}`
    const [row] = await app.owner`select current_database() as name`
    const target = { ...inject('appTarget'), database: String(row?.['name']) }
    const orders = JSON.stringify({ target, schoolId: school.schoolId, rows: ROWS })
    const child = spawn(
      process.execPath,
      [new URL('../testing/import-child.ts', import.meta.url).pathname, orders],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    )
    let said = ''
    child.stdout.on('data', (text: Buffer) => void (said += text.toString()))
    const ended = once(child, 'exit')
    for (let i = 0; i < 6000 && child.exitCode === null; i++) {
      const writing =
        await app.owner`select pid from pg_stat_activity where datname = current_database() and query like 'insert into family_member%'`
      if (writing.length > 0) break
      await sleep(2)
    }
    child.kill('SIGKILL')
    await ended
    expect(said).not.toContain('committed')
    // The server notices that the client is gone when it next reads or writes.
    for (let i = 0; i < 200; i++) {
      const open =
        await app.owner`select pid from pg_stat_activity where datname = current_database() and state <> 'idle' and application_name = 'shouwang' and pid <> pg_backend_pid()`
      if (open.length === 0) break
      await sleep(25)
    }
    for (const table of ['pupil', 'class', 'roster_change', 'child_status'])
      expect(
        await app.owner.unsafe(`select id from ${table} where school_id = '${school.schoolId}' limit 1`),
        table,
      ).toHaveLength(0)
    const [left] = await app.owner<
      { id: string; state: string }[]
    >`select id, state from roster_import where school_id = ${school.schoolId}`
    expect(left?.state).toBe('preview')
    const keeper = await app.signIn({ schoolId: school.schoolId, role: 'archiveKeeper' })
    expect(await untilRead(keeper, left?.id ?? '')).toMatchObject({ counts: { added: ROWS } })
    const done = await keeper.post(`/api/roster/${left?.id ?? ''}/commit`, { createClasses: true })
    expect(done.body).toMatchObject({ added: ROWS })
  },
)

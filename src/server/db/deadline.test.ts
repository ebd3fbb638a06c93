import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApp, type App } from '#server/app.ts'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { withDeadline } from '#server/db/deadline.ts'
import { createPool } from '#server/db/pool.ts'
import { raw } from '#server/db/query.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTemporaryServer } from '#server/testing/temporary-database.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

const DEADLINE_MS = 400

let app: TestApp
let hasty: App
let school: SchoolFacts
let principal: Person
beforeAll(async () => {
  app = await startTestApp()
  hasty = await createApp(app.deps, undefined, { deadlineMs: DEADLINE_MS })
  school = await makeSchool(app.owner)
  principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
})
afterAll(async () => {
  await hasty.http.close()
  await app.close()
})

async function send(method: 'GET' | 'PATCH' | 'POST', url: string, payload?: object) {
  const started = performance.now()
  const answer = await hasty.http.inject({
    method,
    url,
    headers: { cookie: principal.cookie },
    ...(payload && { payload }),
  })
  const ms = performance.now() - started
  return { status: answer.statusCode, retryAfter: answer.headers['retry-after'], ms, body: answer.json() }
}

/** Runs the work while the processes stand still, and lets them go on whatever happens. */
async function whileStopped<T>(pids: readonly number[], work: () => Promise<T>): Promise<T> {
  for (const pid of pids) process.kill(pid, 'SIGSTOP')
  try {
    return await work()
  } finally {
    for (const pid of pids) process.kill(pid, 'SIGCONT')
  }
}

describe('a request that the database does not answer in time', () => {
  it('ends with 503 and when to try again, and changes nothing afterwards', async () => {
    const change = { version: 1, name: '禾溪测试学校' }
    const late = await app.owner.begin(async (held) => {
      await held`select 1 from unit where id = ${school.schoolId} for update`
      return send('PATCH', '/api/organisation/school', change)
    })
    expect(late).toMatchObject({ status: 503, retryAfter: '2', body: { error: { code: 'unavailable' } } })
    expect(late.ms).toBeLessThan(2000)
    await wait(100)
    const [row] = await app.owner`select name, version from unit where id = ${school.schoolId}`
    expect(row).toEqual({ name: '青禾测试学校', version: 1 })
    expect((await send('PATCH', '/api/organisation/school', change)).status).toBe(200)
  })

  it('also of a calendar, which has no session to be looked up', async () => {
    const { path } = (await principal.post('/api/feed', { id: crypto.randomUUID() })).body
    const late = await app.owner.begin(async (held) => {
      await held`lock table task in access exclusive mode`
      return send('GET', path)
    })
    expect([late.status, late.body]).toEqual([503, { error: { code: 'unavailable' } }])
    expect(late.ms).toBeLessThan(2000)
  })

  it('a plan for the whole school takes as long as it needs', async () => {
    const plan = { id: crypto.randomUUID(), preset: 'plan2', effectiveFrom: '2026-09-01' }
    const sent: ReturnType<typeof send>[] = []
    await app.owner.begin(async (held) => {
      await held`select pg_advisory_xact_lock(hashtextextended(${`plans:${school.schoolId}`}, 0))`
      sent.push(send('POST', '/api/plan', plan))
      await wait(DEADLINE_MS * 2)
    })
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200])
  })

  it.skipIf(process.platform === 'win32')(
    'stopped connections hold nobody; let go, they serve again',
    async () => {
      await Promise.all([
        send('GET', '/api/my-day'),
        send('GET', '/api/organisation'),
        send('GET', '/api/board'),
      ])
      const backends = await app.owner<{ pid: number }[]>`select pid from pg_stat_activity
      where datname = current_database() and usename = 'shouwang_app'`
      const pids = backends.map(({ pid }) => pid)
      expect(pids.length).toBeGreaterThan(0)
      const signIn = { username: 'nobody', password: 'x' }
      const answers = await whileStopped(pids, () =>
        Promise.all([
          ...Array.from({ length: 12 }, () => send('GET', '/api/my-day')),
          send('PATCH', '/api/organisation/school', { version: 2, name: '别名' }),
          send('POST', '/api/auth/sign-in/username', signIn),
        ]),
      )
      for (const { status, ms } of answers) {
        expect([200, 401, 503]).toContain(status)
        expect(ms).toBeLessThan(3000)
      }
      expect(answers.filter(({ status }) => status === 503).length).toBeGreaterThanOrEqual(pids.length)
      expect((await send('GET', '/api/my-day')).status).toBe(200)
    },
  )
})

describe('connections to a database that hangs', () => {
  it.skipIf(!existsSync('/proc/self'))('are given up, and new ones serve when it goes on', async () => {
    const server = await startTemporaryServer()
    const pool = createPool((max = 2) => connect(server.owner('postgres'), { max, prepare: true }))
    const db = createDatabase(pool.sql, true, pool.renewIfDead)
    const pid = async () => (await db.rows(raw<{ pid: number }>('select pg_backend_pid() as pid')))[0]?.pid
    try {
      const before = await pid()
      const ps = execFileSync('ps', ['-eo', 'pid=,ppid='], { encoding: 'utf8' })
      const all = ps.split('\n').map((line) => line.trim().split(/\s+/).map(Number))
      const main = all.find(([id]) => id === before)?.[1] ?? 0
      const pids = [main, ...all.filter(([, parent]) => parent === main).map(([id]) => id ?? 0)]
      await whileStopped(pids, async () => {
        const waits = Array.from({ length: 4 }, () => withDeadline(300, pid))
        expect((await Promise.allSettled(waits)).map(({ status }) => status)).toEqual(
          Array.from({ length: 4 }, () => 'rejected'),
        )
        // Grace, then the look at a new connection.
        await wait(4500)
      })
      const after = await pid()
      expect(after).toBeGreaterThan(0)
      expect(after).not.toBe(before)
    } finally {
      await db.close()
      await server.stop()
    }
  })
})

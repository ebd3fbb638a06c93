import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, inject } from 'vitest'
import { TEST_NOW, type Person, type TestApp } from './test-app.ts'

export interface Call {
  readonly method: 'POST' | 'PATCH'
  readonly path: string
  readonly body: object | Buffer
}

/** A backend of the app that waits for the lock held by the test. */
const waiting = (app: TestApp) =>
  app.owner`select pid from pg_stat_activity where datname = current_database() and usename = 'shouwang_app'
    and wait_event_type = 'Lock'`
const atWork = (app: TestApp) =>
  app.owner`select pid from pg_stat_activity where datname = current_database() and usename = 'shouwang_app'
    and state <> 'idle'`

async function until(found: () => Promise<boolean>, milliseconds: number): Promise<boolean> {
  for (const end = Date.now() + milliseconds; Date.now() < end; await sleep(10))
    if (await found()) return true
  return false
}

/**
 * Starts the app as a process of its own, sends it one call and kills it with SIGKILL: when its transaction has come to its
 * first write of `table`, or, without one, some milliseconds after the call. Returns when the database has noticed.
 */
export async function killDuring(
  app: TestApp,
  person: Person,
  call: Call,
  when: { readonly table: string } | { readonly after: number },
): Promise<void> {
  const [row] = await app.owner`select current_database() as name`
  const target = { ...inject('appTarget'), database: String(row?.['name']) }
  const child = spawn(
    process.execPath,
    [new URL('app-child.ts', import.meta.url).pathname, JSON.stringify({ target, now: TEST_NOW })],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const ended = once(child, 'exit')
  try {
    const [address] = (await once(createInterface(child.stdout), 'line')) as [string]
    const send = async (): Promise<number> => {
      const { method, path, body } = call
      const type = Buffer.isBuffer(body) ? 'application/octet-stream' : 'application/json'
      const payload = Buffer.isBuffer(body) ? new Uint8Array(body) : JSON.stringify(body)
      const headers = { cookie: person.cookie, 'content-type': type }
      const { status } = await fetch(`${address}${path}`, { method, body: payload, headers })
      return status
    }
    if ('after' in when) {
      const answer = send().catch(() => 0)
      await sleep(when.after)
      child.kill('SIGKILL')
      await answer
    } else {
      await app.owner.begin(async (tx) => {
        await tx.unsafe(`lock table ${when.table} in share mode`)
        const answer = send().catch(() => 0)
        expect(await until(async () => (await waiting(app)).length > 0, 15_000), when.table).toBe(true)
        child.kill('SIGKILL')
        await ended
        expect(await answer, 'killed before it answered').toBe(0)
      })
    }
  } finally {
    child.kill('SIGKILL')
    await ended
  }
  expect(await until(async () => (await atWork(app)).length === 0, 10_000), 'given up').toBe(true)
}

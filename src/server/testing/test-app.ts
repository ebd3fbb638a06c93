import { createHmac } from 'node:crypto'
import pino from 'pino'
import type { InjectOptions } from 'fastify'
import { inject } from 'vitest'
import type { Role } from '#shared/access/schema.ts'
import { createApp, type App } from '#server/app.ts'
import { createAuth } from '#server/accounts/parts/auth.ts'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { newId } from '#server/db/id.ts'
import type { Deps } from '#server/deps.ts'
import { parseEnv } from '#server/env.ts'
import { TEMPLATE } from '#server/testing/global-setup.ts'
import { createVault } from '#server/vault/vault.ts'

export interface Answer {
  readonly status: number
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read answers of every shape
  readonly body: any
  readonly headers: Record<string, unknown>
}

export interface Person {
  readonly userId: string
  readonly cookie: string
  get(url: string): Promise<Answer>
  post(url: string, body?: unknown): Promise<Answer>
  request(options: InjectOptions): Promise<Answer>
}

export interface TestApp extends App {
  readonly deps: Deps
  /** The owner's connection, past row-level security: for arranging and for looking behind the app's back. */
  readonly owner: ReturnType<typeof connect>
  /** Moves the clock; an ISO instant. */
  setNow(instant: string): void
  /** A signed-in person with roles; `school` comes from factories.ts. */
  signIn(...grants: readonly GrantFor[]): Promise<Person>
  anonymous(options: InjectOptions): Promise<Answer>
  close(): Promise<void>
}

export interface GrantFor {
  readonly schoolId: string
  readonly role: Role
  readonly classId?: string
  readonly pupilId?: string
  readonly from?: string
  readonly to?: string
}

export const TEST_NOW = '2026-11-23T02:00:00.000Z'

/** The whole application on a database of its own, without a listening port. Close it in afterAll. */
export async function startTestApp(): Promise<TestApp> {
  const database = `t_${newId().replaceAll('-', '')}`
  const admin = connect(inject('ownerTarget'), { max: 1, prepare: false })
  await admin.unsafe(`create database ${database} template ${TEMPLATE}`)
  const owner = connect({ ...inject('ownerTarget'), database }, { max: 2, prepare: false })
  const sql = connect({ ...inject('appTarget'), database }, { max: 8, prepare: true })
  let clock = Date.parse(TEST_NOW)
  const env = parseEnv({ LOG_LEVEL: 'silent' })
  const db = createDatabase(sql, true)
  const vault = createVault(Buffer.alloc(32, 1))
  const now = (): number => clock
  const auth = await createAuth({ db, secret: vault.secret('session'), env, now })
  const deps: Deps = { env, db, vault, auth, log: pino({ level: process.env['TEST_LOG'] ?? 'silent' }), now }
  const app = await createApp(deps, undefined)

  async function send(options: InjectOptions): Promise<Answer> {
    const response = await app.http.inject(options)
    const json = response.headers['content-type']?.includes('json')
    return {
      status: response.statusCode,
      body: json ? response.json() : response.body,
      headers: response.headers,
    }
  }

  async function signIn(...grants: readonly GrantFor[]): Promise<Person> {
    const userId = newId()
    const token = newId()
    const at = new Date(clock).toISOString()
    await owner`insert into auth_user (id, name, email, username, "twoFactorEnabled")
      values (${userId}, ${`测试${userId.slice(-4)}`}, ${`${userId}@shouwang.invalid`}, ${`u${userId.slice(-12)}`}, true)`
    await owner`insert into auth_session (id, token, "userId", "expiresAt", "updatedAt")
      values (${newId()}, ${token}, ${userId}, ${'2099-01-01T00:00:00Z'}, ${at})`
    for (const grant of grants)
      await owner`insert into role_assignment (school_id, id, user_id, role, class_id, pupil_id, from_on, to_on)
        values (${grant.schoolId}, ${newId()}, ${userId}, ${grant.role}, ${grant.classId ?? null}, ${grant.pupilId ?? null},
          ${grant.from ?? '2020-01-01'}, ${grant.to ?? null})`
    const signature = createHmac('sha256', auth.secret).update(token).digest('base64')
    const cookie = `${auth.cookieName}=${encodeURIComponent(`${token}.${signature}`)}`
    const request = (options: InjectOptions): Promise<Answer> =>
      send({ ...options, headers: { cookie, ...options.headers } })
    return {
      userId,
      cookie,
      request,
      get: (url) => request({ method: 'GET', url }),
      post: (url, body = {}) => request({ method: 'POST', url, payload: body as object }),
    }
  }

  return {
    ...app,
    deps,
    owner,
    signIn,
    anonymous: send,
    setNow: (instant) => void (clock = Date.parse(instant)),
    async close() {
      await app.http.close()
      await Promise.all([sql.end({ timeout: 1 }), owner.end({ timeout: 1 })])
      await admin.unsafe(`drop database if exists ${database} with (force)`)
      await admin.end()
    },
  }
}

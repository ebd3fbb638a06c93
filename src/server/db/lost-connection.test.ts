import { once } from 'node:events'
import { connect as dial, createServer, type AddressInfo, type Socket } from 'node:net'
import { setImmediate as nextTurn, setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { connect } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const LOST = expect.objectContaining({
  code: expect.stringMatching(/^(CONNECTION_CLOSED|ECONNRESET|EPIPE)$/),
})
const outcome = (work: Promise<unknown>): Promise<unknown> => work.catch((error: unknown) => error)
const number = (n: number) => raw<{ n: number }>(`select ${n} as n`)

/** The test's database behind a wire that can be cut; one connection, so that whoever comes next meets the same one. */
async function behindWire() {
  const { host, port, user, pass, database } = app.deps.db.sql.options
  const [at = '', of = 0] = [host[0], port[0]]
  const wires = new Set<Socket>()
  /** The next wire is cut when the server has sent so much. */
  const greeting = { chunks: Infinity }
  const server = createServer((client) => {
    const upstream = at.startsWith('/') ? dial(`${at}/.s.PGSQL.${of}`) : dial(of, at)
    client.on('error', () => undefined).on('close', () => upstream.destroy())
    upstream.on('error', () => undefined).on('close', () => client.destroy())
    client.pipe(upstream).pipe(client)
    let chunks = 0
    upstream.on('data', () => {
      if (++chunks <= greeting.chunks) return
      client[chunks % 2 === 0 ? 'destroy' : 'resetAndDestroy']()
      greeting.chunks = Infinity
    })
    wires.add(client)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const sql = connect(
    { host: '127.0.0.1', port: (server.address() as AddressInfo).port, user, pass: pass ?? '', database },
    { max: 1, prepare: true },
  )
  onTestFinished(async () => {
    await sql.end({ timeout: 0 })
    server.close()
  })
  /** As a server ends that was told to stop, or as one that was killed. */
  const cut = (how: 'destroy' | 'resetAndDestroy'): void => {
    for (const wire of wires) wire[how]()
    wires.clear()
  }
  return { db: createDatabase(sql, true), cut, greeting, server }
}

it.each(['destroy', 'resetAndDestroy'] as const)(
  'a connection lost between two questions of a transaction (%s) ends it, not the app, and the next one is answered',
  async (how) => {
    const { db, cut } = await behindWire()
    const lost = db.atomic(async (tx) => {
      await tx.rows(number(1))
      cut(how)
      await wait(50)
      return tx.rows(number(2))
    })
    expect(await outcome(lost)).toEqual(LOST)
    expect(await db.rows(number(3))).toEqual([{ n: 3 }])
  },
)

it('a connection lost with a question on its way fails that one only, however far it came', async () => {
  const { db, cut } = await behindWire()
  for (let turns = 0; turns < 12; turns += 1) {
    expect(await db.rows(number(turns))).toEqual([{ n: turns }])
    const asked = outcome(db.atomic((tx) => tx.rows(number(-1))))
    for (let turn = 0; turn < turns; turn += 1) await nextTurn()
    cut(turns % 2 === 0 ? 'destroy' : 'resetAndDestroy')
    expect([[{ n: -1 }], LOST]).toContainEqual(await asked)
    await wait(20)
  }
})

it('who lost the connection never speaks on it again when it serves somebody else', async () => {
  const { db, cut } = await behindWire()
  const { promise: served, resolve: serve } = Promise.withResolvers<undefined>()
  const first = outcome(
    db.atomic(async (tx) => {
      await tx.rows(number(1))
      cut('destroy')
      await served
      return tx.rows(raw('set local application_name = $$mine$$'))
    }),
  )
  await wait(50)
  const second = db.atomic(async (tx) => {
    await tx.rows(number(2))
    serve(undefined)
    expect(await first).toEqual(LOST)
    return tx.rows(raw(`select current_setting('application_name') as name`))
  })
  expect(await second).toEqual([{ name: 'shouwang' }])
})

it('who waits for a connection that is lost is served by the next one', async () => {
  const { db, cut } = await behindWire()
  const { promise: held, resolve: hold } = Promise.withResolvers<undefined>()
  const lost = outcome(
    db.atomic(async (tx) => {
      await tx.rows(number(1))
      hold(undefined)
      return tx.rows(raw('select pg_sleep(30)'))
    }),
  )
  await held
  const waiting = [2, 3, 4].map((n) => db.atomic((tx) => tx.rows(number(n))))
  await wait(50)
  cut('resetAndDestroy')
  expect(await lost).toEqual(LOST)
  expect(await Promise.all(waiting)).toEqual([[{ n: 2 }], [{ n: 3 }], [{ n: 4 }]])
})

it('a database that is away fails those who ask, and leaves nothing behind when it is back', async () => {
  const { db, cut, server } = await behindWire()
  expect(await db.rows(number(1))).toEqual([{ n: 1 }])
  const { port } = server.address() as AddressInfo
  server.close()
  cut('destroy')
  await wait(50)
  const asked = await Promise.all([1, 2, 3, 4].map((n) => outcome(db.atomic((tx) => tx.rows(number(n))))))
  const REFUSED = expect.objectContaining({ code: 'ECONNREFUSED' })
  expect(asked).toEqual([REFUSED, REFUSED, REFUSED, REFUSED])
  server.listen(port, '127.0.0.1')
  for (const n of [5, 6, 7]) expect(await db.atomic((tx) => tx.rows(number(n)))).toEqual([{ n }])
})

it('a connection lost before it serves ends nobody but whoever waits for it, and none waits longer for it', async () => {
  const { db, cut, greeting } = await behindWire()
  const asks = [() => db.rows(number(1)), () => db.atomic((tx) => tx.rows(number(1)))]
  for (let turn = 0; turn < 12; turn += 1) {
    for (const ask of asks) {
      greeting.chunks = turn % 6
      cut(turn % 2 === 0 ? 'destroy' : 'resetAndDestroy')
      await wait(10)
      const asked = performance.now()
      expect([[{ n: 1 }], LOST]).toContainEqual(await outcome(ask()))
      greeting.chunks = Infinity
      await wait(20)
      expect(await ask()).toEqual([{ n: 1 }])
      expect(performance.now() - asked).toBeLessThan(3000)
    }
  }
}, 60_000)

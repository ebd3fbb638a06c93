import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { connect, detectPooler, type Target } from '#server/db/client.ts'
import { createDatabase } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import { newId } from '#server/db/id.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { startTransactionPooler } from '#server/testing/transaction-pooler.ts'

let pooler: Awaited<ReturnType<typeof startTransactionPooler>>
let pooled: Target
beforeAll(async () => {
  const direct = inject('appTarget')
  pooler = await startTransactionPooler(String(direct.path))
  pooled = { host: '127.0.0.1', port: pooler.port, username: 'shouwang_app', database: 'postgres' }
})
afterAll(() => pooler.close())

describe('a pooler in transaction mode', () => {
  it('is noticed, and a direct connection is not taken for one', async () => {
    expect(await detectPooler(inject('appTarget'))).toBe(false)
    expect(await detectPooler(pooled)).toBe(true)
  })

  it('gives right answers to clients that share its one server process when nothing is prepared', async () => {
    const databases = [0, 1, 2].map(() => createDatabase(connect(pooled, { max: 1, prepare: false }), false))
    let right = 0
    for (let round = 0; round < 60; round++) {
      const db = databases[round % 3]
      const scope = mintJobScope(newId(), '2026-11-23')
      const rows = await db?.read(scope, [
        raw<{ school: string }>(`select current_setting('app.schools') as school`),
        raw<{ n: number }>('select $1::int + $2::int as n', [round, 1]),
      ])
      if (rows?.[0][0]?.school === scope.schoolId && rows[1][0]?.n === round + 1) right += 1
    }
    expect(right).toBe(60)
    await Promise.all(databases.map((db) => db.close()))
  })
})

import { setTimeout as wait } from 'node:timers/promises'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connect } from '#server/db/client.ts'
import { createDatabase, type Transaction, WithCommit } from '#server/db/database.ts'
import { raw } from '#server/db/query.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

/** Two transactions of two schools, one connection: what the first leaves behind would meet the second. */
async function afterFailure(late: (tx: Transaction) => Promise<unknown>) {
  const [mine, theirs] = [await makeSchool(app.owner), await makeSchool(app.owner)]
  await makePupil(app.owner, theirs)
  const { host, port, user, pass, database } = app.deps.db.sql.options
  const sql = connect(
    { host: host[0] ?? '', port: port[0] ?? 0, user, pass: pass ?? '', database },
    { max: 1, prepare: false },
  )
  const db = createDatabase(sql, false)
  let straggler: Promise<unknown> = Promise.resolve()
  try {
    const first = db.write(mintJobScope(mine.schoolId, '2026-11-23'), async (tx) => {
      straggler = late(tx).catch((error: unknown) => error)
      throw new Error('one of two sent side by side failed')
    })
    await expect(first).rejects.toThrow('side by side')
    await db.write(mintJobScope(theirs.schoolId, '2026-11-23'), async (tx) => {
      await tx.rows(raw('select 1'))
      await straggler
    })
    return await straggler
  } finally {
    await sql.end({ timeout: 1 })
  }
}

it('what one step still asks after another failed never runs in the transaction that came next', async () => {
  const seen = await afterFailure(async (tx) => {
    await wait(50)
    return tx.rows(raw('select school_id from pupil'))
  })
  expect(seen).toEqual(new Error('asked after the transaction was over'))
})

it('the last questions travel with the commit: their rows make the answer, and when one fails nothing is kept', async () => {
  const { schoolId } = await makeSchool(app.owner)
  const scope = mintJobScope(schoolId, '2026-11-23')
  const named = (name: string) => raw(`update unit set name = $2 where id = $1::uuid`, [schoolId, name])
  const nameNow = async () => (await app.owner`select name from unit where id = ${schoolId}`)[0]?.['name']
  const end = (name: string, last: string) =>
    app.deps.db.write(scope, async () =>
      WithCommit.of([named(name)], [raw<{ one: number }>(last)], ([rows]) => rows.map(({ one }) => one)),
    )
  expect(await end('青山小学', 'select 7 as one')).toEqual([7])
  expect(await nameNow()).toBe('青山小学')
  await expect(end('白云小学', 'select 1 / 0 as one')).rejects.toThrow('division by zero')
  expect(await nameNow()).toBe('青山小学')
  expect(await end('青山小学', 'select 8 as one')).toEqual([8])
})

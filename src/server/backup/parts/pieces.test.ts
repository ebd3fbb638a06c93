import { afterAll, beforeAll, expect, it } from 'vitest'
import { piecesOf } from '#server/backup/parts/pieces.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

// A row as long as what a stream holds stopped the connection when the end of the table came right behind it.
it.each([100, 65_535, 65_536, 70_000, 300_000, 5_000_000])(
  'a table that ends with a row of %d letters is read, and the connection answers afterwards',
  async (length) => {
    const connection = await app.owner.reserve()
    await connection`create temp table wide (words text)`
    await connection`insert into wide values (repeat('a', ${length}))`
    let rows = 0
    let bytes = 0
    for await (const piece of piecesOf(connection, { name: 'wide', columns: ['words'] })) {
      rows += piece.rows
      bytes += piece.body.length
    }
    expect([rows, bytes]).toEqual([1, length + 1])
    expect(await connection`select 1 as one`).toMatchObject([{ one: 1 }])
    await connection`drop table wide`
    connection.release()
  },
  10_000,
)

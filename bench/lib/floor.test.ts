import { inject, expect, test } from 'vitest'
import { startFloor } from './floor.ts'

const SESSION = `select 'u-' || $1 as user_id where $1 <> ''`

test('the floor looks the session up and runs the statements, in one transaction when there are several', async () => {
  const floor = await startFloor({
    target: inject('ownerTarget'),
    sessionSql: SESSION,
    cookieName: 'sid',
    routes: [
      {
        method: 'GET',
        path: '/one/:id',
        statements: [
          {
            sql: 'select $1::text as person, $2::text as id, $3::int as size, $4::text as fixed',
            parameters: [
              { from: 'user' },
              { from: 'params', name: 'id' },
              { from: 'query', name: 'size' },
              { value: 'x' },
            ],
          },
        ],
      },
      {
        method: 'POST',
        path: '/two',
        statements: [
          {
            sql: 'select txid_current()::text as tx, $1::text as text',
            parameters: [{ from: 'body', name: 'text' }],
          },
          { sql: 'select txid_current()::text as tx', parameters: [] },
        ],
      },
    ],
  })
  try {
    const headers = { cookie: 'sid=abc.signature', 'content-type': 'application/json' }
    expect((await fetch(`${floor.url}/one/7`)).status).toBe(401)
    const one = await fetch(`${floor.url}/one/7?size=20`, { headers })
    expect(await one.json()).toEqual([[{ person: 'u-abc', id: '7', size: 20, fixed: 'x' }]])
    const two = await fetch(`${floor.url}/two`, { method: 'POST', headers, body: '{"text":"a"}' })
    const rows = (await two.json()) as [[{ tx: string; text: string }], [{ tx: string }]]
    expect(rows[0][0].text).toBe('a')
    expect(rows[0][0].tx).toBe(rows[1][0].tx)
  } finally {
    await floor.stop()
  }
})

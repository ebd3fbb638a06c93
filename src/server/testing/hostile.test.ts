import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { Role } from '#shared/access/schema.ts'
import { expectations } from '#server/testing/expectations.ts'
import { addressOf, grantAt } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

let app: TestApp
let place: Place
const people: Person[] = []
beforeAll(async () => {
  app = await startTestApp()
  const school = await makeWorldSchool(app.owner)
  place = await makePlace(app.owner, school, 1)
  for (const role of ['principal', 'classTeacher'] satisfies Role[])
    people.push(await app.signIn(grantAt(role, place)))
})
afterAll(() => app.close())

const CURSORS = [
  '~',
  '2026-11-01~abc',
  '2026-13-45~0198c000-0000-7000-8000-00000000abcd',
  "'; drop table pupil; --",
  '1e999',
]
const BODIES: unknown[] = [
  [],
  { id: '../../etc/passwd', version: -1, on: '2026-02-30', name: '\u202e<img src=x onerror=alert(1)>' },
  { id: { $ne: null }, pupilId: ['x'], members: 'all', fields: { __proto__: { admin: true } } },
  Object.fromEntries(
    ['name', 'note', 'reason', 'title', 'body', 'text'].map((key) => [key, '长'.repeat(60_000)]),
  ),
  { fields: Object.fromEntries(Array.from({ length: 3000 }, (_, at) => [`own.${at}`, 'x'])) },
]

describe('hostile input', () => {
  it('no cursor, no value of a query breaks a route or is answered with anything of the inside', async () => {
    const faults: string[] = []
    for (const { method, path, query } of app.router.endpoints) {
      if (!query) continue
      const key = `${method} ${path}`
      const { properties = {} } = z.toJSONSchema(query, { io: 'input', unrepresentable: 'any' }) as {
        properties?: object
      }
      const url = addressOf(path, expectations[key]?.params?.(place))
      for (const name of Object.keys(properties))
        for (const value of CURSORS)
          for (const person of people) {
            const search = `?${name}=${encodeURIComponent(value)}`
            const answer = await person.request({ method, url: url + search })
            if (answer.status >= 500) faults.push(`${key}${search}: ${answer.status}`)
          }
    }
    expect(faults).toEqual([])
  })

  it('no body breaks a route', { timeout: 120_000 }, async () => {
    const faults: string[] = []
    for (const { method, path, access } of app.router.endpoints) {
      if (method === 'GET' || access.kind === 'public' || path.startsWith('/api/session')) continue
      const key = `${method} ${path}`
      const expectation = expectations[key]
      const url = addressOf(path, expectation?.params?.(place)) + (expectation?.query?.(place) ?? '')
      for (const body of BODIES) {
        // Whoever may most gets furthest in.
        const answer = await people[0]?.request({ method, url, payload: body as object })
        if (answer === undefined || answer.status >= 500)
          faults.push(`${key} ${JSON.stringify(body).slice(0, 60)}: ${answer?.status}`)
      }
    }
    expect(faults).toEqual([])
  })
})

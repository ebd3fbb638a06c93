import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/access/schema.ts'
import { expectations } from '#server/testing/expectations.ts'
import { addressOf, grantAt, type Expectation } from '#server/testing/request-parts.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let [mine, theirs]: School[] = []
let number = 0
const keyOf = (endpoint: { method: string; path: string }): string => `${endpoint.method} ${endpoint.path}`

beforeAll(async () => {
  app = await startTestApp()
  mine = await makeWorldSchool(app.owner)
  theirs = await makeWorldSchool(app.owner)
})
afterAll(() => app.close())

const placeIn = (school: School | undefined): Promise<Place> => {
  if (!school) throw new Error('world is not made yet')
  number += 1
  return makePlace(app.owner, school, number)
}

function send(
  person: Person | undefined,
  key: string,
  expectation: Expectation,
  place: Place,
): Promise<Answer> {
  const [method = 'GET', path = ''] = key.split(' ')
  const url = addressOf(path, expectation.params?.(place)) + (expectation.query?.(place) ?? '')
  const payload = method === 'GET' ? undefined : (expectation.body?.(place) ?? {})
  const options = { method: method as 'GET', url, ...(payload ? { payload } : {}) }
  return person ? person.request(options) : app.anonymous(options)
}

/** A record that is not there; named in a body, its field says so just as for an id that nobody has. */
function isUnknown({ params }: Expectation, { status, body }: Answer): boolean {
  const codes = (body?.error?.fields ?? []).map((field: { code: string }) => field.code)
  const byField =
    params === undefined && status === 422 && codes.length === 1 && codes[0] === 'unknown-reference'
  return byField || (status === 404 && body?.error?.code === 'not-found')
}

const ownOnly = new Set<Role>(['classTeacher', 'helpingTeacher'])

const expectedOf = (key: string): Expectation => expectations[key] ?? { record: 'none' }

/** Where an answer differs from what the role may have, in words; empty when all is right. */
async function walk(role: Role): Promise<string[]> {
  const faults: string[] = []
  const [base, otherClass, otherSchool] = [await placeIn(mine), await placeIn(mine), await placeIn(theirs)]
  const standing = await app.signIn(grantAt(role, base))
  // A school does not grow by hundreds of classes between two looks at its statistics.
  await app.owner`analyze`
  for (const endpoint of app.router.endpoints) {
    const key = keyOf(endpoint)
    const expectation = expectedOf(key)
    if (endpoint.access.kind === 'public' || endpoint.path.startsWith('/api/session')) continue
    const allowed = endpoint.access.kind !== 'roles' || endpoint.access.roles.includes(role)
    // What is refused changes nothing.
    const own = expectation.writes && allowed ? await placeIn(mine) : base
    const person = own === base ? standing : await app.signIn(grantAt(role, own))
    const check = (whose: string, { status, body }: Answer, right: boolean): void => {
      if (!right)
        faults.push(`${role}: ${key} with ${whose}: ${status} ${JSON.stringify(body).slice(0, 120)}`)
    }
    if (!allowed) {
      const refused = await send(person, key, expectation, own)
      check('own ids, role not allowed', refused, refused.status === 403)
      continue
    }
    if (expectation.record !== 'none') {
      const foreign = await send(person, key, expectation, otherSchool)
      check("another school's ids", foreign, isUnknown(expectation, foreign))
    }
    if (expectation.record === 'pupil' && ownOnly.has(role)) {
      const neighbour = await send(person, key, expectation, otherClass)
      check("another class's ids", neighbour, isUnknown(expectation, neighbour))
    }
    const answer = await send(person, key, expectation, own)
    check(
      'own ids',
      answer,
      expectation.unknown || expectation.unseen?.includes(role)
        ? isUnknown(expectation, answer)
        : expectation.authorOnly || expectation.refused?.includes(role)
          ? answer.status === 403
          : ![401, 403, 404, 500].includes(answer.status),
    )
  }
  return faults
}

describe('every route × every role × ids of another school, class and child', () => {
  it('each route has a declared expectation, and each expectation a route', () => {
    expect(app.router.endpoints.map(keyOf).toSorted()).toEqual(Object.keys(expectations).toSorted())
  })

  it('without a session nothing but set-up answers', async () => {
    const place = await placeIn(mine)
    for (const endpoint of app.router.endpoints) {
      const { status } = await send(undefined, keyOf(endpoint), expectedOf(keyOf(endpoint)), place)
      expect(endpoint.access.kind === 'public' ? [409, 404, 422] : [401], keyOf(endpoint)).toContain(status)
    }
  })

  it('without a role today a school does not exist', async () => {
    const place = await placeIn(mine)
    const past = await app.signIn({
      schoolId: place.schoolId,
      role: 'principal',
      from: '2025-01-01',
      to: '2026-11-22',
    })
    const others = app.router.endpoints.filter(
      ({ path, access }) => !path.startsWith('/api/session') && access.kind !== 'public',
    )
    for (const endpoint of others) {
      const { status } = await send(past, keyOf(endpoint), expectedOf(keyOf(endpoint)), place)
      expect(status, keyOf(endpoint)).toBe(404)
    }
  })

  it('H-09: a volunteer reads the own card, who is signed in, and nothing else anywhere', async () => {
    const place = await placeIn(mine)
    const volunteer = await app.signIn(grantAt('volunteer', place))
    const opened: string[] = []
    for (const endpoint of app.router.endpoints) {
      const key = keyOf(endpoint)
      if (endpoint.access.kind === 'public') continue
      const { status } = await send(volunteer, key, expectedOf(key), place)
      if (status !== 403) opened.push(key)
    }
    expect(opened.toSorted()).toEqual([
      'GET /api/my-card',
      'GET /api/session',
      'POST /api/my-card/:id/helps',
      'POST /api/session/backup-codes',
      'POST /api/session/locale',
      'POST /api/session/password',
    ])
  })

  it.each(Role.options)('as %s: what the role may, and nothing else', { timeout: 60_000 }, async (role) => {
    expect(await walk(role)).toEqual([])
  })
})

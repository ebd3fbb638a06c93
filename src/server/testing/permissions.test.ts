import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/access/schema.ts'
import { expectations, type Expectation } from '#server/testing/expectations.ts'
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
  number = (number % 99) + 1
  return makePlace(app.owner, school, number)
}

function send(person: Person | undefined, key: string, expectation: Expectation, place: Place): Promise<Answer> {
  const [method = 'GET', path = ''] = key.split(' ')
  const params = expectation.params?.(place) ?? {}
  const url = path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) => params[name] ?? 'missing') + (expectation.query?.(place) ?? '')
  const payload = method === 'GET' ? undefined : (expectation.body?.(place) ?? {})
  const options = { method: method as 'GET', url, ...(payload ? { payload } : {}) }
  return person ? person.request(options) : app.anonymous(options)
}

const grantAt = (role: Role, place: Place) => ({
  schoolId: place.schoolId,
  role,
  ...(role === 'classTeacher' ? { classId: place.classId } : {}),
  ...(role === 'helpingTeacher' ? { pupilId: place.pupilId } : {}),
})

/** A record that is not there; named in a body, its field says so just as for an id that nobody has. */
function answerToStrangers({ params }: Expectation, { body }: Answer): [number, object] {
  const field: string = body?.error?.fields?.[0]?.path ?? ''
  if (params || !body?.error?.fields) return [404, { error: { code: 'not-found' } }]
  return [422, { error: { code: 'invalid-input', fields: [{ path: field, code: 'unknown-reference' }] } }]
}

const ownOnly = new Set<Role>(['classTeacher', 'helpingTeacher'])

describe('every route × every role × ids of another school, class and child', () => {
  it('each route has a declared expectation, and each expectation a route', () => {
    expect(app.router.endpoints.map(keyOf).toSorted()).toEqual(Object.keys(expectations).toSorted())
  })

  it('without a session nothing but set-up answers', async () => {
    const place = await placeIn(mine)
    for (const endpoint of app.router.endpoints) {
      const { status } = await send(undefined, keyOf(endpoint), expectations[keyOf(endpoint)] ?? { record: 'none' }, place)
      if (endpoint.access.kind === 'public') expect([409, 404, 422], keyOf(endpoint)).toContain(status)
      else expect(status, keyOf(endpoint)).toBe(401)
    }
  })

  it('without a role today a school does not exist', async () => {
    const place = await placeIn(mine)
    const past = await app.signIn({ schoolId: place.schoolId, role: 'principal', from: '2025-01-01', to: '2026-11-22' })
    for (const endpoint of app.router.endpoints) {
      const { status } = await send(past, keyOf(endpoint), expectations[keyOf(endpoint)] ?? { record: 'none' }, place)
      if (endpoint.path.startsWith('/api/session') || endpoint.access.kind === 'public') continue
      expect(status, keyOf(endpoint)).toBe(404)
    }
  })

  describe.each(Role.options)('as %s', (role) => {
    it('reaches what the role may and nothing else', { timeout: 60_000 }, async () => {
      const [base, otherClass, otherSchool] = [await placeIn(mine), await placeIn(mine), await placeIn(theirs)]
      const standing = await app.signIn(grantAt(role, base))
      for (const endpoint of app.router.endpoints) {
        const key = keyOf(endpoint)
        const expectation = expectations[key]
        if (!expectation || endpoint.access.kind === 'public' || endpoint.path.startsWith('/api/session')) continue
        const own = expectation.writes ? await placeIn(mine) : base
        const person = expectation.writes ? await app.signIn(grantAt(role, own)) : standing
        const allowed = endpoint.access.kind !== 'roles' || endpoint.access.roles.includes(role)
        const say = (what: string): string => `${role}: ${key} with ${what}`
        if (!allowed) {
          expect((await send(person, key, expectation, own)).status, say('own ids')).toBe(403)
          continue
        }
        if (expectation.record !== 'none') {
          const foreign = await send(person, key, expectation, otherSchool)
          expect([foreign.status, foreign.body], say("another school's ids")).toEqual(answerToStrangers(expectation, foreign))
        }
        if (expectation.record === 'pupil' && ownOnly.has(role))
          expect((await send(person, key, expectation, otherClass)).status, say("another class's ids")).toBe(404)
        const answer = await send(person, key, expectation, own)
        if (expectation.authorOnly) expect(answer.status, say("somebody else's card")).toBe(403)
        else expect([401, 403, 404, 500], say('own ids')).not.toContain(answer.status)
      }
    })
  })
})

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/access/schema.ts'
import { newId } from '#server/db/id.ts'
import { expectations } from '#server/testing/expectations.ts'
import type { BodyId } from '#server/testing/body-id.ts'
import { ofChildren } from '#server/testing/foreign-children.ts'
import { ofPairings, ofPapers } from '#server/testing/foreign-papers.ts'
import { ofSchool } from '#server/testing/foreign-school.ts'
import { ofIncidents } from '#server/testing/incident-expectations.ts'
import { addressOf, grantAt } from '#server/testing/request-parts.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let [mine, theirs]: School[] = []
let number = 0
beforeAll(async () => {
  app = await startTestApp()
  mine = await makeWorldSchool(app.owner)
  theirs = await makeWorldSchool(app.owner)
})
afterAll(() => app.close())

async function placeIn(school: School | undefined): Promise<Place> {
  if (!school) throw new Error('world is not made yet')
  number += 1
  return makePlace(app.owner, school, number)
}

/** What a key names: `POST /api/cards`. */
function partsOf(key: string): readonly ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string] {
  const endpoint = app.router.endpoints.find(({ method, path }) => key === `${method} ${path}`)
  if (!endpoint) throw new Error(`there is no ${key}`)
  return [endpoint.method, endpoint.path]
}

/** The answer to the request of somebody of a fresh place with this id in it. */
async function answerTo({ key, as, params, query, body }: BodyId, idOf: (place: Place) => string) {
  const place = await placeIn(mine)
  const id = idOf(place)
  const person = await app.signIn(grantAt(as, place))
  const [method, path] = partsOf(key)
  const url = addressOf(path, params?.(place))
  const { status, body: said }: Answer = await person.request({
    method,
    url: url + (query?.(place, id) ?? ''),
    ...(body && { payload: body(place, id, theirs?.schoolId ?? '') }),
  })
  return { status, said }
}

describe('H-02: an id within a body is looked up within school and reach', () => {
  it.each(
    [...ofChildren, ...ofPapers, ...ofPairings, ...ofIncidents, ...ofSchool].map(
      (one) => [one.key, one.field, one] as const,
    ),
  )('%s: %s', async (_key, _field, one) => {
    const unknown = await answerTo(one, () => newId())
    expect([404, 409, 422]).toContain(unknown.status)
    const foreign = one.schoolWide ? [theirs] : [theirs, mine]
    for (const school of foreign) {
      const other = await placeIn(school)
      expect(await answerTo(one, () => one.of(other))).toEqual(unknown)
    }
    const own = await answerTo(one, one.of)
    expect(own.status, JSON.stringify(own.said)).toBe(one.own ?? 200)
  })
})

describe('a second id within an address belongs to the first', () => {
  const several = Object.entries(expectations).flatMap(([key, expectation]) => {
    const names = [...key.matchAll(/:([a-zA-Z]+)/g)].flatMap(([, name]) => name ?? [])
    // A week is named by a day.
    const second = names[1] === 'on' ? undefined : names[1]
    return second === undefined ? [] : [[key, second, expectation] as const]
  })

  it.each(several)('%s: %s', async (key, second, { params, query, body }) => {
    const [own, neighbour, stranger] = [await placeIn(mine), await placeIn(mine), await placeIn(theirs)]
    const ask = async (by: Person, id: string | undefined) => {
      const [method, path] = partsOf(key)
      const given = { ...params?.(own), ...(id !== undefined && { [second]: id }) }
      const url = addressOf(path, given)
      const { status, body: said } = await by.request({
        method,
        url: url + (query?.(own) ?? ''),
        ...(method !== 'GET' && { payload: body?.(own) ?? {} }),
      })
      return { status, said }
    }
    const access = app.router.endpoints.find(({ method, path }) => key === `${method} ${path}`)?.access
    const roles = access?.kind === 'roles' ? access.roles : Role.options
    for (const role of roles.filter((one) => one !== 'helpingTeacher' && one !== 'volunteer')) {
      const by = await app.signIn(grantAt(role, own))
      const unknown = await ask(by, newId())
      expect([role, unknown.status]).toEqual([role, unknown.status === 403 ? 403 : 404])
      // A term is the school's; whoever sees two entries of one child sees any two of the school.
      const others = /terms|duplicates/.test(key) ? [stranger] : [neighbour, stranger]
      for (const other of others)
        expect([role, await ask(by, params?.(other)[second])]).toEqual([role, unknown])
    }
  })
})

describe('a list asked for somebody out of reach is the list of nobody', () => {
  const lists: readonly [string, (place: Place) => string][] = [
    ['/api/agreements?kind=safetyHome&classId=', ({ classId }) => classId],
    ['/api/alerts?classId=', ({ classId }) => classId],
    ['/api/board/list?classId=', ({ classId }) => classId],
    ['/api/board/list?userId=', ({ accountId }) => accountId],
    ['/api/board/work/list?classId=', ({ classId }) => classId],
    ['/api/board/departments/tasks?state=planned&departmentId=', ({ departmentId }) => departmentId],
    ['/api/board/departments/duties?departmentId=', ({ departmentId }) => departmentId],
    ['/api/children?view=all&classId=', ({ classId }) => classId],
    ['/api/contact-rounds?classId=', ({ classId }) => classId],
    ['/api/audit?pupilId=', ({ pupilId }) => pupilId],
    ['/api/diaries?classId=', ({ classId }) => classId],
    ['/api/tasks/roll?yearId=', ({ yearId }) => yearId],
    ['/api/calendar?yearId=', ({ yearId }) => yearId],
    ['/api/attachments?kind=child&id=', ({ pupilId }) => pupilId],
    ['/api/agreements/form?kind=joint&childId=', ({ pupilId }) => pupilId],
  ]
  const ofSchoolOnly = /yearId/

  it.each(lists)('GET %s', async (url, of) => {
    const [own, neighbour, stranger] = [await placeIn(mine), await placeIn(mine), await placeIn(theirs)]
    for (const role of ['classTeacher', 'principal'] as const) {
      const by = await app.signIn(grantAt(role, own))
      const ask = async (id: string) => {
        const { status, body } = await by.get(url + id)
        return JSON.stringify([status, body]).replaceAll(id, 'the id asked for')
      }
      const nobody = await ask(newId())
      expect(nobody).not.toMatch(/^\[5/)
      const foreign = role === 'principal' || ofSchoolOnly.test(url) ? [stranger] : [neighbour, stranger]
      for (const other of foreign) expect([role, await ask(of(other))]).toEqual([role, nobody])
    }
  })
})

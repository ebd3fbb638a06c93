import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { bodyIds, type BodyId } from '#server/testing/foreign-ids.ts'
import { startTestApp, type Answer, type TestApp } from '#server/testing/test-app.ts'
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

/** The answer to the request of somebody of a fresh place with this id in it. */
async function answerTo({ key, as, params, query, body }: BodyId, idOf: (place: Place) => string) {
  const place = await placeIn(mine)
  const id = idOf(place)
  const person = await app.signIn({
    schoolId: place.schoolId,
    role: as,
    ...(as === 'classTeacher' && { classId: place.classId }),
  })
  const [method = '', path = ''] = key.split(' ')
  const given = params?.(place) ?? {}
  const url = path.replaceAll(/:([a-zA-Z]+)/g, (_all, name: string) => given[name] ?? 'missing')
  const { status, body: said }: Answer = await person.request({
    method: method as 'GET',
    url: url + (query?.(place, id) ?? ''),
    ...(body && { payload: body(place, id, theirs?.schoolId ?? '') }),
  })
  return { status, said }
}

describe('an id within a body is looked up within school and reach', () => {
  it.each(bodyIds.map((one) => [one.key, one.field, one] as const))('%s: %s', async (_key, _field, one) => {
    const unknown = await answerTo(one, () => newId())
    expect([404, 409, 422]).toContain(unknown.status)
    const [school, neighbour] = [await placeIn(theirs), await placeIn(mine)]
    expect(await answerTo(one, () => one.of(school))).toEqual(unknown)
    if (!one.schoolWide) expect(await answerTo(one, () => one.of(neighbour))).toEqual(unknown)
    const own = await answerTo(one, one.of)
    expect(own.status, JSON.stringify(own.said)).toBe(one.own ?? 200)
  })
})

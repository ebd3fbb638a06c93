import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectations } from '#server/testing/expectations.ts'
import { addressOf, grantAt } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'
import { makePlace, makeWorldSchool, type Place } from '#server/testing/world.ts'

type School = Awaited<ReturnType<typeof makeWorldSchool>>

let app: TestApp
let school: School
let place: Place
let number = 50
beforeAll(async () => {
  app = await startTestApp()
  school = await makeWorldSchool(app.owner)
  place = await makePlace(app.owner, school, 1)
})
afterAll(() => app.close())

const READS_BY_POST = ['POST /api/children/search', 'POST /api/plan/preview', 'POST /api/covers/preview']

async function everything(person: Person): Promise<Map<string, string>> {
  const said = new Map<string, string>()
  for (const { method, path, access } of app.router.endpoints) {
    const key = `${method} ${path}`
    if (access.kind === 'public' || (method !== 'GET' && !READS_BY_POST.includes(key))) continue
    const expectation = expectations[key]
    const url = addressOf(path, expectation?.params?.(place)) + (expectation?.query?.(place) ?? '')
    const { status, body } = await person.request({
      method,
      url,
      ...(method === 'POST' && { payload: expectation?.body?.(place) ?? {} }),
    })
    said.set(key, `${status} ${JSON.stringify(body)}`)
  }
  return said
}

/** What tells of the school and of colleagues, who came with the new classes; of the children in them nothing. */
const OF_THE_SCHOOL = [
  'GET /api/organisation',
  'GET /api/departments',
  'GET /api/own-fields',
  'GET /api/covers/people',
  'GET /api/tasks',
  'GET /api/children/:id/keepers',
  'GET /api/pairings',
  'GET /api/pairings/choices',
]

/** A class with a child of whom everything there is to know: listed, overdue, excused, paired, signed for. */
async function addNeighbour(number: number): Promise<Place> {
  const other = await makePlace(app.owner, school, number)
  await app.owner`update pupil set name = '独孤无踪' where id = ${other.pupilId}`
  await app.owner`update duty set due_on = '2026-11-10', window_to = '2026-11-10' where id = ${other.dutyId}`
  return other
}

describe('H-02: what is out of reach', () => {
  it.each(['classTeacher', 'helpingTeacher'] as const)(
    'changes nothing that a %s is told: no line, no number, no total',
    async (role) => {
      const person = await app.signIn(grantAt(role, place))
      // The first look is on record itself.
      await everything(person)
      const before = await everything(person)
      const others = [await addNeighbour(++number), await addNeighbour(++number)]
      const after = await everything(person)
      const changed = [...after.keys()].filter((key) => before.get(key) !== after.get(key))
      expect(changed.filter((key) => !OF_THE_SCHOOL.includes(key))).toEqual([])
      const secrets = [
        '独孤',
        ...others.flatMap(({ pupilId: id, memberId, dutyId, cardId }) => [id, memberId, dutyId, cardId]),
      ]
      const told = [...after].filter(([, answer]) => secrets.some((secret) => answer.includes(secret)))
      expect(told).toEqual([])
    },
  )
})

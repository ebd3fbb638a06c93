import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let child: string
let [keeper, teacher, helper, colleague]: Person[] = []
const given = (person: Person | undefined): Person => {
  if (!person) throw new Error('not set up yet')
  return person
}

const hand = async (by: Person | undefined, to: string, version: number) => {
  const url = `/api/children/${child}/file`
  return given(by).request({ method: 'PATCH', url, payload: { version, keeperId: to } })
}
const kept = async (): Promise<{ name: string; from: string; by: string | null }[]> =>
  (await given(keeper).get(`/api/children/${child}/file`)).body.keepers
const nameOf = ({ userId }: Person): string => `测试${userId.slice(-4)}`

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  const { schoolId, classes } = school
  child = await makeAwayChild(app.owner, school)
  keeper = await app.signIn({ schoolId, role: 'archiveKeeper' })
  teacher = await app.signIn({ schoolId, role: 'classTeacher', classId: classes['三年级(1)班'] ?? '' })
  helper = await app.signIn({ schoolId, role: 'helpingTeacher', pupilId: child })
  colleague = await app.signIn({ schoolId, role: 'classTeacher', classId: classes['三年级(2)班'] ?? '' })
})

describe('X-20: the keeper of a file', () => {
  it('can be anybody whose post reaches the child, and is offered as such; nobody else', async () => {
    await given(keeper).post(`/api/children/${child}/file`)
    const { keepers } = (await given(teacher).get(`/api/children/${child}/keepers`)).body
    const ids = keepers.map(({ id }: { id: string }) => id)
    expect(ids.toSorted()).toEqual([keeper, teacher, helper].map((one) => given(one).userId).toSorted())
    expect(ids[0]).toBe(given(keeper).userId)
    expect((await hand(teacher, given(colleague).userId, 1)).body.error.fields).toEqual([
      { path: 'keeperId', code: 'unknown-reference' },
    ])
    expect((await hand(helper, given(helper).userId, 1)).status).toBe(403)
    expect((await given(colleague).get(`/api/children/${child}/keepers`)).status).toBe(404)
    const volunteer = await app.signIn({ schoolId: school.schoolId, role: 'volunteer' })
    expect((await hand(teacher, volunteer.userId, 1)).status).toBe(422)
  })

  it('is handed from one to the next; who kept it, since when and by whose word stays', async () => {
    await given(keeper).post(`/api/children/${child}/file`)
    expect(await kept()).toEqual([])
    expect((await hand(keeper, given(teacher).userId, 1)).body).toEqual({ version: 2 })
    await app.owner`update child_file set keepers = jsonb_set(keepers, '{0,from}', '"2026-11-20"') where pupil_id = ${child}`
    expect((await hand(teacher, given(helper).userId, 2)).body).toEqual({ version: 3 })
    // From here on the helping teacher writes the file: the plan's words on him hold for whoever is named.
    const payload = { version: 3, fields: { goals: '学会骑车' } }
    const url = `/api/children/${child}/file`
    expect((await given(helper).request({ method: 'PATCH', url, payload })).status).toBe(200)
    expect(await kept()).toEqual([
      { name: nameOf(given(helper)), from: '2026-11-23', by: nameOf(given(teacher)) },
      { name: nameOf(given(teacher)), from: '2026-11-20', by: nameOf(given(keeper)) },
    ])
    const [row] = await app.owner`select keepers from child_file where pupil_id = ${child}`
    expect(JSON.stringify(row)).not.toContain('测试')
  })

  it('named by the plan is kept in the same list, without a person who named', async () => {
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const plan = { id: newId(), preset: 'plan11', definition: 'recording', effectiveFrom: '2026-09-01' }
    expect((await principal.post('/api/plan', plan)).status).toBe(200)
    await given(keeper).post(`/api/children/${child}/file`)
    expect((await given(keeper).post('/api/children/evaluate')).status).toBe(200)
    expect(await kept()).toMatchObject([{ name: nameOf(given(helper)), from: '2026-11-23', by: null }])
  })
})

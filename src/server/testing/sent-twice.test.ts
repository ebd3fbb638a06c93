import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Answer, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let admin: Person
let child: string
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  school = await makeSchool(app.owner)
  admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
  child = await makeAwayChild(app.owner, school)
})

const statusesOf = async (sent: readonly Promise<Answer>[]): Promise<number[]> =>
  (await Promise.all(sent)).map(({ status }) => status)
const manyTimes = <T>(send: () => T): T[] => Array.from({ length: 4 }, send)

describe('the same thing sent several times at the same moment', () => {
  it('a plan is adopted once', async () => {
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
    const answers = await Promise.all(manyTimes(() => principal.post('/api/plan', plan)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.filter(({ body }) => body.opened > 0)).toHaveLength(1)
    const [row] =
      await app.owner`select count(*)::int as n from care_plan where school_id = ${school.schoolId}`
    expect(row?.['n']).toBe(1)
  })

  it('a year, a term and classes are made once', async () => {
    const year = {
      id: newId(),
      name: '2027-2028',
      startsOn: '2027-09-01',
      endsOn: '2028-08-31',
      terms: [{ id: newId(), name: '秋季学期', startsOn: '2027-09-01', endsOn: '2028-01-20' }],
    }
    const years = manyTimes(() => admin.post('/api/organisation/years', year))
    expect(await statusesOf(years)).toEqual([200, 200, 200, 200])
    const term = { id: newId(), name: '春季学期', startsOn: '2028-02-20', endsOn: '2028-07-05' }
    const url = `/api/organisation/years/${year.id}/terms`
    expect(await statusesOf(manyTimes(() => admin.post(url, term)))).toEqual([200, 200, 200, 200])
    const payload = { yearId: year.id, classes: [{ id: newId(), grade: 1, number: 1 }] }
    const put = () => admin.request({ method: 'PUT', url: '/api/organisation/classes', payload })
    expect(await statusesOf(manyTimes(put))).toEqual([200, 200, 200, 200])
  })

  it('a term id that is taken, or stands twice in one year, is named', async () => {
    const term = { id: newId(), name: '秋季学期', startsOn: '2027-09-01', endsOn: '2028-01-20' }
    const send = async (terms: object[]) =>
      (
        await admin.post('/api/organisation/years', {
          id: newId(),
          name: '2027-2028',
          startsOn: '2027-09-01',
          endsOn: '2028-08-31',
          terms,
        })
      ).body.error?.fields
    const spring = { ...term, startsOn: '2028-02-20', endsOn: '2028-07-05' }
    expect(await send([term, spring])).toEqual([{ path: 'terms.1.id', code: 'not-unique' }])
    expect(await send([{ ...term, id: school.termId }])).toEqual([{ path: 'terms.0.id', code: 'not-unique' }])
  })

  it('a member, an absence and a carer are filed once', async () => {
    const base = `/api/children/${child}`
    const member = { id: newId(), relation: 'grandmother', name: '测试奶奶' }
    expect(await statusesOf(manyTimes(() => admin.post(`${base}/members`, member)))).toEqual([
      200, 200, 200, 200,
    ])
    const absence = { id: newId(), from: '2026-03-01', to: null }
    const absences = manyTimes(() => admin.post(`${base}/members/${member.id}/absences`, absence))
    expect(await statusesOf(absences)).toEqual([200, 200, 200, 200])
    const carer = { id: newId(), kind: 'grandparent', relation: 'grandmother', memberId: member.id }
    expect(await statusesOf(manyTimes(() => admin.post(`${base}/carers`, carer)))).toEqual([
      200, 200, 200, 200,
    ])
  })

  it('an account and a role are given once; nothing is a fault of ours', async () => {
    const role = { id: newId(), role: 'archiveKeeper' }
    const account = { id: newId(), name: '测试老师', username: newId().slice(-12), roles: [role] }
    const accounts = await statusesOf(manyTimes(() => admin.post('/api/accounts', account)))
    expect(accounts.toSorted((one, other) => one - other)).toEqual([200, 422, 422, 422])
    const more = { id: newId(), role: 'classTeacher', classId: school.classes['三年级(1)班'] }
    const roles = manyTimes(() => admin.post(`/api/accounts/${account.id}/roles`, more))
    expect(await statusesOf(roles)).toEqual([200, 200, 200, 200])
    const helping = { id: newId(), role: 'helpingTeacher', pupilId: newId() }
    expect((await admin.post(`/api/accounts/${account.id}/roles`, helping)).body.error.fields).toEqual([
      { path: 'pupilId', code: 'unknown-reference' },
    ])
  })

  it('a definition, a file and the end of one are decided once', async () => {
    const definition = { key: 'ruralUnder16', version: 1, primary: true, effectiveFrom: '2026-09-01' }
    const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
    const choose = manyTimes(() => principal.post('/api/definitions', definition))
    expect(await statusesOf(choose)).toEqual([200, 200, 200, 200])
    const open = await statusesOf(manyTimes(() => admin.post(`/api/children/${child}/file`, {})))
    expect(open.every((status) => status < 500)).toBe(true)
    const evaluate = manyTimes(() => principal.post('/api/children/evaluate', {}))
    expect((await statusesOf(evaluate)).every((status) => status < 500)).toBe(true)
  })
})

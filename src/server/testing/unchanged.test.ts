import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('what is put again as it is writes nothing, at every address that takes a whole thing', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId, role: 'principal' }, { schoolId, role: 'administrator' })
  const teacher = await app.signIn({ schoolId, role: 'classTeacher', classId })
  const child = await makeAwayChild(app.owner, school)
  const department = newId()
  await principal.post('/api/departments', { id: department, name: '德育处' })
  const others = { helperSex: 'same', relatives: [], conflicts: [] }
  const puts: Record<string, [string, object, typeof principal]> = {
    '/api/organisation/classes': [
      '/api/organisation/classes',
      { yearId: school.yearId, classes: [{ id: newId(), grade: 5, number: 1 }] },
      principal,
    ],
    '/api/departments/:id/members': [
      `/api/departments/${department}/members`,
      { version: 1, memberIds: [teacher.userId], headId: principal.userId },
      principal,
    ],
    '/api/load/capacity': [
      '/api/load/capacity',
      { id: newId(), minutes: { talk: 25 }, hoursPerWeek: 12 },
      principal,
    ],
    '/api/handbooks/:classId/weeks/:on': [
      `/api/handbooks/${classId}/weeks/2026-11-23`,
      { id: newId(), version: 0, planned: '周三谈心' },
      teacher,
    ],
    '/api/children/:id/pairing-need': [
      `/api/children/${child}/pairing-need`,
      { version: 0, language: '', sameVillage: true, keyTarget: false, ...others },
      principal,
    ],
    '/api/own-numbers': [
      '/api/own-numbers',
      { office: '0599-7654321', mobile: null, published: 'office', version: 0 },
      teacher,
    ],
  }
  // A new address that puts a whole thing belongs here, too.
  const known = app.router.endpoints.filter(({ method }) => method === 'PUT').map(({ path }) => path)
  expect(Object.keys(puts).toSorted()).toEqual(known.toSorted())
  const written = async () =>
    (await app.owner`select count(*)::int as n from audit_entry where school_id = ${schoolId}`)[0]?.['n']
  for (const [url, payload, person] of Object.values(puts)) {
    const before = await written()
    const first = await person.request({ method: 'PUT', url, payload })
    expect(`${first.status} ${url}`).toBe(`200 ${url}`)
    expect(`${await written()} ${url}`).toBe(`${before + 1} ${url}`)
    const now = typeof first.body.version === 'number' ? { version: first.body.version } : {}
    for (const again of [payload, { ...payload, ...now }])
      expect(`${(await person.request({ method: 'PUT', url, payload: again })).status} ${url}`).toBe(
        `200 ${url}`,
      )
    expect(`${await written()} ${url}`).toBe(`${before + 1} ${url}`)
  }
})

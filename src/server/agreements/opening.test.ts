import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

it('the round opens on the kind that lacks most signatures; a choice holds', async () => {
  const school = await makeSchool(app.owner)
  const { schoolId } = school
  const principal = await app.signIn({ schoolId, role: 'principal' })
  const counsellor = await app.signIn({ schoolId, role: 'counsellor' })
  const opensOn = async (query = ''): Promise<string> =>
    (await counsellor.get(`/api/agreements${query}`)).body.kind
  expect((await principal.get('/api/agreements')).body.kind).toBe('safetyStaff')
  for (const name of ['周小雨', '周小雪', '周小云']) {
    const pupil = await makePupil(app.owner, school, { name })
    await app.owner`insert into child_file (school_id, id, pupil_id, opened_on) values (${schoolId}, ${newId()}, ${pupil}, '2026-09-01')`
  }
  expect(await opensOn()).toBe('safetyHome')
  expect(await opensOn('?kind=entrusted')).toBe('entrusted')
})

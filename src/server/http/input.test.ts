import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '#server/db/id.ts'
import { makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let admin: Person
beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  admin = await app.signIn({ schoolId: school.schoolId, role: 'administrator' })
})
afterAll(() => app.close())

const NUL = '青禾\0小学'
const HALF_EMOJI = '青禾\ud83d'

it.each([NUL, HALF_EMOJI])('a text the database cannot keep is refused with its field: %j', async (name) => {
  const child = await makePupil(app.owner, school)
  const unreadable = (path: string) => ({ status: 422, fields: [{ path, code: 'unreadable-sign' }] })
  const answerOf = async (sent: ReturnType<Person['post']>) => {
    const { status, body } = await sent
    return { status, fields: body.error?.fields }
  }
  const patch = (url: string, payload: object) => admin.request({ method: 'PATCH', url, payload })
  expect(await answerOf(patch('/api/organisation/school', { version: 1, name }))).toEqual(unreadable('name'))
  expect(
    await answerOf(
      admin.post('/api/organisation/years', {
        id: newId(),
        name: '2027-2028',
        startsOn: '2027-09-01',
        endsOn: '2028-08-31',
        terms: [{ id: newId(), name, startsOn: '2027-09-01', endsOn: '2028-01-20' }],
      }),
    ),
  ).toEqual(unreadable('terms.0.name'))
  const member = { id: newId(), relation: 'father', name }
  expect(await answerOf(admin.post(`/api/children/${child}/members`, member))).toEqual(unreadable('name'))
  const signIn = { username: name, password: 'x' }
  const sent = app.anonymous({ method: 'POST', url: '/api/auth/sign-in/username', payload: signIn })
  expect((await sent).body.error.fields).toEqual([{ path: 'username', code: 'unreadable-sign' }])
})

it('signs that nobody sees do not get into a name: two alike would be two', async () => {
  const child = await makePupil(app.owner, school)
  const member = { id: newId(), relation: 'father', name: '\u202e林\u200b父\ufeff' }
  expect((await admin.post(`/api/children/${child}/members`, member)).status).toBe(200)
  const [row] = await app.owner`select name from family_member where id = ${member.id}`
  expect(row?.['name']).toBe('林父')
  const nobody = { ...member, id: newId(), name: '\u202e\u2066\u200f' }
  expect((await admin.post(`/api/children/${child}/members`, nobody)).body.error.fields[0].path).toBe('name')
})

it('a text the database cannot keep is refused in an address, too', async () => {
  expect((await admin.get('/api/children?search=%00')).body.error).toEqual({
    code: 'invalid-input',
    fields: [{ path: 'search', code: 'unreadable-sign' }],
  })
  expect((await admin.get('/api/children/%00')).status).toBe(404)
  expect((await app.anonymous({ method: 'GET', url: '/api/setup/%00' })).status).toBe(404)
})

it('a number beyond what the database keeps is refused with its field, not broken on', async () => {
  const payload = { office: null, mobile: null, published: 'none', version: 2_147_483_648 }
  const answer = await admin.request({ method: 'PUT', url: '/api/own-numbers', payload })
  expect(answer.status).toBe(422)
  expect(answer.body.error.fields).toEqual([
    { path: 'version', code: 'too-large', params: { max: 2_147_483_646 } },
  ])
})

it('the largest version there is breaks nothing: it is counted on from', async () => {
  const payload = { version: 2_147_483_647, name: '青禾小学' }
  const answer = await admin.request({ method: 'PATCH', url: '/api/organisation/school', payload })
  expect(answer.body.error.fields).toEqual([
    { path: 'version', code: 'too-large', params: { max: 2_147_483_646 } },
  ])
  const last = { ...payload, version: 2_147_483_646 }
  const url = '/api/organisation/school'
  expect((await admin.request({ method: 'PATCH', url, payload: last })).status).toBe(409)
})

it.each(['/api/auth/sign-in/username', '/api/setup'])(
  'boxes within boxes are refused at once, before anybody is asked who he is: %s',
  async (url) => {
    const deep = 20_000
    const begun = performance.now()
    const { status, body } = await app.anonymous({
      method: 'POST',
      url,
      payload: `${'{"a":'.repeat(deep)}1${'}'.repeat(deep)}`,
      headers: { 'content-type': 'application/json' },
    })
    expect([status, body.error.code, body.error.fields[0]?.code]).toEqual([422, 'invalid-input', 'invalid'])
    expect(performance.now() - begun).toBeLessThan(1000)
  },
)

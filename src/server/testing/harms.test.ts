import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Role } from '#shared/access/schema.ts'
import { FIELD_RULES } from '#shared/children/rules/fields.ts'
import { newId } from '#server/db/id.ts'
import type { Router } from '#server/http/route.ts'
import { openApiOf } from '#server/http/openapi.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { talk } from '#server/testing/request-parts.ts'
import { startTestApp, type Person, type TestApp } from '#server/testing/test-app.ts'

const root = new URL('../../../', import.meta.url)
/** `src/a/{b,c}.test.ts` names two files. */
const filesNamed = (text: string): string[] =>
  [...text.matchAll(/`([^`]+\.test\.ts)`/g)].flatMap(([, path = '']) => {
    const [, before = '', many, after = ''] = /^(.*)\{(.*)\}(.*)$/.exec(path) ?? [undefined, path]
    return many === undefined ? [before] : many.split(',').map((one) => before + one + after)
  })

it('every danger of H-01 to H-30 is listed with tests that name it', () => {
  const lines = readFileSync(new URL('docs/requirements.md', root), 'utf8').split('\n')
  const rows = lines.flatMap((line) => {
    const [, id, tests] = /^\| (H-\d\d) \|.*\| ([^|]+) \|$/.exec(line) ?? []
    return id === undefined || tests === undefined ? [] : [{ id, files: filesNamed(tests) }]
  })
  expect(rows.map(({ id }) => id)).toEqual(
    Array.from({ length: 30 }, (_, at) => `H-${String(at + 1).padStart(2, '0')}`),
  )
  expect(rows.filter(({ files }) => files.length === 0).map(({ id }) => id)).toEqual(['H-28'])
  const missing = rows.flatMap(({ id, files }) =>
    files
      .filter((file) => !readFileSync(new URL(file, root), 'utf8').includes(id))
      .map((file) => `${id} ${file}`),
  )
  expect(missing).toEqual([])
})

/** What no single feature owns: harms of Part 8 that must be impossible anywhere. */
let app: TestApp
let school: SchoolFacts
let child: string
let counsellor: Person
beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  child = await makeAwayChild(app.owner, school, { name: '欧阳小满' })
  await app.owner`insert into child_file (school_id, id, pupil_id, opened_on)
    values (${school.schoolId}, ${newId()}, ${child}, '2026-09-01')`
  counsellor = await app.signIn({ schoolId: school.schoolId, role: 'counsellor' })
})
afterAll(() => app.close())

/** Names of every property that goes over the wire, in either direction. */
function wireNames(node: unknown, found = new Set<string>()): Set<string> {
  if (typeof node !== 'object' || node === null) return found
  if ('properties' in node && typeof node.properties === 'object' && node.properties !== null)
    for (const name of Object.keys(node.properties)) found.add(name)
  for (const value of Object.values(node)) wireNames(value, found)
  return found
}

const banned = /rank|score|point|yuan|money|prize|award|wage|salary|bonus|penalty|gained/i
interface OpenApiRoute {
  readonly responses: unknown
}
/** Everything but points and awards, which a school must turn on. */
const elsewhere = (router: Router): Router => ({
  ...router,
  endpoints: router.endpoints.filter(({ path }) => !path.startsWith('/api/appraisal')),
})

describe('what must not be there at all', () => {
  it('H-01, H-17: without a session no page and no route says anything of a child', async () => {
    const open = app.router.endpoints.filter(({ access }) => access.kind === 'public')
    expect(open.map(({ path }) => path)).toEqual(['/api/setup/:token', '/api/setup'])
    const paths = ['', '/file', '/timeline', '/agreements', '/contact-card'].map(
      (rest) => `/api/children/${child}${rest}`,
    )
    for (const url of [`/children/${child}`, `/contact/${child}`, '/metrics', '/api/health', ...paths]) {
      const { body } = await app.anonymous({ method: 'GET', url })
      expect([url, JSON.stringify(body)]).toEqual([url, expect.not.stringMatching(/欧阳|小满/)])
    }
  })

  it('H-07, H-08, H-18, H-23: no rank, no score, no points and no money of a child or a helper goes over the wire', () => {
    const names = [...wireNames(openApiOf(elsewhere(app.router)))]
    expect(names).toContain('riskLevel')
    expect(names.filter((name) => banned.test(name))).toEqual([])
    // The only risk there is was ticked by a person after a talk: three words, nothing computed.
    expect(names.filter((name) => /risk/i.test(name))).toEqual(['riskLevel'])
  })

  it('H-07, H-08: points and awards are off, and of what goes out when they are on this is all that is of the kind', async () => {
    const { paths } = openApiOf(app.router) as { paths: Record<string, Record<string, OpenApiRoute>> }
    const said = Object.entries(paths)
      .filter(([path]) => path.startsWith('/api/appraisal'))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { responses }]) => [
          `${method.toUpperCase()} ${path}`,
          [...wireNames(responses)].filter((name) => banned.test(name)).toSorted(),
        ]),
      )
    expect(Object.fromEntries(said)).toEqual({
      // The own sum, and for leaders the settings.
      'GET /api/appraisal': ['fenPerPoint', 'points', 'yuan'],
      'POST /api/appraisal': [],
      'POST /api/appraisal/{id}/approve': [],
      'POST /api/appraisal/{id}/end': [],
      // To whoever entered it.
      'GET /api/appraisal/{id}/ranks': ['rank'],
      'POST /api/appraisal/{id}/ranks': [],
      'GET /api/appraisal/{id}/marks': [],
      'POST /api/appraisal/{id}/marks': [],
      // To the principal: sums of persons, awards in yuan, how many ranks are missing.
      'GET /api/appraisal/{id}/results': ['awards', 'points', 'ranks', 'yuan'],
      'POST /api/appraisal/{id}/letter': ['yuan'],
    })
    for (const role of ['principal', 'administrator', 'counsellor', 'archiveKeeper'] as const) {
      const person = await app.signIn({ schoolId: school.schoolId, role })
      expect((await person.get('/api/appraisal')).body).toMatchObject({
        state: 'off',
        scheme: null,
        own: null,
      })
    }
  })

  it('H-20, H-26: nobody signs in as a child or its family, and no field asks how much a child works at home', () => {
    expect(Role.options.filter((role) => /child|pupil|parent|guardian|family/i.test(role))).toEqual([])
    expect(FIELD_RULES.filter(({ key }) => /house|chore|labour|labor/i.test(key))).toEqual([])
  })

  it('H-16: what aid a family gets is no matter for helpers, volunteers, accounts or a list', async () => {
    const { schoolId } = school
    const written = await counsellor.request({
      method: 'PATCH',
      url: `/api/children/${child}/file`,
      payload: { version: 1, fields: { aid: 'minimum' } },
    })
    expect(written.status).toBe(200)
    expect((await counsellor.get(`/api/children/${child}`)).body.file.fields.aid).toBe('minimum')
    for (const role of ['helpingTeacher', 'administrator'] as const) {
      const person = await app.signIn({
        schoolId,
        role,
        ...(role === 'helpingTeacher' && { pupilId: child }),
      })
      const texts = await Promise.all(
        [
          `/api/children/${child}`,
          `/api/children/${child}/file`,
          '/api/children?view=all',
          '/api/pairings',
        ].map(async (url) => JSON.stringify((await person.get(url)).body)),
      )
      for (const text of texts) expect(text).not.toContain('"minimum"')
    }
    const volunteer = await app.signIn({ schoolId, role: 'volunteer' })
    expect((await volunteer.get(`/api/children/${child}`)).status).toBe(403)
  })

  it('H-26: the key of what somebody types comes with the own session only, and is kept by nothing on the way', async () => {
    const { schoolId } = school
    const [one, two] = [
      await app.signIn({ schoolId, role: 'counsellor' }),
      await app.signIn({ schoolId, role: 'counsellor' }),
    ]
    const answers = await Promise.all([one, one, two].map((person) => person.get('/api/session')))
    for (const { headers } of answers) expect(headers['cache-control']).toBe('no-store')
    const [key, again, other] = answers.map(({ body }) => String(body.draftKey))
    expect(Buffer.from(key ?? '', 'base64url')).toHaveLength(32)
    expect(again).toBe(key)
    expect(other).not.toBe(key)
    expect(JSON.stringify((await app.anonymous({ method: 'GET', url: '/api/session' })).body)).not.toContain(
      'draftKey',
    )
    const rows = await app.owner`select detail::text as text from audit_entry where school_id = ${schoolId}`
    for (const row of rows) expect(String(row['text'])).not.toContain(key)
    const worker = readFileSync(new URL('src/client/offline/service-worker.ts', root), 'utf8')
    expect(worker).not.toMatch(/NetworkFirst|CacheFirst|StaleWhileRevalidate|cache\.put/)
  })

  it('H-02, H-22: a plan that a connection keeps of a query keeps nobody of another school with it', async () => {
    const sides = await Promise.all(
      ['许愿星', '周子晨'].map(async (name) => {
        const own = await makeSchool(app.owner)
        const classId = own.classes['三年级(1)班'] ?? ''
        const pupilId = await makeAwayChild(app.owner, own, { name, classId })
        const teacher = await app.signIn({ schoolId: own.schoolId, role: 'classTeacher', classId })
        const head = await app.signIn({ schoolId: own.schoolId, role: 'principal' })
        const plan = { id: newId(), preset: 'plan1', definition: 'recording', effectiveFrom: '2026-11-01' }
        expect((await head.post('/api/plan', plan)).status).toBe(200)
        return { name, pupilId, teacher }
      }),
    )
    for (let round = 0; round < 12; round++)
      for (const [at, { name, pupilId, teacher }] of sides.entries()) {
        const other = sides[1 - at]
        const day = JSON.stringify((await teacher.get('/api/my-day')).body)
        expect(day).toContain(name)
        expect(day).not.toContain(other?.name)
        const filed = async (id = '') => (await teacher.post('/api/cards', talk(id))).status
        expect([await filed(pupilId), await filed(other?.pupilId)]).toEqual([200, 404])
      }
  })
})

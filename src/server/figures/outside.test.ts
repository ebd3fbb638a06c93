import { unzipSync } from 'fflate'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { outsideText, type OutsideCell } from '#shared/figures/rules/outside.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makePupil, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type Person, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let principal: Person
const names: string[] = []
const done = async (answer: Promise<{ status: number }>): Promise<void> => {
  if ((await answer).status !== 200) throw new Error('the school of the test could not be made')
}

/** Three classes of one grade and one of another: 14 of 30 on the list, two of them boys, one gone without a word. */
beforeAll(async () => {
  app = await startTestApp()
  app.setNow(TEST_NOW)
  school = await makeSchool(app.owner, '=HYPERLINK("http://x")学校')
  const { schoolId } = school
  principal = await app.signIn({ schoolId, role: 'principal' })
  const four = newId()
  await app.owner`insert into class (school_id, id, school_year_id, grade, number, name)
    values (${schoolId}, ${four}, ${school.yearId}, 4, 1, '四年级(1)班')`
  const away: string[] = []
  for (let at = 0; at < 15; at++) {
    const name = `周青禾${at}`
    names.push(name)
    away.push(await makeAwayChild(app.owner, school, { name, ...(at < 7 ? { classId: four } : {}) }))
  }
  for (let at = 0; at < 16; at++) await makePupil(app.owner, school, at < 8 ? { classId: four } : {})
  await app.owner`update pupil set sex = 'male' where id = any (${away.slice(0, 2)}::uuid[])`
  for (const id of away)
    await app.owner`insert into carer (school_id, id, pupil_id, kind, relation) values (${schoolId}, ${newId()}, ${id}, 'grandparent', 'grandmother')`
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await done(principal.post('/api/plan', plan))
  const gone = { id: newId(), on: '2026-10-12', to: '外县小学', reason: '' }
  await done(principal.post(`/api/children/${away[14] ?? ''}/leave`, gone))
}, 60_000)
afterAll(() => app.close())

interface Table {
  key: string
  rows: { key: string | number; cells: OutsideCell[] }[]
}
const tables = async (): Promise<Record<string, Record<string, string[]>>> => {
  const { body } = await principal.get('/api/board/outside')
  return Object.fromEntries(
    body.tables.map(({ key, rows }: Table) => [
      key,
      Object.fromEntries(rows.map((row) => [row.key, row.cells.map(outsideText)])),
    ]),
  )
}

async function sheet(locale: string): Promise<string> {
  const raw = await app.http.inject({
    method: 'POST',
    url: '/api/board/outside/export',
    headers: { cookie: principal.cookie },
    payload: { locale },
  })
  expect([raw.statusCode, raw.headers['content-type']]).toEqual([
    200,
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  ])
  return new TextDecoder().decode(unzipSync(new Uint8Array(raw.rawPayload))['xl/worksheets/sheet1.xml'])
}

describe('K-54, H-22: what leaves the school', () => {
  it('K-54: small counts read <5, a second is hidden with them, shares too; large ones and noughts stay exact', async () => {
    const shown = await tables()
    // 14 of 30, as the list inside the school says.
    const inside = (await principal.get('/api/children/summary')).body
    expect([inside.pupils, inside.listed, inside.sharePercent]).toEqual([30, 14, 46.7])
    expect(shown['grades']?.['all']).toEqual(['30', '14', '46.7%', '<5', '*', '16'])
    expect(shown['grades']?.['4']).toEqual(['15', '7', '46.7%', '<5', '*', '8'])
    expect(shown['grades']?.['3']?.slice(0, 2)).toEqual(['15', '7'])
    expect(shown['carers']).toMatchObject({ grandparent: ['14', '100%'], nobodyOrUncertain: ['0', '0%'] })
    expect(shown['parents']).toMatchObject({ oneAway: ['14', '100%'], bothAway: ['0', '0%'] })
    // One is lost: neither the number nor the rate nor what would give them away.
    expect(shown['retention']).toMatchObject({ lost: ['<5', '*'], kept: ['*', '*'], start: ['15'] })
    // Who is enrolled is known from the list: so it is the sum that is hidden.
    expect(shown['enrolment']).toEqual({ schoolAge: ['*', '*'], enrolled: ['14', '*'], out: ['<5', '*'] })
    // Talks of two months have fallen due, for 15 and for 14: nobody held one, so none is on time and each is missed.
    const { headline: september } = (await principal.get('/api/board?month=2026-09')).body
    const { headline: october } = (await principal.get('/api/board?month=2026-10')).body
    const missed = september.missed + october.missed
    expect(missed).toBeGreaterThan(20)
    expect(shown['duties']).toEqual({
      due: [`${missed}`, '100%'],
      onTime: ['0', '0%'],
      late: ['0', '0%'],
      missed: [`${missed}`, '100%'],
      excused: [september.excused + october.excused === 0 ? '0' : '<5'],
    })
    // Inside the school they stay exact.
    expect((await principal.get('/api/board/schooling')).body.retention).toMatchObject({
      start: 15,
      lost: 1,
      percent: 93.3,
    })
  })

  it('H-22: no name, no id and no class goes with it; rule, version and day do', async () => {
    const { body } = await principal.get('/api/board/outside')
    expect(body).toMatchObject({
      asOf: '2026-11-23',
      rule: 'K-54/2',
      definition: { key: 'recording', version: 1 },
      term: { id: school.termId },
    })
    const text = JSON.stringify(body.tables) + (await sheet('zh-CN'))
    expect(text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}|三年级\(1\)班/)
    for (const name of names) expect(text).not.toContain(name)
  })

  it('K-77: the file says what the screen says, in both languages; text like a formula does no harm', async () => {
    const [zh, en] = [await sheet('zh-CN'), await sheet('en')]
    expect(zh).toContain('认定口径：父母一方或双方外出（登记口径），第 1 版')
    expect(en).toContain('Rule for small counts: version 2')
    for (const row of Object.values(await tables()).flatMap((table) => Object.values(table)))
      for (const cell of row) expect(zh).toContain(`>${cell.replaceAll('<', '&lt;')}<`)
    expect(zh).toContain('>&apos;=HYPERLINK'.replace('&apos;', "'"))
    expect(zh).not.toContain('>=HYPERLINK')
  })

  it('every export and every printing is in the log, a look at the preview is not', async () => {
    const logged = () =>
      app.owner<
        { action: string; detail: string }[]
      >`select action, detail from audit_entry where school_id = ${school.schoolId} and entity = 'outsideFigures' order by seq`
    const before = (await logged()).length
    await principal.get('/api/board/outside')
    await sheet('en')
    expect((await principal.post('/api/board/outside/print', { termId: school.termId })).status).toBe(200)
    const lines = (await logged()).slice(before)
    expect(lines.map(({ action }) => action)).toEqual(['export', 'print'])
    for (const { detail } of lines)
      expect(JSON.parse(detail)).toEqual({ asOf: '2026-11-23', rule: 'K-54/2', termId: school.termId })
    expect((await principal.post('/api/board/outside/export', { termId: newId() })).status).toBe(404)
  })
})

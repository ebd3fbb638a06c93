import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { todayIn } from '#shared/calendar/rules/local-date.ts'
import { verifyAllChains } from '#server/audit/service.ts'
import { evaluateSchool } from '#server/children/service.ts'
import { mintJobScope } from '#server/db/scope.ts'
import { generate, prepareDemo } from '#server/demo/service.ts'
import { openDuties } from '#server/duties/service.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'
import { DEMO_ACCOUNTS, DEMO_PASSWORD } from './parts/demo-school.ts'
import { oneTimeCode } from '#server/accounts/service.ts'

const TABLES = [
  'unit',
  'auth_user',
  'pupil',
  'child_status',
  'child_file',
  'duty',
  'card',
  'card_content',
  'audit_entry',
] as const
const TODAY = todayIn('Asia/Shanghai', TEST_NOW)

let app: TestApp

const counts = async (): Promise<Record<string, number>> => {
  const found: Record<string, number> = {}
  for (const table of TABLES) {
    const [row] = await app.owner.unsafe(`select count(*)::int as n from ${table}`)
    found[table] = Number(row?.['n'])
  }
  return found
}

const signIn = (username: string) =>
  app.anonymous({
    method: 'POST',
    url: '/api/auth/sign-in/username',
    payload: { username, password: DEMO_PASSWORD },
  })

const cookieOf = (headers: Record<string, unknown>): string =>
  [headers['set-cookie']]
    .flat()
    .map((line) => String(line).split(';')[0])
    .join('; ')

beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

describe('the demo', () => {
  let printed: string
  let before: Record<string, number>

  beforeAll(async () => {
    printed = await prepareDemo(app.deps)
    before = await counts()
  })

  it('holds one school of 743 pupils, 122 with a file, and a year of cards, a second one without, and prints an account of each role', () => {
    expect(before).toMatchObject({ unit: 2, pupil: 743, child_file: 122, audit_entry: 1 })
    expect(before['card']).toBeGreaterThan(2500)
    expect(before['card_content']).toBe(before['card'])
    for (const { username } of DEMO_ACCOUNTS) expect(printed).toContain(username)
    expect(printed).toContain(DEMO_PASSWORD)
    expect(printed).toContain(
      oneTimeCode(app.deps.vault.secret('demo-second-factor').slice(0, 32), app.deps.now()),
    )
  })

  it('H-29: telephones, ID numbers and schools are of nobody: ranges and districts that do not exist', async () => {
    const masked = await app.owner<{ phone: string }[]>`
      select phone_masked as phone from family_member where phone_masked is not null
      union all select phone_masked from pupil where phone_masked is not null
      union all select phone_masked from carer where phone_masked is not null`
    expect(masked.length).toBeGreaterThan(500)
    // No operator has 194 or 154.
    expect(masked.filter(({ phone }) => !/^1[95]4/.test(phone))).toEqual([])
    const ids = await app.owner<{ id: string }[]>`
      select id_masked as id from pupil where id_masked is not null`
    expect(ids.length).toBeGreaterThan(500)
    expect(ids.filter(({ id }) => !id.startsWith('5299'.slice(0, id.indexOf('*'))))).toEqual([])
    const units = await app.owner<{ name: string }[]>`select name from unit`
    expect(units.filter(({ name }) => !/演示|虚构|青禾|白鹭/.test(name))).toEqual([])
  })

  it('shows every screen alive: the year calendar, handbooks, diaries, two children under one roof', async () => {
    const ask = async (username: string, url: string) => {
      const { headers } = await signIn(username)
      return app.anonymous({ method: 'GET', url, headers: { cookie: cookieOf(headers) } })
    }
    const tasks = await ask('principal', '/api/tasks?from=2026-09-01&to=2027-08-31')
    const entries = (tasks.body.tasks as { entry: string | null; state: string }[]).filter((one) => one.entry)
    expect(entries).toHaveLength(42)
    expect(entries.filter(({ state }) => state === 'done').length).toBeGreaterThan(3)
    const books = await ask('teacher5', '/api/handbooks')
    expect(
      books.body.classes[0].states.filter((state: string) => state === 'completed').length,
    ).toBeGreaterThan(7)
    const diaries = await ask('helper1', '/api/diaries')
    expect(diaries.body.diaries.filter(({ entries: kept }: { entries: number }) => kept > 0).length).toBe(5)
    const children = await ask('teacher5', '/api/my-children')
    const homes = (children.body.children as { household: string | null }[]).flatMap(
      (one) => one.household ?? [],
    )
    expect([homes.length, new Set(homes).size]).toEqual([2, 1])
    const incidents = (await ask('teacher5', '/api/incidents')).body
    expect([incidents.open.length, incidents.closed.length, incidents.open[0].told]).toEqual([1, 1, 1])
    const unknown =
      await app.owner`select id from incident_notice n where pupil_id is not null and not exists (
        select from family_member m where m.id = n.person_id and m.pupil_id = n.pupil_id)`
    expect(unknown).toHaveLength(0)
  })

  it('a child whose numbers are said to be checked in this round has no number that nobody checked', async () => {
    const numbers = await app.owner<{ state: string; unchecked: boolean; proposed: boolean }[]>`
      select k.state, n.phone_verified_on is distinct from ${TODAY}::date as unchecked,
        exists (select from contact_proposal p where p.check_id = k.id and p.record_id = n.id) as proposed
      from contact_check k join (
        select id, pupil_id, phone_verified_on from family_member
          where phone_masked is not null and phone_dead_on is null and no_contact is null
        union all select id, pupil_id, phone_verified_on from carer where phone_masked is not null and phone_dead_on is null
        union all select id, pupil_id, phone_verified_on from contact_named where phone_masked is not null) n
        on n.pupil_id = k.pupil_id`
    expect(numbers.length).toBeGreaterThan(100)
    expect(numbers.filter(({ unchecked, proposed }) => unchecked && !proposed)).toEqual([])
    expect(numbers.some(({ proposed }) => proposed)).toBe(true)
  })

  it('shows a child entered twice, and one that a second school is asked to take', async () => {
    const person = async (username: string) => {
      const cookie = cookieOf((await signIn(username)).headers)
      return (url: string) => app.anonymous({ method: 'GET', url, headers: { cookie } })
    }
    const keeper = await person('archivekeeper')
    const { suspects } = (await keeper('/api/duplicates')).body
    expect(suspects.map(({ reasons }: { reasons: string[] }) => reasons.slice(0, 2))).toEqual([
      ['sameName', 'sameBirth'],
    ])
    expect((await keeper('/api/transfers')).body.transfers).toMatchObject([{ side: 'out', state: 'asked' }])
    const neighbour = await person('bailu-principal')
    expect((await neighbour('/api/transfers')).body.transfers).toMatchObject([{ side: 'in', pupilId: null }])
  })

  it('is prepared once: a second start changes nothing and prints the same', async () => {
    expect(await prepareDemo(app.deps)).toBe(printed)
    expect(await counts()).toEqual(before)
  })

  it('is what the rules say: deciding and opening duties again changes nothing on the day', async () => {
    const [school] = await app.owner`select id from unit where name = '青禾中心学校'`
    const scope = mintJobScope(String(school?.['id']), TODAY)
    await app.deps.db.write(scope, async (tx) => {
      expect(await evaluateSchool(tx, scope, TODAY)).toMatchObject({
        began: 0,
        ended: 0,
        filesOpened: 0,
        noLongerCounted: [],
      })
      expect(await openDuties(app.deps, tx, scope, TODAY)).toEqual({
        opened: 0,
        changed: 0,
        withdrawn: 0,
        ended: 0,
      })
    })
  })

  it.each(DEMO_ACCOUNTS.filter(({ role }) => role !== 'administrator').map(({ username }) => username))(
    '%s signs in with the printed password and needs no new one',
    async (username) => {
      const signedIn = await signIn(username)
      expect(signedIn.status).toBe(200)
      const session = await app.anonymous({
        method: 'GET',
        url: '/api/session',
        headers: { cookie: cookieOf(signedIn.headers) },
      })
      expect(session.body).toMatchObject({ gate: null, school: { name: '青禾中心学校' } })
    },
  )

  it('the administrator needs the code as everywhere', async () => {
    const first = await signIn('administrator')
    expect(first.body).toMatchObject({ twoFactorRedirect: true })
    const code = oneTimeCode(app.deps.vault.secret('demo-second-factor').slice(0, 32), Date.now())
    const cookie = cookieOf(first.headers)
    const second = await app.anonymous({
      method: 'POST',
      url: '/api/auth/two-factor/verify-totp',
      payload: { code },
      headers: { cookie },
    })
    expect(second.status).toBe(200)
    const session = await app.anonymous({
      method: 'GET',
      url: '/api/session',
      headers: { cookie: cookieOf(second.headers) },
    })
    expect(session.body).toMatchObject({ gate: null, twoFactor: true })
  })

  it('keeps a sound chain, and a later day goes on from there', async () => {
    expect(await verifyAllChains(app.deps)).toMatchObject([{ sound: true }, { sound: true }])
    const [school] = await app.owner`select id from unit where name = '青禾中心学校'`
    const scope = mintJobScope(String(school?.['id']), '2027-03-10')
    await app.deps.db.write(scope, async (tx) => {
      const opened = await openDuties(app.deps, tx, scope, '2027-03-10')
      expect(opened.opened).toBeGreaterThan(500)
      expect(opened.withdrawn).toBe(0)
    })
    expect(await verifyAllChains(app.deps)).toMatchObject([{ sound: true }, { sound: true }])
  })
})

describe('generate', () => {
  it('loads schools by COPY, as many children and about as many records as asked for, with sessions that work', async () => {
    const [row] = await app.owner`select current_database() as name`
    const target = { ...inject('ownerTarget'), database: String(row?.['name']) }
    const notes: string[] = []
    const wanted = { schools: 2, children: 40, records: 3000, seed: 7, sessions: 3 }
    const made = await generate(app.deps, target, wanted, (text) => void notes.push(text))
    expect(made).toMatchObject({ schools: 2, children: 40 })
    expect(Math.abs(made.duties + made.cards - 3000)).toBeLessThan(300)
    expect(notes.at(-1)).toBe('Settling tables and gathering statistics ...')
    expect(new Set(made.sessions.map(({ schoolId }) => schoolId)).size).toBe(2)
    for (const { cookie } of made.sessions) {
      const answer = await app.anonymous({ method: 'GET', url: '/api/my-day', headers: { cookie } })
      expect(answer.status).toBe(200)
      expect(answer.body.open).toBeGreaterThan(0)
    }
    expect((await verifyAllChains(app.deps)).every(({ sound }) => sound)).toBe(true)
  })

  it('loads nothing when the database refuses a row, and says so', async () => {
    const [row] = await app.owner`select current_database() as name`
    const target = { ...inject('ownerTarget'), database: String(row?.['name']) }
    const before = await counts()
    const wanted = { schools: 2, children: 40, records: 400, seed: 7, sessions: 0 }
    await expect(generate(app.deps, target, wanted, () => undefined)).rejects.toThrow(/refused rows of/)
    expect(await counts()).toEqual(before)
  })

  it('rebuilds keys and indexes exactly as they were', async () => {
    const keys = () =>
      app.owner`select indexdef from pg_indexes where tablename in ('duty', 'card', 'card_content') order by 1`
    const constraints = () => app.owner`select conname, pg_get_constraintdef(oid) from pg_constraint
      where conrelid in ('duty'::regclass, 'card'::regclass, 'card_content'::regclass) order by 1`
    const before = [await keys(), await constraints()]
    const [row] = await app.owner`select current_database() as name`
    const { bulkLoad } = await import('./parts/load.ts')
    const { connect } = await import('#server/db/client.ts')
    const owner = connect(
      { ...inject('ownerTarget'), database: String(row?.['name']) },
      { max: 1, prepare: false },
    )
    await bulkLoad(owner, { rebuild: true, note: () => undefined }, async () => undefined)
    await owner.end()
    expect([await keys(), await constraints()]).toEqual(before)
  })
})

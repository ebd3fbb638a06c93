import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CardFiled } from '#shared/cards/schema.ts'
import { PLAN_PRESETS } from '#shared/duties/rules/presets.ts'
import type { CarePlan } from '#shared/duties/schema.ts'
import type { MyDay } from '#shared/day/schema.ts'
import type { Board, BoardList } from '#shared/figures/schema.ts'
import { makeFolders, startAppServer, type AppServer, type Folders } from './app-server.ts'
import { openBrowser, type OpenBrowser } from './browser.ts'
import { type Nights, openNights, prepareSchools } from './eleven-schools.ts'
import { sideScroll } from './look.ts'

const PASSWORD = 'Qinghe-2468'
const SHOTS = process.env['SCREENS']
const at = (day: string): string => `${day}T02:00:00.000Z`
/** A Sunday, on which each head teacher adopts a plan; its month begins then. */
const FIRST = '2026-11-01'
const MONTH = '2026-11'
/** The days on which the teacher opens My day and files what is due: Mondays, and the last day of the month. */
const DAYS = ['2026-11-02', '2026-11-09', '2026-11-16', '2026-11-23', '2026-11-30']
const AFTER = '2026-12-01'

/** Takes a duty of another plan with its own. */
const MIXED = 'plan7'

/** Each plan has a school; the demo itself takes the one that asks for most. */
const schools = PLAN_PRESETS.map(({ key, name }) => ({
  key,
  name: name.zh,
  prefix: key === 'plan9' ? '' : `${key}-`,
}))
type School = (typeof schools)[number]

let folders: Folders
let server: AppServer
let nights: Nights
let browsers: readonly OpenBrowser[]
const cookies = new Map<string, string>()

beforeAll(async () => {
  folders = makeFolders()
  const others = schools.filter(({ prefix }) => prefix !== '')
  // Whoever adopts a plan had another one before.
  const before = others.map(({ prefix, key }) => ({ prefix, preset: key === 'plan3' ? 'plan2' : 'plan3' }))
  await prepareSchools(folders, before, at(FIRST))
  server = await startAppServer(folders, { args: ['--demo'], now: at(FIRST) })
  nights = await openNights(folders)
  browsers = await Promise.all([openBrowser('today'), openBrowser('today')])
}, 120_000)
afterAll(async () => {
  await Promise.all((browsers ?? []).map((browser) => browser.close()))
  await nights?.close()
  await server?.stop()
  folders?.remove()
})

async function cookieOf(username: string): Promise<string> {
  const known = cookies.get(username)
  if (known) return known
  const answer = await fetch(`${server.url}/api/auth/sign-in/username`, {
    method: 'POST',
    headers: { origin: server.url, 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: PASSWORD }),
  })
  expect(answer.ok).toBe(true)
  const cookie = answer.headers.getSetCookie().map((one) => one.split(';')[0] ?? '')[0] ?? ''
  cookies.set(username, cookie)
  return cookie
}

/** What a person of a school is answered; with a body it is sent. */
async function ask<T>({ prefix }: School, who: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${server.url}${path}`, {
    headers: {
      cookie: await cookieOf(`${prefix}${who}`),
      origin: server.url,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
  })
  expect(answer.status, `${path} ${answer.ok ? '' : await answer.clone().text()}`).toBe(200)
  return (await answer.json()) as T
}

async function sitDown({ context, page }: OpenBrowser, { prefix }: School, who: string): Promise<void> {
  // A page left open would ask on for somebody else.
  await page.goto('about:blank')
  await context.clearCookies()
  const [name = '', ...value] = (await cookieOf(`${prefix}${who}`)).split('=')
  await context.addCookies([{ name, value: value.join('='), url: server.url }])
}

/** A morning: the night's run is through, everybody is still signed in. */
async function goTo(day: string): Promise<void> {
  await server.setNow(at(day))
  await nights.keepSessions(at(day))
  await nights.run()
}

/** As a head teacher does it: choose the card, look at what it would do, adopt. */
async function adopt({ page }: OpenBrowser, { name, key }: School): Promise<void> {
  await page.goto(`${server.url}/start/plan`)
  await page.getByRole('button', { name: '换方案或改做法' }).click()
  await page.getByRole('button', { name: `选这个：${name}`, exact: true }).click()
  // By its title: what tells that it is done is called a dialog, too.
  const dialog = page.getByRole('dialog', { name })
  if (key === MIXED) {
    await dialog.getByRole('button', { name: '看别的方案' }).click()
    await dialog.getByLabel('哪个方案').selectOption({ label: '互助小组与五个一' })
    await dialog.getByRole('switch', { name: '写信回家' }).click()
    await dialog.getByText('选了 4 项').waitFor()
  }
  await dialog.getByRole('button', { name: '采用这个方案' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: '换方案或改做法' }).waitFor()
}

/** Opens a screen and says what is wrong with it: an error state, a page that scrolls sideways. */
async function look({ page }: OpenBrowser, path: string, shot: string): Promise<string[]> {
  await page.goto(`${server.url}${path}`)
  await page.locator('main h1').first().waitFor()
  await page.locator('main .skeleton').first().waitFor({ state: 'detached' })
  if (SHOTS) await page.screenshot({ path: join(SHOTS, `${shot}.png`), fullPage: true })
  const side = await sideScroll(page)
  const failed = await page.getByText('再试一次').count()
  return [
    ...(side > 0 ? [`${shot}: scrolls sideways by ${side}`] : []),
    ...(failed > 0 ? [`${shot}: could not be shown`] : []),
  ]
}

const FIELDS = {
  talk: { kind: 'talk', topics: ['study'] },
  parentContact: { kind: 'parentContact', who: 'mother', channel: 'phone', topics: ['study'] },
  homeVisit: { kind: 'homeVisit', visitors: ['王老师', '李老师'], met: ['child'], topics: ['life'] },
}
const isCardKind = (kind: string): kind is keyof typeof FIELDS => kind in FIELDS

/** My day holds a page of lines: what is done makes room for the next. */
const MOST_PAGES = 5

/** As the teacher does it on My day: a card or a record for every line in time. Returns the duties that were closed. */
async function fileAll(school: School, who: string, day: string): Promise<readonly string[]> {
  const closed: string[] = []
  const seen = new Set<string>()
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const { sections, open, shown } = await ask<MyDay>(school, who, '/api/my-day')
    const lines = sections
      .flatMap(({ items }) => items)
      .filter(({ mine, state, alsoOpen }) => mine && (state === 'due' || alsoOpen > 0))
      .filter(({ pupilId, key }) => !seen.has(`${pupilId} ${key}`))
    for (const { dutyId, pupilId, key, evidence } of lines) {
      seen.add(`${pupilId} ${key}`)
      const id = randomUUID()
      if (isCardKind(evidence)) {
        const card = { id, pupilId, heldOn: day, reached: true, fields: FIELDS[evidence] }
        closed.push(...(await ask<CardFiled>(school, who, '/api/cards', card)).closed)
      } else {
        await ask(school, who, `/api/duties/${dutyId}/work`, { id, heldOn: day, what: '已完成。' })
        closed.push(dutyId)
      }
    }
    if (lines.length === 0 || shown >= open) break
  }
  return closed
}

/** The same for what is owed for the class and the school: a record for every line in time. */
async function fileWork(school: School, who: string, day: string): Promise<readonly string[]> {
  const closed: string[] = []
  for (let round = 0; round < MOST_PAGES; round += 1) {
    const { work } = await ask<MyDay>(school, who, '/api/my-day')
    const due = work.filter(({ state, dutyId }) => state === 'due' && !closed.includes(dutyId))
    if (due.length === 0) break
    for (const { dutyId } of due) {
      await ask(school, who, `/api/duties/${dutyId}/work`, {
        id: randomUUID(),
        heldOn: day,
        what: '已完成。',
      })
      closed.push(dutyId)
    }
  }
  return closed
}

const DONE = ['onTime', 'early', 'late'] as const
const TERM = ['2026-11', '2026-12', '2027-01', '2027-07', '2027-08']

type DoneList = Pick<BoardList, 'nextAfter'> & { readonly items: readonly { readonly dutyId: string }[] }
const LISTS = ['/api/board/list', '/api/board/work/list'] as const

/** Ids of all that is done, by the lists behind the board's numbers. */
async function doneOf(school: School): Promise<ReadonlySet<string>> {
  const ids = new Set<string>()
  for (const list of LISTS)
    for (const month of TERM)
      for (const state of DONE)
        for (let after: string | null = ''; after !== null;) {
          const page: DoneList = await ask(
            school,
            'principal',
            `${list}?month=${month}&state=${state}${after && `&after=${encodeURIComponent(after)}`}`,
          )
          for (const { dutyId } of page.items) ids.add(dutyId)
          after = page.nextAfter
        }
  return ids
}

const boardOf = (school: School) => ask<Board>(school, 'principal', `/api/board?month=${MONTH}`)
const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0)

/** The class with most to do, and the account of its teacher: the demo has two classes in each grade. */
async function busiest(school: School): Promise<{ className: string; teacher: string }> {
  const { coverage } = await boardOf(school)
  const [first] = [...Map.groupBy(coverage, ({ className }) => className ?? '')]
    .map(([name, rows]) => ({ name, todo: sum(rows.map(({ open, upcoming }) => open + upcoming)) }))
    .toSorted((a, b) => b.todo - a.todo)
  const [, grade = '', number = ''] = /^(.)年级\((\d)\)班$/.exec(first?.name ?? '') ?? []
  const perGrade = school.prefix === '' ? 2 : 1
  const place = '一二三四五六七八九'.indexOf(grade) * perGrade + Number(number)
  return { className: first?.name ?? '', teacher: `teacher${place}` }
}

describe('each of the eleven plans is adopted in the browser, and its first month is played', () => {
  const played = new Map<string, { className: string; teacher: string; before: ReadonlySet<string> }>()
  /** Plans whose month asks something for a class or the school. */
  const worked = new Set<string>()
  const closed = new Map<string, string[]>(schools.map(({ key }) => [key, []]))
  const playedOf = (key: string) => {
    const one = played.get(key)
    if (!one) throw new Error(`${key} was not adopted`)
    return one
  }

  it.each(schools)('$key $name is adopted', async (school) => {
    const [browser] = browsers
    if (!browser) throw new Error('no browser')
    await sitDown(browser, school, 'principal')
    await adopt(browser, school)
    const { plan } = await ask<{ plan: CarePlan }>(school, 'principal', '/api/plan')
    expect(plan.preset).toBe(school.key)
    const letters = plan.rules.some(({ key }) => key === 'letterHome')
    expect(letters).toBe(school.key === MIXED || ['plan2', 'plan5'].includes(school.key))
    expect(browser.errors).toEqual([])
    played.set(school.key, { ...(await busiest(school)), before: await doneOf(school) })
  })

  it.each(DAYS)('%s: the night’s run is through, and teachers do what My day asks for', async (day) => {
    await goTo(day)
    await Promise.all(
      schools.map(async (school) => {
        for (const who of [playedOf(school.key).teacher, 'helper1', 'principal']) {
          // A leader sees what all owe of the children, and does the school's work.
          if (who !== 'principal') closed.get(school.key)?.push(...(await fileAll(school, who, day)))
          const work = await fileWork(school, who, day)
          if (work.length > 0) worked.add(school.key)
          closed.get(school.key)?.push(...work)
          const { sections, work: still } = await ask<MyDay>(school, who, '/api/my-day')
          expect(still.filter(({ state }) => state === 'due')).toEqual([])
          if (who === 'principal') continue
          const left = sections
            .flatMap(({ items }) => items)
            .filter(({ mine, state }) => mine && state === 'due')
          expect(left).toEqual([])
        }
      }),
    )
  })

  it('the month is over', async () => {
    await goTo(AFTER)
    expect([...worked].toSorted()).toEqual(['plan1', 'plan2', 'plan5'])
    for (const school of schools) expect((await boardOf(school)).today).toBe(AFTER)
  })

  it.each(schools)('$key $name: the board has what was filed, and so have its screens', async (school) => {
    const { className, teacher, before } = playedOf(school.key)
    const done = [...(await doneOf(school))].filter((id) => !before.has(id)).toSorted()
    expect(done).toEqual([...new Set(closed.get(school.key))].toSorted())
    expect(done.length).toBeGreaterThan(0)
    const { coverage } = await boardOf(school)
    const [own, others] = [true, false].map((is) =>
      coverage.filter((row) => (row.className === className) === is),
    )
    // Whoever did the work has missed nothing of the month; where nobody did, it shows.
    expect(sum((own ?? []).map(({ missed, open }) => missed + open))).toBe(0)
    expect(sum((own ?? []).map(({ onTime }) => onTime))).toBeGreaterThan(0)
    expect(sum((others ?? []).map(({ missed }) => missed))).toBeGreaterThan(0)
    const [one, other] = browsers
    if (!one || !other) throw new Error('no browser')
    const faults = await Promise.all([
      sitDown(one, school, teacher).then(() => look(one, '/', `${school.key}-day`)),
      sitDown(other, school, 'principal').then(() =>
        look(other, `/figures?month=${MONTH}`, `${school.key}-board`),
      ),
    ])
    expect(faults.flat()).toEqual([])
    await other.page.getByText(className).first().waitFor()
    expect([...one.errors, ...other.errors]).toEqual([])
  })
})

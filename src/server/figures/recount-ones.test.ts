import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Board, ClassBoard } from '#shared/figures/schema.ts'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const AFTER_OCTOBER = '2026-11-02T02:00:00.000Z'
/** What October asks of a child (P5-39…44): four calls, a letter, a word with each teacher; coming home is a matter of the year. */
const WINDOWS = [
  { key: 'familyCall', from: '2026-09-28', to: '2026-10-04' },
  { key: 'familyCall', from: '2026-10-05', to: '2026-10-11' },
  { key: 'familyCall', from: '2026-10-12', to: '2026-10-18' },
  { key: 'familyCall', from: '2026-10-19', to: '2026-10-25' },
  { key: 'letterHome', from: '2026-10-01', to: '2026-10-31' },
  { key: 'parentContact', from: '2026-10-01', to: '2026-10-31' },
  { key: 'subjectTeacherContact', from: '2026-10-01', to: '2026-10-31' },
] as const
type Window = (typeof WINDOWS)[number]
const KEYS = [...new Set(WINDOWS.map(({ key }) => key))].toSorted()

/** in time, after the due day, tried in vain, not at all. */
const HOW = ['inTime', 'late', 'tried', 'not'] as const
type How = (typeof HOW)[number]
type Wishes = readonly (readonly How[])[]

/** A record as it was filed: all that the recount knows. */
interface Filed {
  readonly child: number
  readonly window: Window
  readonly heldOn: string
  readonly reached: boolean
}

async function world(count: number) {
  app.setNow(AFTER_OCTOBER)
  const school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
  const children = []
  for (let at = 0; at < count; at++) children.push(await makeAwayChild(app.owner, school, { classId }))
  const { talk, visit } = findPlanPreset('plan5')?.params ?? {}
  const ones = ['familyCall', 'letterHome', 'subjectTeacherContact', 'homeReturn']
  const settings = {
    talk: { ...talk, on: false },
    visit: { ...visit, on: false },
    rules: ones.map((key) => ({ key, on: true })),
  }
  const plan = { preset: 'plan5', definition: 'recording', effectiveFrom: '2026-09-28', settings }
  const adopted = await principal.post('/api/plan', { id: newId(), ...plan })
  expect([adopted.status, adopted.body.error]).toEqual([200, undefined])
  const duties = await app.owner<{ id: string; key: string; pupilId: string; from: string }[]>`select id, key,
      pupil_id as "pupilId", window_from as "from" from duty where school_id = ${school.schoolId}`
  return { principal, classId, children, duties }
}

/** Files what is wished; the words with the class teacher are a card, everything else a record of work. */
async function fileAll({ principal, children, duties }: Awaited<ReturnType<typeof world>>, wishes: Wishes) {
  const filed: Filed[] = []
  for (const [child, pupilId] of children.entries())
    for (const [at, window] of WINDOWS.entries()) {
      const { key, from } = window
      const way = wishes[child]?.[at] ?? 'not'
      const byCard = key === 'parentContact'
      if (way === 'not' || (way === 'tried' && !byCard)) continue
      const id = duties.find((duty) => duty.key === key && duty.pupilId === pupilId && duty.from === from)?.id
      const heldOn = way === 'late' ? '2026-11-02' : window.to
      const reached = way !== 'tried'
      const fields = { kind: 'parentContact', channel: 'phone', who: 'father', topics: ['study'] }
      const answer = byCard
        ? await principal.post('/api/cards', {
            id: newId(),
            pupilId,
            heldOn,
            reached,
            fields,
            lateReason: '补记',
            ...(way === 'late' && { enteredForDutyId: id }),
          })
        : await principal.post(`/api/duties/${id}/work`, {
            id: newId(),
            heldOn,
            what: '做了。',
            lateReason: '补记',
          })
      expect([key, way, answer.status]).toEqual([key, way, 200])
      filed.push({ child, window, heldOn, reached })
    }
  return filed
}

/** Each window of each child on its own: is there a record, and is it of one of its days? */
function recounted(filed: readonly Filed[], children: number) {
  const all = Array.from({ length: children }, (_, child) => WINDOWS.map((window) => ({ child, window })))
  return all.flat().map(({ child, window }) => {
    const own = filed.find((one) => one.child === child && one.window === window && one.reached)
    return { child, key: window.key, state: !own ? 'missed' : own.heldOn <= window.to ? 'done' : 'late' }
  })
}
type Counted = ReturnType<typeof recounted>

function counts(some: Counted) {
  const of = (state: string): number => some.filter((one) => one.state === state).length
  // By hand: half up to one decimal (K-50).
  const percent =
    some.length === 0 ? null : Math.floor((of('done') * 2000 + some.length) / (2 * some.length)) / 10
  const none = { early: 0, excused: 0, open: 0, upcoming: 0 }
  return { ...none, onTime: of('done'), late: of('late'), missed: of('missed'), percent }
}

async function compare(wishes: Wishes): Promise<Board['headline']> {
  const made = await world(wishes.length)
  const { principal, classId, children } = made
  const all = recounted(await fileAll(made, wishes), wishes.length)
  const byKey = (key: string) => counts(all.filter((one) => one.key === key))
  const board: Board = (await principal.get('/api/board?month=2026-10')).body
  const missed = all.filter(({ state }) => state === 'missed')
  // A card that reaches a parent reaches the child (F08).
  const reached = all.filter(({ key, state }) => key === 'parentContact' && state !== 'missed').length
  expect(board.headline).toEqual({
    ...counts(all),
    children: children.length,
    reachedChildren: reached,
    notReached: missed.length,
    unassigned: 0,
  })
  expect(board.arrears).toEqual({ count: 0, oldestMonth: null })
  expect(board.coverage.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
    KEYS.map((key) => ({ classId, className: '三年级(1)班', key, ...byKey(key) })),
  )
  expect(board.notReached.count).toBe(missed.length)
  expect(board.notReached.items.map(({ key, pupilId }) => `${key} ${pupilId}`).toSorted()).toEqual(
    missed.map(({ key, child }) => `${key} ${children[child]}`).toSorted(),
  )
  const cells = board.heatMap.flatMap(({ key, cells: all }) =>
    all.flatMap(({ month, ...cell }) => (month === '2026-10' ? { key, ...cell } : [])),
  )
  expect(cells.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
    KEYS.map((key) => ({ key, ...byKey(key) })),
  )
  const view: ClassBoard = (await principal.get(`/api/board/classes/${classId}?month=2026-10`)).body
  expect(view.counts.toSorted((a, b) => (a.key < b.key ? -1 : 1))).toEqual(
    KEYS.map((key) => ({ key, ...byKey(key) })),
  )
  const complete = children.filter((_, child) => !missed.some((one) => one.child === child)).length
  expect(view.allDone).toMatchObject({ children: complete, of: children.length })
  for (const [child, pupilId] of children.entries()) {
    const dots = view.children.find((one) => one.pupilId === pupilId)?.duties ?? []
    expect(dots.map(({ key, state }) => `${key} ${state}`).toSorted()).toEqual(
      all.flatMap((one) => (one.child === child ? `${one.key} ${one.state}` : [])).toSorted(),
    )
  }
  return board.headline
}

it('F11: October of plan 5’s five ones as filed, calls 3 of 4, letter, one of two teachers: 5 of 7, 71.4 %', async () => {
  const headline = await compare([['inTime', 'inTime', 'inTime', 'not', 'inTime', 'inTime', 'not']])
  expect(headline).toMatchObject({ onTime: 5, late: 0, missed: 2, percent: 71.4 })
})

it(
  'F11: every number of the five ones equals a naive recount of what was filed',
  { timeout: 60_000 },
  async () => {
    const child = fc.array(fc.constantFrom<How>(...HOW), { minLength: 7, maxLength: 7 })
    const two = fc.array(child, { minLength: 2, maxLength: 2 })
    await fc.assert(
      fc.asyncProperty(two, async (all) => {
        await compare(all)
      }),
      { numRuns: 8 },
    )
  },
)

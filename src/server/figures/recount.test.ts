import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPlanPreset } from '#shared/duties/rules/presets.ts'
import { percent } from '#shared/percent/rules.ts'
import { newId } from '#server/db/id.ts'
import { makeAwayChild, makeSchool } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const AFTER_TERM = '2027-01-25T02:00:00.000Z'
const KEYS = ['homeVisit', 'helpAction', 'informationCheck'] as const
type Key = (typeof KEYS)[number]
/** in time, after the due day, tried in vain, not at all. */
const HOW = ['inTime', 'late', 'tried', 'not'] as const
type How = (typeof HOW)[number]

interface DutyRow {
  id: string
  key: Key
  pupilId: string
}
interface Count {
  key: string
  onTime: number
  late: number
  missed: number
}

/** The term triple of plan 11 for three children of one class, once the term is over. */
async function world() {
  app.setNow(AFTER_TERM)
  const school = await makeSchool(app.owner)
  const classId = school.classes['三年级(1)班'] ?? ''
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  const children = await Promise.all([1, 2, 3].map(() => makeAwayChild(app.owner, school, { classId })))
  const params = findPlanPreset('plan11')?.params
  const settings = {
    talk: { ...params?.talk, on: false },
    parentContact: { ...params?.parentContact, on: false },
    rules: [
      { key: 'helpAction', on: true },
      { key: 'informationCheck', on: true },
    ],
  }
  const plan = {
    id: newId(),
    preset: 'plan11',
    definition: 'recording',
    effectiveFrom: '2026-09-01',
    settings,
  }
  expect((await principal.post('/api/plan', plan)).status).toBe(200)
  const duties = await app.owner<DutyRow[]>`select id, key, pupil_id as "pupilId" from duty
    where school_id = ${school.schoolId} and pupil_id is not null`
  return { principal, classId, children, duties }
}

it(
  'F08, F11, F15, F28: by the view they equal a naive recount from cards and records',
  { timeout: 60_000 },
  async () => {
    const how = fc.constantFrom<How>(...HOW)
    const wishes = fc.array(fc.tuple(how, how, how), { minLength: 3, maxLength: 3 })
    await fc.assert(
      fc.asyncProperty(wishes, async (all) => {
        const { principal, classId, children, duties } = await world()
        expect(duties).toHaveLength(9)
        const wanted = (child: number, key: Key): How => all[child]?.[KEYS.indexOf(key)] ?? 'not'
        for (const { id, key, pupilId } of duties) {
          const way = wanted(children.indexOf(pupilId), key)
          if (way === 'not' || (way === 'tried' && key !== 'homeVisit')) continue
          const heldOn = way === 'late' ? '2027-01-25' : '2026-12-10'
          const fields = { kind: 'homeVisit', visitors: ['王老师', '李老师'], met: ['child'] }
          const answer =
            key === 'homeVisit'
              ? await principal.post('/api/cards', {
                id: newId(), pupilId, heldOn, reached: way !== 'tried', fields, lateReason: '补记',
                ...(way === 'late' && { enteredForDutyId: id }),
              }) // prettier-ignore
              : await principal.post(`/api/duties/${id}/work`, {
                  id: newId(),
                  heldOn,
                  what: '做了。',
                  lateReason: '补记',
                })
          expect([key, way, answer.status]).toEqual([key, way, 200])
        }
        const ways = [0, 1, 2].flatMap((child) =>
          KEYS.map((key) => ({ child, key, way: wanted(child, key) })),
        )
        const isDone = ({ way }: { way: How }): boolean => way === 'inTime' || way === 'late'
        const onTime = ways.filter(({ way }) => way === 'inTime').length
        const { headline } = (await principal.get('/api/board?month=2027-01')).body
        // F28, and F11 with its items of one month.
        expect(headline).toMatchObject({
          onTime,
          percent: percent(onTime, 9),
          missed: ways.filter((one) => !isDone(one)).length,
        })
        // F08: a visit is what reaches a child here.
        const visited = ways.filter((one) => one.key === 'homeVisit' && isDone(one)).length
        expect(headline).toMatchObject({ children: 3, reachedChildren: visited })
        const board = (await principal.get(`/api/board/classes/${classId}?month=2027-01`)).body
        const items: Count[] = board.counts
        expect(items.map(({ key, onTime: n }) => [key, n])).toEqual(
          [...KEYS]
            .toSorted()
            .map((key) => [key, ways.filter((one) => one.key === key && one.way === 'inTime').length]),
        )
        // F15: all three or nothing.
        const complete = [0, 1, 2].filter((child) =>
          KEYS.every((key) => isDone({ way: wanted(child, key) })),
        ).length
        expect(board.allDone).toEqual({ children: complete, of: 3, percent: percent(complete, 3) })
      }),
      { numRuns: 12 },
    )
  },
)

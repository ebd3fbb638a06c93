import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { daysLeft, type DutyFacts, dutyState } from '#shared/duties/rules/state.ts'
import { newId } from '#server/db/id.ts'
import { makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
let school: SchoolFacts
let ruleId: string
beforeAll(async () => {
  app = await startTestApp()
  school = await makeSchool(app.owner)
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  const plan = { id: newId(), preset: 'plan2', definition: 'recording', effectiveFrom: '2026-09-01' }
  await principal.post('/api/plan', plan)
  const [rule] = await app.owner<
    { id: string }[]
  >`select id from duty_rule where school_id = ${school.schoolId} limit 1`
  ruleId = rule?.id ?? ''
})
afterAll(() => app.close())

const FROM = '2026-10-05'

/** Days so near each other that each border is met: begun or not, in time or late, ended or running. */
const near = fc.integer({ min: -1, max: 5 }).map((days) => addDays(FROM, days))
const duty: fc.Arbitrary<DutyFacts> = fc.record({
  from: fc.constant(FROM),
  dueOn: fc.integer({ min: 0, max: 3 }).map((days) => addDays(FROM, days)),
  doneOn: fc.option(near),
  excused: fc.boolean(),
  endedOn: fc.option(near),
})

/** Each is somebody's own, so that all can have the same window. */
async function store({ from, dueOn, doneOn, excused, endedOn }: DutyFacts): Promise<string> {
  const id = newId()
  await app.owner`insert into duty (school_id, id, rule_id, key, subject_kind, person_id, performer_role, window_from,
      window_to, due_on, done_on, excuse_kind, ended_on)
    values (${school.schoolId}, ${id}, ${ruleId}, 'talk', 'person', ${newId()}, 'principal', ${from},
      ${dueOn}, ${dueOn}, ${doneOn}, ${excused ? 'away' : null}, ${endedOn ?? null})`
  return id
}

const statesOn = (day: string) =>
  app.owner.begin(async (tx) => {
    await tx.unsafe(`set local app.today = '${day}'`)
    return tx<{ id: string; state: string; left: number }[]>`select id, state, days_left as "left"
      from duty_state where school_id = ${school.schoolId} and subject_kind = 'person'`
  })

it('K-25, K-26, K-27, K-28: the view and the rule of states agree on every border', async () => {
  const duties = fc.sample(duty, { numRuns: 300, seed: 28 })
  const facts = new Map<string, DutyFacts>()
  for (const one of duties) facts.set(await store(one), one)
  const met = new Set<string>()
  for (let days = -2; days <= 6; days++) {
    const today = addDays(FROM, days)
    const rows = await statesOn(today)
    expect(rows).toHaveLength(duties.length)
    for (const { id, state, left } of rows) {
      const one = facts.get(id)
      if (!one) continue
      expect([one, today, state, left]).toEqual([one, today, dutyState(one, today), daysLeft(one, today)])
      met.add(state)
    }
  }
  expect([...met].toSorted()).toEqual(['done', 'due', 'ended', 'excused', 'late', 'missed', 'upcoming'])
})

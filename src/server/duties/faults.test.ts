import { type ChildProcess, spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { windowsOfVersions } from '#shared/duties/rules/windows.ts'
import { Rule } from '#shared/duties/schema.ts'
import { newId } from '#server/db/id.ts'
import { daily } from '#server/duties/jobs.ts'
import { runDaily } from '#server/duties/service.ts'
import { makeAwayChild, makeSchool, type SchoolFacts } from '#server/testing/factories.ts'
import { startTestApp, TEST_NOW, type TestApp } from '#server/testing/test-app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

async function adopted(preset: string): Promise<{ school: SchoolFacts; rules: Rule[] }> {
  const school = await makeSchool(app.owner)
  const principal = await app.signIn({ schoolId: school.schoolId, role: 'principal' })
  const plan = { id: newId(), preset, definition: 'recording', effectiveFrom: '2026-09-01' }
  const { status, body } = await principal.post('/api/plan', plan)
  expect(status).toBe(200)
  return { school, rules: body.plan.rules.map((rule: unknown) => Rule.parse(rule)) }
}

/** Many children at once, each with a father away for work. */
async function addChildren({ schoolId, classes }: SchoolFacts, count: number): Promise<void> {
  const classId = classes['三年级(1)班'] ?? ''
  await app.owner`with child as (
      insert into pupil (school_id, id, name, name_grams, sex, birth_on, residence, class_id, joined_on)
      select ${schoolId}, gen_random_uuid(), '林小满', '{}', 'female', '2017-05-04', 'rural', ${classId}, '2026-09-01'
      from generate_series(1, ${count}::int) returning school_id, id),
    father as (insert into family_member (school_id, id, pupil_id, relation)
      select school_id, gen_random_uuid(), id, 'father' from child returning school_id, id, pupil_id)
    insert into absence (school_id, id, pupil_id, member_id, from_on)
    select school_id, gen_random_uuid(), pupil_id, id, '2025-02-10' from father`
}

/** The daily run in a process of its own that can be killed like any other. */
const PROGRAM = `
const { connect } = await import('#server/db/client.ts')
const { createDatabase } = await import('#server/db/database.ts')
const { runDaily } = await import('#server/duties/service.ts')
const [target, now] = JSON.parse(process.argv[1])
const sql = connect(target, { max: 4, prepare: true, applicationName: 'killed' })
await runDaily({ db: createDatabase(sql, true), now: () => now, log: console })
await sql.end()`

function startRun(): { child: ChildProcess; ended: Promise<NodeJS.Signals | null> } {
  const target = { ...inject('appTarget'), database: app.owner.options.database }
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', PROGRAM, JSON.stringify([target, app.deps.now()])],
    { cwd: process.cwd(), stdio: ['ignore', 'ignore', 'inherit'] },
  ) // prettier-ignore
  return { child, ended: new Promise((done) => child.once('exit', (_code, signal) => done(signal))) }
}

/** Is the run inside a school's transaction, writing its duties? */
async function isWriting(): Promise<boolean> {
  const [row] = await app.owner<{ busy: boolean }[]>`select count(*) > 0 as busy from pg_stat_activity
    where application_name = 'killed' and query like '%insert into duty%'`
  return row?.busy === true
}

describe('kill -9 in the middle of opening a term', () => {
  it(
    'leaves each school whole or untouched, and the next run makes it exact',
    { timeout: 120_000 },
    async () => {
      app.setNow(TEST_NOW)
      const schools = [await adopted('plan9'), await adopted('plan9'), await adopted('plan5')]
      const size = 80
      for (const { school } of schools) await addChildren(school, size)
      const wanted = schools.map(({ rules }) => {
        const calendar = {
          years: [{ name: '', from: '2026-09-01', to: '2027-08-31' }],
          terms: [{ name: '', from: '2026-09-01', to: '2027-01-22' }],
          days: [],
        }
        const names = [...Map.groupBy(rules, ({ key }) => key)].flatMap(([key, versions]) =>
          windowsOfVersions(versions, calendar, '2026-09-01', '2027-01-22').flatMap(({ from, need }) =>
            Array.from({ length: need }, (_, slot) => `${key} ${from} ${slot + 1}`),
          ),
        )
        return names.toSorted()
      })
      const counts = async (): Promise<number[]> => {
        const rows = await app.owner<
          { id: string; n: number }[]
        >`select school_id as id, count(*)::int as n from duty group by 1`
        return schools.map(({ school }) => rows.find(({ id }) => id === school.schoolId)?.n ?? 0)
      }
      const full = wanted.map((names) => names.length * size)
      expect(await counts()).toEqual([0, 0, 0])
      let inTheMiddle = 0
      for (const wait of [0, 40]) {
        const { child, ended } = startRun()
        while (!(await isWriting()) && child.exitCode === null) await sleep(2)
        await sleep(wait)
        const busy = await isWriting()
        child.kill('SIGKILL')
        const signal = await ended
        if (busy && signal === 'SIGKILL') inTheMiddle += 1
        // The database takes back what the dead process had begun.
        for (let left = 1; left > 0; await sleep(5)) {
          const [row] =
            await app.owner`select count(*)::int as n from pg_stat_activity where application_name = 'killed'`
          left = Number(row?.['n'])
        }
        for (const [at, n] of (await counts()).entries()) expect([0, full[at]]).toContain(n)
      }
      expect(inTheMiddle).toBeGreaterThan(0)
      expect(await runDaily(app.deps)).toEqual({ schools: 3, failed: 0 })
      expect(await counts()).toEqual(full)
      for (const [at, { school }] of schools.entries()) {
        const rows = await app.owner<{ names: string[]; children: number }[]>`with one as (
          select pupil_id, array_agg(key || ' ' || window_from || ' ' || slot order by (key || ' ' || window_from || ' ' || slot) collate "C") as names
          from duty where school_id = ${school.schoolId} group by pupil_id)
        select names, count(*)::int as children from one group by names`
        expect(rows).toEqual([{ names: wanted[at], children: size }])
      }
      const before = await counts()
      await runDaily(app.deps)
      expect(await counts()).toEqual(before)
    },
  )
})

describe('a clock set back or forward', () => {
  const HOUR = 3_600_000
  const LAST = '2026-12-02T02:00:00.000Z'
  const OPEN = '2026-11-23T02:00:00.000Z'

  /** A child who stays, one who comes on the list meanwhile, one who leaves it, one moved out of school. */
  async function play(
    runs: readonly number[],
  ): Promise<{ duties: unknown; notices: unknown; cards: number }> {
    app.setNow(OPEN)
    const { school } = await adopted('plan9')
    const classId = school.classes['三年级(1)班'] ?? ''
    const teacher = await app.signIn({ schoolId: school.schoolId, role: 'classTeacher', classId })
    const children = [
      await makeAwayChild(app.owner, school, { classId }),
      await makeAwayChild(app.owner, school, { classId, away: '2026-11-30' }),
      await makeAwayChild(app.owner, school, { classId }),
      await makeAwayChild(app.owner, school, { classId }),
    ]
    await app.owner`update absence set to_on = '2026-11-10' where pupil_id = ${children[2] ?? ''}`
    await app.owner`update pupil set left_on = '2026-11-29' where id = ${children[3] ?? ''}`
    await daily(app.deps)
    const card = {
      id: newId(),
      pupilId: children[0],
      heldOn: '2026-11-23',
      reached: true,
      fields: { kind: 'talk', topics: ['study'] },
    }
    expect((await teacher.post('/api/cards', card)).status).toBe(200)
    for (const at of runs) {
      app.setNow(new Date(at).toISOString())
      await daily(app.deps)
    }
    app.setNow(LAST)
    await daily(app.deps)
    const places = new Map(children.map((id, at) => [id, at]))
    const rows = await app.owner<{ pupilId: string; name: string }[]>`select pupil_id as "pupilId",
        concat_ws(' ', key, window_from, window_to, due_on, slot, done_on, ended_on) as name
      from duty where school_id = ${school.schoolId}`
    const [filed] = await app.owner`select count(*)::int as n from card where school_id = ${school.schoolId}`
    const doubled = await app.owner`select user_id, kind, day from notice where school_id = ${school.schoolId}
      group by user_id, kind, day having count(*) > 1`
    // Out of the way of the next one.
    await app.owner`update care_plan set effective_to = '2026-09-01' where school_id = ${school.schoolId}`
    await app.owner`update duty_rule set effective_to = '2026-09-01' where school_id = ${school.schoolId}`
    return {
      duties: rows.map(({ pupilId, name }) => `${places.get(pupilId)} ${name}`).toSorted(),
      notices: doubled,
      cards: Number(filed?.['n']),
    }
  }

  it('by an hour or a day: nothing doubled, nothing lost', { timeout: 120_000 }, async () => {
    const straight = Array.from({ length: 5 }, (_, at) =>
      Date.parse(`${addDays('2026-11-27', at)}T00:10:00.000+08:00`),
    )
    const plain = await play(straight)
    expect(plain.cards).toBe(1)
    const jump = fc.constantFrom(-24, -1, 0, 1, 24)
    await fc.assert(
      fc.asyncProperty(fc.array(jump, { minLength: 5, maxLength: 5 }), async (jumps) => {
        const runs = straight.flatMap((at, day) => [at + (jumps[day] ?? 0) * HOUR, at])
        expect(await play(runs)).toEqual(plain)
      }),
      { numRuns: 3 },
    )
  })
})

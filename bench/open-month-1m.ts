import { daily, eightRules, withCounty, type Opened } from './lib/daily.ts'
import { turn } from './lib/endpoint.ts'
import { timeLine, type Bench, type BenchContext, type Line } from './lib/line.ts'
import { openLoop } from './lib/load.ts'

const CHILDREN = 1_000_000
const CHILDREN_A_SCHOOL = 250
/** What is there before the month: the schools' own plan so far. */
const RECORDS_A_CHILD = 1
const SESSIONS = 400
const RATE = 50
const SECONDS = 10

/** Every school takes on eight duties for this month alone, so that the next run opens the month and nothing else. */
async function takeOn({ owner }: Opened): Promise<void> {
  for (const { key, params } of eightRules('month'))
    await owner`insert into duty_rule (school_id, id, plan_id, key, params, effective_from, effective_to)
      select p.school_id, gen_random_uuid(), p.id, ${key}, ${owner.json(params)}, date_trunc('month', current_date)::date,
        (date_trunc('month', current_date) + interval '1 month - 1 day')::date
      from care_plan p`
}

/** Half of the teachers look at the board of their school instead. */
async function makePrincipals({ owner, sessions }: Opened) {
  const leaders = sessions.filter((_, at) => at % 2 === 1)
  for (const { schoolId, userId } of leaders)
    await owner`insert into role_assignment (school_id, id, user_id, role, from_on)
      values (${schoolId}, gen_random_uuid(), ${userId}, 'principal', '2020-01-01')`
  return { leaders, teachers: sessions.filter((_, at) => at % 2 === 0) }
}

async function measure({ settings, note, quiet }: BenchContext): Promise<readonly Line[]> {
  // Told a number of children, it goes by that: the whole million takes half an hour.
  const children = settings.children === 50_000 ? CHILDREN : settings.children
  const schools = Math.round(children / CHILDREN_A_SCHOOL)
  const records = children * RECORDS_A_CHILD
  note(`open-month-1m: generating ${schools} schools, ${children} children ...`)
  return withCounty(
    { ...settings, schools, children, records, sessions: SESSIONS },
    quiet,
    async (opened) => {
      const { app, owner } = opened
      const { leaders, teachers } = await makePrincipals(opened)
      await takeOn(opened)
      note('open-month-1m: opening the month')
      const month = await daily(opened)
      await owner`vacuum analyze duty`
      const look = async (path: string, people: typeof leaders) => {
        note(`open-month-1m: ${path} at ${RATE}/s`)
        const calls = (n: number) => ({ path, cookie: turn(people, n).cookie })
        return openLoop({ base: app.url, calls, rate: RATE, seconds: SECONDS, warmUpSeconds: 5 })
      }
      const myDay = await look('/api/my-day', teachers)
      const board = await look('/api/board', leaders)
      const extra = { children, schools, duties: month.opened }
      return [
        timeLine('open-month-1m', month.ms, 300_000 * (children / CHILDREN), {
          ...extra,
          rules: eightRules('month').length,
          cpuSeconds: Math.round(month.cpu),
          rowsPerSecond: Math.round(month.opened / (month.ms / 1000)),
        }),
        timeLine('open-month-1m.my-day.p95', myDay.p95, 50, { ...extra, failed: myDay.failed, rate: RATE }),
        timeLine('open-month-1m.board.p95', board.p95, 50, { ...extra, failed: board.failed, rate: RATE }),
      ]
    },
  )
}

/** A month of a province in the app's own daily run, and its screens after that; the floors are the limits set for it. */
export const bench: Bench = { names: ['open-month-1m'], run: measure }

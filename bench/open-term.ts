import { turn } from './lib/endpoint.ts'
import type { Session } from './lib/county.ts'
import { daily, eightRules, withCounty, type Opened } from './lib/daily.ts'
import { deviations, timeLine, type Bench, type Settings } from './lib/line.ts'
import { openLoop, type Latency } from './lib/load.ts'
import { watchPeak } from './lib/memory.ts'
import type { Running } from './lib/process.ts'

/** My day of teachers, while nothing runs and while the term is opened. */
const RATE = 50
const IDLE_SECONDS = 8
/** What is there before: duties and cards of the term so far. */
const RECORDS_A_CHILD = 4

/** Every school takes on eight further duties from the first day of its school year: the next run opens them all. */
async function takeOn({ owner }: Opened): Promise<void> {
  for (const { key, params } of eightRules('term'))
    await owner`insert into duty_rule (school_id, id, plan_id, key, params, effective_from)
      select p.school_id, gen_random_uuid(), p.id, ${key}, ${owner.json(params)}, y.starts_on
      from care_plan p join lateral (select max(starts_on) as starts_on from school_year y
        where y.school_id = p.school_id and y.starts_on <= current_date) y on true`
}

/** My day at a steady rate until a promise is settled. */
async function loadWhile<T>(app: Running, sessions: readonly Session[], seconds: number, work: Promise<T>) {
  const calls = (n: number) => ({ path: '/api/my-day', cookie: turn(sessions, n).cookie })
  const loop = (): Promise<Latency> =>
    openLoop({ base: app.url, calls, rate: RATE, seconds, warmUpSeconds: 1 })
  const [latency, result] = await Promise.all([loop(), work])
  return { latency, result }
}

function measure(settings: Settings, note: (text: string) => void, quiet: boolean) {
  note(`open-term: generating ${settings.schools} schools, ${settings.children} children ...`)
  const records = settings.children * RECORDS_A_CHILD
  return withCounty({ ...settings, records }, quiet, async (opened) => {
    const { app, owner, pid, sessions } = opened
    note('open-term: My day while nothing runs')
    const idle = await loadWhile(app, sessions, IDLE_SECONDS, Promise.resolve())
    await takeOn(opened)
    const peakSince = watchPeak(pid)
    note('open-term: opening the term, with My day beside it')
    const term = await loadWhile(app, sessions, IDLE_SECONDS * 2, daily(opened))
    const peak = peakSince()
    note('open-term: My day with the term open, while nothing runs')
    const after = await loadWhile(app, sessions, IDLE_SECONDS, Promise.resolve())
    note('open-term: a daily run that has nothing to do')
    await owner`vacuum analyze duty`
    const again = await daily(opened)
    const extra = {
      duties: term.result.opened,
      rules: eightRules('term').length,
      ...deviations({ ...settings, records: 5_000_000 }),
    }
    return [
      timeLine('open-term', term.result.ms, 20_000, {
        ...extra,
        cpuSeconds: Number(term.result.cpu.toFixed(1)),
        rowsPerSecond: Math.round(term.result.opened / (term.result.ms / 1000)),
      }),
      timeLine('open-term.memory', peak, 500, { unit: 'MB', ...extra }),
      // Idle with the same lines to show: a third of them was there before.
      timeLine('open-term.beside', term.latency.p95, after.latency.p95 * 2, {
        p50: term.latency.p50,
        idle: after.latency.p95,
        idleP50: after.latency.p50,
        before: idle.latency.p95,
        failed: term.latency.failed,
        rate: RATE,
      }),
      timeLine('open-term.nothing', again.ms / settings.schools, 200, {
        opened: again.opened,
        allSchools: Math.round(again.ms),
      }),
    ]
  })
}

/** Opening a term for a county in the app's own daily run; the floors are the limits set for it. */
export const bench: Bench = {
  names: ['open-term'],
  run: ({ settings, note, quiet }) => measure(settings, note, quiet),
}

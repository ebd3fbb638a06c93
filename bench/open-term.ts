import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { Sql } from 'postgres'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import { ruleParams } from '#shared/duties/rules/plan-rules.ts'
import type { RuleParams } from '#shared/duties/schema.ts'
import { connect } from '#server/db/client.ts'
import { requestDaily } from '#server/duties/jobs.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps } from '#server/open-deps.ts'
import { quietQueue, readSessions, runGenerate, SERVER, type Session } from './lib/county.ts'
import { turn } from './lib/endpoint.ts'
import { deviations, timeLine, type Bench, type Settings } from './lib/line.ts'
import { openLoop, type Latency } from './lib/load.ts'
import { cpuSeconds, familyOf, peakMb, resetPeak } from './lib/memory.ts'
import { startProcess, type Running } from './lib/process.ts'
import { temporaryDataDir } from './lib/temporary.ts'

/** My day of teachers, while nothing runs and while the term is opened. */
const RATE = 50
const IDLE_SECONDS = 8
/** What is there before: duties and cards of the term so far. */
const RECORDS_A_CHILD = 4
const KEYS = [
  'letterHome',
  'helpAction',
  'informationCheck',
  'familyPhone',
  'subjectTeacherContact',
  'familyCall',
  'homeReturn',
  'pairCheck',
] as const

/** Eight duties for each child, each once a term: 400,000 for the county. */
const eightRules = (): readonly { key: string; params: RuleParams }[] =>
  KEYS.map((key) => {
    const duty = findCatalogueDuty(key)
    if (!duty) throw new Error(`no duty ${key}`)
    const { paired: _, ...params } = ruleParams(duty, 'term')
    return { key, params: { ...params, inTermOnly: true } }
  })

/** Every school takes on eight further duties from the first day of its school year: the next run opens them all. */
async function takeOn(owner: Sql): Promise<void> {
  for (const { key, params } of eightRules())
    await owner`insert into duty_rule (school_id, id, plan_id, key, params, effective_from)
      select p.school_id, gen_random_uuid(), p.id, ${key}, ${owner.json(params)}, y.starts_on
      from care_plan p join lateral (select max(starts_on) as starts_on from school_year y
        where y.school_id = p.school_id and y.starts_on <= current_date) y on true`
}

interface Run {
  readonly ms: number
  /** Processor time of app and database meanwhile, in seconds; what answers My day beside it is in it. */
  readonly cpu: number
  readonly opened: number
}

/** One daily run in the app, as at night; its time by the queue's own clock. */
async function daily(owner: Sql, pid: number, ask: () => Promise<string | null>): Promise<Run> {
  const before = await countDuties(owner)
  const cpuBefore = cpuSeconds(familyOf(pid))
  // The run at the app's start may still be waiting: there is one at a time.
  await quietQueue(owner)
  const id = await ask()
  if (id === null) throw new Error('another daily run came first')
  for (let waited = 0; waited < 1200; waited += 1) {
    await sleep(250)
    const [row] = await owner<{ state: string; ms: number }[]>`select state::text,
      (extract(epoch from completed_on - started_on) * 1000)::float8 as ms from pgboss.job where id = ${id}`
    if (row?.state === 'completed')
      return {
        ms: row.ms,
        cpu: cpuSeconds(familyOf(pid)) - cpuBefore,
        opened: (await countDuties(owner)) - before,
      }
    if (row?.state === 'failed') throw new Error('the daily run failed')
  }
  throw new Error('the daily run did not end within five minutes')
}

const countDuties = async (owner: Sql): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`select count(*)::int as n from duty`
  return row?.n ?? 0
}

/** My day at a steady rate until a promise is settled. */
async function loadWhile<T>(app: Running, sessions: readonly Session[], seconds: number, work: Promise<T>) {
  const calls = (n: number) => ({ path: '/api/my-day', cookie: turn(sessions, n).cookie })
  const loop = (): Promise<Latency> =>
    openLoop({ base: app.url, calls, rate: RATE, seconds, warmUpSeconds: 1 })
  const [latency, result] = await Promise.all([loop(), work])
  return { latency, result }
}

async function measure(settings: Settings, note: (text: string) => void, quiet: boolean) {
  const folder = temporaryDataDir()
  const stops: (() => unknown)[] = [folder.remove]
  try {
    note(`open-term: generating ${settings.schools} schools, ${settings.children} children ...`)
    await runGenerate(folder.path, { ...settings, records: settings.children * RECORDS_A_CHILD }, quiet)
    const env = { DATA_DIR: folder.path, PORT: '0', IDLE_MINUTES: '1440', LOG_LEVEL: 'error' }
    const app = await startProcess(SERVER, env)
    stops.push(() => app.stop())
    const opened = await openDeps(
      parseEnv({ ...process.env, ...env }),
      pino({ level: 'silent' }),
      () => undefined,
      { attach: true },
    )
    stops.push(() => opened.close())
    const owner = connect(opened.ownerTarget, { max: 1, prepare: false, applicationName: 'bench' })
    stops.push(() => owner.end({ timeout: 1 }))
    const ask = (): Promise<string | null> => requestDaily(opened.ownerTarget)
    const pid = app.child.pid ?? 0
    await daily(owner, pid, ask)
    const sessions = readSessions(folder.path)
    note('open-term: My day while nothing runs')
    const idle = await loadWhile(app, sessions, IDLE_SECONDS, Promise.resolve())
    await takeOn(owner)
    resetPeak(pid)
    note('open-term: opening the term, with My day beside it')
    const term = await loadWhile(app, sessions, IDLE_SECONDS * 2, daily(owner, pid, ask))
    const peak = peakMb(pid)
    note('open-term: a daily run that has nothing to do')
    await owner`vacuum analyze duty`
    const again = await daily(owner, pid, ask)
    const extra = {
      duties: term.result.opened,
      rules: eightRules().length,
      ...deviations({ ...settings, records: 5_000_000 }),
    }
    return [
      timeLine('open-term', term.result.ms, 20_000, {
        ...extra,
        cpuSeconds: Number(term.result.cpu.toFixed(1)),
        rowsPerSecond: Math.round(term.result.opened / (term.result.ms / 1000)),
      }),
      timeLine('open-term.memory', peak, 500, { unit: 'MB', ...extra }),
      timeLine('open-term.beside', term.latency.p95, idle.latency.p95 * 2, {
        idle: idle.latency.p95,
        failed: term.latency.failed,
        rate: RATE,
      }),
      timeLine('open-term.nothing', again.ms / settings.schools, 200, {
        opened: again.opened,
        allSchools: Math.round(again.ms),
      }),
    ]
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

/** Opening a term for a county in the app's own daily run; the floors are the limits set for it. */
export const bench: Bench = {
  names: ['open-term'],
  run: ({ settings, note, quiet }) => measure(settings, note, quiet),
}

import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { Sql } from 'postgres'
import { findCatalogueDuty } from '#shared/duties/rules/catalogue.ts'
import { ruleParams } from '#shared/duties/rules/plan-rules.ts'
import type { RuleParams } from '#shared/duties/schema.ts'
import { connect, type Target } from '#server/db/client.ts'
import { requestDaily } from '#server/duties/jobs.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps } from '#server/open-deps.ts'
import { quietQueue, readSessions, runGenerate, SERVER, type Session } from './county.ts'
import type { Settings } from './line.ts'
import { cpuSeconds, familyOf } from './memory.ts'
import { startProcess, type Running } from './process.ts'
import { temporaryDataDir } from './temporary.ts'

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

/** Eight duties for each child, each once in every period. */
export const eightRules = (period: 'term' | 'month'): readonly { key: string; params: RuleParams }[] =>
  KEYS.map((key) => {
    const duty = findCatalogueDuty(key)
    if (!duty) throw new Error(`no duty ${key}`)
    const { paired: _, ...params } = ruleParams(duty, period)
    return { key, params: { ...params, inTermOnly: true } }
  })

/** An invented county with the app over it, for this run alone. */
export interface Opened {
  readonly app: Running
  readonly pid: number
  readonly owner: Sql
  readonly ownerTarget: Target
  readonly sessions: readonly Session[]
}

/** Generates the schools, starts the app and waits until its first daily run is through. */
export async function withCounty<T>(
  settings: Settings,
  quiet: boolean,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const folder = temporaryDataDir()
  const stops: (() => unknown)[] = [folder.remove]
  try {
    await runGenerate(folder.path, settings, quiet)
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
    const { ownerTarget } = opened
    const owner = connect(ownerTarget, { max: 1, prepare: false, applicationName: 'bench' })
    stops.push(() => owner.end({ timeout: 1 }))
    const county = { app, pid: app.child.pid ?? 0, owner, ownerTarget, sessions: readSessions(folder.path) }
    await daily(county)
    return await work(county)
  } finally {
    for (const stop of stops.toReversed()) await stop()
  }
}

export interface DailyRun {
  readonly ms: number
  /** Processor time of app and database meanwhile, in seconds; what is answered beside it is in it. */
  readonly cpu: number
  readonly opened: number
}

const LONGEST_RUN_MS = 1_800_000
const LOOK_MS = 250

/** One daily run in the app, as at night; its time by the queue's own clock. */
export async function daily({
  owner,
  ownerTarget,
  pid,
}: Omit<Opened, 'app' | 'sessions'>): Promise<DailyRun> {
  // The run at the app's start may still be waiting: there is one at a time.
  await quietQueue(owner, LONGEST_RUN_MS)
  const before = await countDuties(owner)
  const cpuBefore = cpuSeconds(familyOf(pid))
  const id = await requestDaily(ownerTarget)
  if (id === null) throw new Error('another daily run came first')
  for (let waited = 0; waited < LONGEST_RUN_MS; waited += LOOK_MS) {
    await sleep(LOOK_MS)
    const [row] = await owner<{ state: string; ms: number }[]>`select state::text,
      (extract(epoch from completed_on - started_on) * 1000)::float8 as ms from pgboss.job where id = ${id}`
    if (row?.state === 'completed') {
      const cpu = cpuSeconds(familyOf(pid)) - cpuBefore
      return { ms: row.ms, cpu, opened: (await countDuties(owner)) - before }
    }
    if (row?.state === 'failed' || row?.state === 'retry') throw new Error('the daily run failed')
  }
  throw new Error('the daily run did not end within half an hour')
}

const countDuties = async (owner: Sql): Promise<number> => {
  const [row] = await owner<{ n: number }[]>`select count(*)::int as n from duty`
  return row?.n ?? 0
}

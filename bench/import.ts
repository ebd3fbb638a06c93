import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import { connect } from '#server/db/client.ts'
import { newId } from '#server/db/id.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps } from '#server/open-deps.ts'
import { makeLargeRoster } from '#server/testing/large-roster.ts'
import { runGenerate, SERVER, type Session } from './lib/county.ts'
import { timeLine, type Bench } from './lib/line.ts'
import { peakMb, resetPeak } from './lib/memory.ts'
import { startProcess, type Running } from './lib/process.ts'
import { percentile } from './lib/statistics.ts'
import { temporaryDataDir } from './lib/temporary.ts'

const ROWS = 10_000
const PATIENCE_MS = 120_000

/** A school without the file's pupils but with all their classes, and its archive keeper signed in. */
async function prepare(dataDir: string): Promise<Session> {
  await runGenerate(dataDir, { schools: 1, children: 9, records: 9, sessions: 1 }, true)
  const opened = await openDeps(
    parseEnv({ ...process.env, DATA_DIR: dataDir }),
    pino({ level: 'silent' }),
    () => undefined,
  )
  const owner = connect(opened.ownerTarget, { max: 1, prepare: false, applicationName: 'bench' })
  const [session] = JSON.parse(readFileSync(join(dataDir, 'cookies.json'), 'utf8')) as Session[]
  if (!session) throw new Error('nobody is signed in')
  await owner`delete from role_assignment where user_id = ${session.userId}`
  await owner`insert into role_assignment (school_id, id, user_id, role, from_on)
    values (${session.schoolId}, ${newId()}, ${session.userId}, 'archiveKeeper', '2020-01-01')`
  const grades = '一二三四五六七八九'
  await owner`insert into class (school_id, id, school_year_id, grade, number, name)
    select y.school_id, gen_random_uuid(), y.id, g, n, substr(${grades}, g, 1) || '年级(' || n || ')班'
    from (select school_id, id from school_year where school_id = ${session.schoolId} order by starts_on desc limit 1) y,
      generate_series(1, ${grades.length}) g, generate_series(1, 9) n on conflict do nothing`
  await owner.end()
  await opened.close()
  return session
}

async function answerOf(response: Response): Promise<Record<string, unknown>> {
  const body = (await response.json()) as Record<string, unknown>
  if (!response.ok) throw new Error(`import: ${response.status} ${JSON.stringify(body).slice(0, 300)}`)
  return body
}

/** From the file chosen to committed, as the screen does it: upload, ask until it is read, commit. */
async function importFile(
  app: Running,
  cookie: string,
  file: Uint8Array<ArrayBuffer>,
): Promise<{ read: number; total: number }> {
  const began = performance.now()
  const id = newId()
  const headers = { cookie, 'content-type': 'application/octet-stream', 'x-file-name': 'roster.xlsx' }
  await answerOf(await fetch(`${app.url}/api/roster?id=${id}`, { method: 'POST', headers, body: file }))
  let state = 'reading'
  while (state === 'reading') {
    if (performance.now() - began > PATIENCE_MS) throw new Error('the file was not read in time')
    await sleep(100)
    state = String(
      (await answerOf(await fetch(`${app.url}/api/roster/${id}`, { headers: { cookie } })))['state'],
    )
  }
  if (state !== 'preview') throw new Error(`the import is ${state}`)
  const read = performance.now() - began
  const commit = {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json' },
    body: '{"createClasses":true}',
  }
  const report = await answerOf(await fetch(`${app.url}/api/roster/${id}/commit`, commit))
  if (report['added'] !== ROWS) throw new Error(`${String(report['added'])} of ${ROWS} rows were added`)
  return { read, total: performance.now() - began }
}

/** Milliseconds that read-excel-file alone needs for the same file, in a fresh process as the app's worker is. */
function readAlone(folder: string, file: Uint8Array): number {
  const path = join(folder, 'roster.xlsx')
  writeFileSync(path, file)
  const script = join(import.meta.dirname, 'lib/read-alone.ts')
  const { stdout, stderr } = spawnSync(process.execPath, [script, path], { encoding: 'utf8' })
  if (stdout === '') throw new Error(`read-excel-file alone failed: ${stderr}`)
  return (JSON.parse(stdout) as { ms: number }).ms
}

export const bench: Bench = {
  names: ['import', 'import.memory'],
  async run({ note }) {
    const own = temporaryDataDir()
    try {
      note(`import: ${ROWS} rows of the clean sample, against read-excel-file alone`)
      const file = await makeLargeRoster(ROWS)
      const { cookie } = await prepare(own.path)
      const app = await startProcess(SERVER, { DATA_DIR: own.path, PORT: '0', LOG_LEVEL: 'error' })
      try {
        await fetch(`${app.url}/api/health`)
        const pid = app.child.pid ?? 0
        if (process.platform === 'linux') resetPeak(pid)
        const { read, total } = await importFile(app, cookie, new Uint8Array(file))
        const peak = process.platform === 'linux' ? peakMb(pid) : null
        const floor = percentile(
          [1, 2, 3].map(() => readAlone(own.path, file)),
          0.5,
        )
        const extra = { rows: ROWS, read: Math.round(read), fileKb: Math.round(file.length / 1024) }
        return [
          timeLine('import', total, floor, extra),
          ...(peak === null
            ? []
            : [timeLine('import.memory', peak, null, { unit: 'MB' as const, rows: ROWS })]),
        ]
      } finally {
        await app.stop()
      }
    } finally {
      own.remove()
    }
  },
}

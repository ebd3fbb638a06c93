import { connect } from '#server/db/client.ts'
import { bulkLoad } from '#server/demo/parts/load.ts'
import { inventSchool } from '#server/demo/parts/school.ts'
import { prepareDemo } from '#server/demo/service.ts'
import { requestDaily } from '#server/duties/jobs.ts'
import { parseEnv } from '#server/env.ts'
import { openDeps, type OpenedDeps } from '#server/open-deps.ts'
import { setTimeout as sleep } from 'node:timers/promises'
import pino from 'pino'
import type { Folders } from './app-server.ts'

const envOf = ({ dataDir, systemDir }: Folders) =>
  parseEnv({ ...process.env, DATA_DIR: dataDir, SHOUWANG_SYSTEM_DIR: systemDir }, { demo: true })

const open = (folders: Folders, attach: boolean): Promise<OpenedDeps> =>
  openDeps(envOf(folders), pino({ level: 'silent' }), () => undefined, { attach })

const SEED = 20_261_101
const DAILY_LIMIT_MS = 60_000

/**
 * The demo school and others invented as it is, so that each plan has one of its own and all play the same month. Their
 * accounts are the demo's with `prefix` before the name and its password.
 */
export async function prepareSchools(
  folders: Folders,
  schools: readonly { readonly prefix: string; readonly preset: string }[],
  now: string,
): Promise<void> {
  const opened = await open(folders, false)
  const { deps, ownerTarget } = opened
  const at = Date.parse(now)
  const owner = connect(ownerTarget, { max: 1, prepare: false })
  try {
    await prepareDemo({ ...deps, now: () => at })
    const [account] = await owner<{ password: string }[]>`select password from auth_account limit 1`
    await bulkLoad(owner, { rebuild: false, note: () => undefined }, async (loader) => {
      for (const [number, { prefix, preset }] of schools.entries()) {
        const { rows } = inventSchool(
          {
            seed: SEED + number,
            now: at,
            frame: {
              schoolName: `第${number + 1}小学`, today: now.slice(0, 10), years: 2, classesPerGrade: 1,
              preset, definition: 'ruralUnder16', settings: {},
            },
            staff: { helpers: 2, prefix, passwordHash: account?.password ?? null },
            pupils: 180, listed: 36, perHelper: 4, contents: 0,
          },
          deps.vault,
        ) // prettier-ignore
        await loader.load(rows)
      }
    })
  } finally {
    await owner.end({ timeout: 5 })
    await opened.close()
  }
}

/** What a test needs beside the running program: the night's run when it wants one. */
export interface Nights {
  /** The daily run, as at ten past midnight; returns when it is through. */
  run(): Promise<void>
  /** Everybody stays signed in over the days that the test skips. */
  keepSessions(now: string): Promise<void>
  close(): Promise<void>
}

export async function openNights(folders: Folders): Promise<Nights> {
  const opened = await open(folders, true)
  const { ownerTarget } = opened
  const owner = connect(ownerTarget, { max: 1, prepare: false })
  const until = async (done: () => Promise<boolean>): Promise<void> => {
    for (let waited = 0; !(await done()); waited += 50) {
      if (waited > DAILY_LIMIT_MS) throw new Error('the daily run did not end')
      await sleep(50)
    }
  }
  return {
    async run() {
      // One at a time: that of the program's start or its clock may be under way, or come between.
      const isIdle = async (): Promise<boolean> =>
        (
          await owner`select 1 from pgboss.job where name = 'daily' and state in ('created', 'active', 'retry')`
        ).length === 0
      let id: string | null = null
      while (id === null) {
        await until(isIdle)
        id = await requestDaily(ownerTarget)
      }
      await until(async () => {
        const [job] = await owner<{ state: string }[]>`select state::text from pgboss.job where id = ${id}`
        if (job?.state === 'failed' || job?.state === 'retry') throw new Error('the daily run failed')
        return job?.state === 'completed'
      })
    },
    async keepSessions(now) {
      await owner`update auth_session set "updatedAt" = ${now}, "expiresAt" = ${now}::timestamptz + interval '7 days'`
    },
    async close() {
      await owner.end({ timeout: 5 })
      await opened.close()
    },
  }
}

import pino from 'pino'
import { daily, DailyIncomplete } from '#server/duties/jobs.ts'
import { parseEnv } from '#server/env.ts'
import { letOthersFirst, PATIENT } from '#server/db/yield.ts'
import { isDatabaseDown } from '#server/http/faults.ts'
import { openDeps } from '#server/open-deps.ts'
import { StartError } from '#server/start-error.ts'

/** Entry of the process that jobs.ts starts: one daily run over the database of the running app, then it ends. */
async function main(): Promise<void> {
  const orphaned = (): never => process.exit(1)
  process.once('disconnect', orphaned)
  const env = parseEnv(process.env, { demo: process.argv.includes('--demo') })
  const log = pino({ level: env.logLevel === 'info' ? 'warn' : env.logLevel }, pino.destination({ fd: 2 }))
  const opened = await openDeps(env, log, () => undefined, { attach: true, applicationName: PATIENT })
  const stop = env.databaseUrl ? () => undefined : await letOthersFirst(opened.deps.db)
  try {
    await daily(opened.deps)
  } finally {
    stop()
    await opened.close()
  }
  process.off('disconnect', orphaned)
  process.disconnect()
}

if (import.meta.main)
  await main().catch((error: unknown) => {
    if (!(error instanceof Error)) throw error
    if (!(error instanceof StartError || error instanceof DailyIncomplete || isDatabaseDown(error)))
      throw error
    process.stderr.write(`The daily run ended before its time and is tried again later: ${error.message}\n`)
    process.exit(1)
  })

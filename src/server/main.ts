import { join } from 'node:path'
import pino from 'pino'
import { createApp } from '#server/app.ts'
import { offerSetup } from '#server/accounts/service.ts'
import { openDeps } from '#server/open-deps.ts'
import { dailyApart, startJobs } from '#server/duties/jobs.ts'
import { parseEnv, type Env } from '#server/env.ts'
import { tellDaily } from '#server/notices/service.ts'
import { finishRequests } from '#server/http/closing.ts'
import { listenError, StartError } from '#server/start-error.ts'

/** One Ctrl-C comes twice, from the terminal and from scripts/run.mjs; asked again later, nothing is waited for. */
const AGAIN_MS = 500
const FINISHING =
  'Finishing what is under way; ask once more (Ctrl-C) to stop at once, and nothing half done is kept.\n'
const CLIENT = join(import.meta.dirname, '../../dist/client')

/** Starts everything in order and stops it in the opposite one: requests first, the database last. */
async function main(): Promise<void> {
  const env = parseEnv(process.env, { demo: process.argv.includes('--demo') })
  const log = pino({ level: env.logLevel === 'info' ? 'warn' : env.logLevel }, pino.destination({ fd: 2 }))
  const opened = await openDeps(env, log, (line) => process.stderr.write(`${line}\n`))
  const { deps } = opened
  const { http } = await createApp(deps, CLIENT)
  const url = await listen(http, env)
  const stopJobs = await startJobs(deps, opened.ownerTarget, dailyApart)
  let askedAt: number | undefined
  const stop = async (): Promise<void> => {
    if (askedAt !== undefined) {
      if (performance.now() - askedAt > AGAIN_MS) http.server.closeAllConnections()
      return
    }
    askedAt = performance.now()
    const told = setTimeout(() => process.stderr.write(FINISHING), AGAIN_MS)
    await finishRequests(http.server, () => http.close())
    clearTimeout(told)
    await stopJobs()
    await opened.close()
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => void stop())
  // The process that started this one (scripts/run.mjs) was killed outright.
  process.once('disconnect', () => void stop())
  if (env.demo) {
    const { prepareDemo } = await import('#server/demo/service.ts')
    process.stdout.write(await prepareDemo(deps))
    // The daily run was before there was a school.
    await tellDaily(deps)
  }
  process.stdout.write(`ready ${url}\n`)
  const token = await offerSetup(deps)
  if (token)
    process.stdout.write(`set up your school (link works once, for 24 hours): ${url}/setup/${token}\n`)
}

async function listen(http: Awaited<ReturnType<typeof createApp>>['http'], env: Env): Promise<string> {
  try {
    const address = await http.listen({ host: env.host, port: env.port })
    return env.publicUrl ?? address.replace('[::]', 'localhost').replace('0.0.0.0', 'localhost')
  } catch (error) {
    throw listenError(error, env.host, env.port)
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exit(1)
}

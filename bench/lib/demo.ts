import type { BrowserContext } from 'playwright-core'
import { DEMO_PASSWORD } from '#server/demo/parts/demo-school.ts'
import { SERVER } from './county.ts'
import type { BenchContext } from './line.ts'
import { startProcess, type Running } from './process.ts'
import { temporaryDataDir } from './temporary.ts'

let running: Promise<{ app: Running }> | undefined

/** The demo school with the app over it, as a visitor meets it; one for the whole run. */
export function openDemo({ atEnd }: BenchContext): Promise<{ app: Running }> {
  running ??= (async () => {
    const folder = temporaryDataDir()
    atEnd(folder.remove)
    const app = await startProcess(
      SERVER,
      { DATA_DIR: folder.path, PORT: '0', LOG_LEVEL: 'error' },
      { args: ['--demo'] },
    )
    atEnd(() => app.stop())
    return { app }
  })()
  return running
}

/** Signs a class teacher in, past the sign-in page. */
export async function signIn(context: BrowserContext, url: string): Promise<void> {
  const response = await context.request.post(`${url}/api/auth/sign-in/username`, {
    data: { username: 'teacher5', password: DEMO_PASSWORD },
    headers: { origin: url },
  })
  if (!response.ok()) throw new Error(`sign-in: ${response.status()} ${await response.text()}`)
}

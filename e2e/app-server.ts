import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const MAIN = join(import.meta.dirname, '../src/server/main.ts')
const CLOCK = pathToFileURL(join(import.meta.dirname, 'shifted-clock.ts')).href

export interface AppServer {
  readonly url: string
  /** The one-time set-up link, while no account exists. */
  readonly setupLink: string | undefined
  readonly child: ChildProcess
  /** Everything it printed so far. */
  output(): string
  /** Sets its clock, when it was started with one. */
  setNow(now: string): Promise<void>
  /** Stops it as Ctrl-C does; resolves to the exit code. */
  stop(): Promise<number | null>
}

export interface Folders {
  readonly dataDir: string
  readonly systemDir: string
  remove(): void
}

/** A data folder of its own; as root the server keeps the database beside it in another one. */
export function makeFolders(): Folders {
  const dataDir = mkdtempSync(join(tmpdir(), 'shouwang-e2e-'))
  const systemDir = mkdtempSync(join(tmpdir(), 'sw-'))
  chmodSync(systemDir, 0o711)
  return {
    dataDir,
    systemDir,
    remove() {
      for (const folder of [dataDir, systemDir]) rmSync(folder, { recursive: true, force: true })
    },
  }
}

/**
 * Starts the real program and waits for its line `ready <url>`; rejects with what it said when it ends before.
 * `now` is an instant its clock starts at.
 */
export function startAppServer(
  folders: Pick<Folders, 'dataDir' | 'systemDir'>,
  { env = {}, args = [], now }: { env?: Record<string, string>; args?: readonly string[]; now?: string } = {},
): Promise<AppServer> {
  const clock = now ? ['--import', CLOCK] : []
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', ...clock, MAIN, ...args], {
    env: {
      ...process.env,
      PORT: '0',
      DATA_DIR: folders.dataDir,
      SHOUWANG_SYSTEM_DIR: folders.systemDir,
      ...(now ? { E2E_NOW: now } : {}),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe', now ? 'ipc' : 'ignore'],
  })
  const lines: string[] = []
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return new Promise((resolve, reject) => {
    const link = (): string | undefined =>
      lines.map((line) => /(http\S+\/setup\/\S+)/.exec(line)?.[1]).find(Boolean)
    const timer = setTimeout(() => reject(new Error(`not ready within 60 s:\n${lines.join('\n')}`)), 60_000)
    const read = (line: string): void => {
      lines.push(line)
      const url = /^ready (\S+)/.exec(line)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      // The set-up link follows the ready line.
      setTimeout(
        () =>
          resolve({
            url,
            setupLink: link(),
            child,
            output: () => lines.join('\n'),
            setNow: (instant) =>
              new Promise((set) => {
                child.once('message', () => set())
                child.send(instant)
              }),
            stop: () => {
              child.kill('SIGTERM')
              return exited
            },
          }),
        300,
      )
    }
    for (const stream of [child.stdout, child.stderr]) if (stream) createInterface(stream).on('line', read)
    void exited.then((code) => {
      clearTimeout(timer)
      reject(new Error(`ended with ${code}:\n${lines.join('\n')}`))
    })
  })
}

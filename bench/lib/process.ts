import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'
import { SERVER_ARGS } from '../../scripts/server-args.mjs'

export interface Running {
  readonly url: string
  /** From spawn to the ready line, in milliseconds. */
  readonly startMs: number
  readonly child: ChildProcess
  stop(): Promise<void>
}

/** Starts a Node script of ours and waits for its line `ready <url>`. */
export function startProcess(
  script: string,
  env: Readonly<Record<string, string>>,
  { args = [], timeoutMs = 60_000 }: { args?: readonly string[]; timeoutMs?: number } = {},
): Promise<Running> {
  const started = performance.now()
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', ...SERVER_ARGS, script, ...args],
    {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error(`${script} was not ready within ${timeoutMs / 1000} s`))
    }, timeoutMs)
    child.once('exit', (code) => {
      clearTimeout(timer)
      reject(new Error(`${script} ended with ${code} before it was ready`))
    })
    createInterface(child.stdout).on('line', (line) => {
      const url = /^ready (\S+)/.exec(line)?.[1]
      if (url === undefined) return
      clearTimeout(timer)
      resolve({ url, startMs: performance.now() - started, child, stop })
    })
  })
}

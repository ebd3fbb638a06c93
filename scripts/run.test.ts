import { type ChildProcess, spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, describe, expect, it } from 'vitest'

const parent = mkdtempSync(join(tmpdir(), 'shouwang-run-'))
afterAll(() => rmSync(parent, { recursive: true, force: true }))

const LOCK = {
  packages: {
    '': { version: '1.0.0' },
    'node_modules/zod': { version: '4.0.0' },
    'node_modules/win': { version: '1.0.0', optional: true },
  },
}
/** Stands for npm: notes its arguments, installs by naming the packages. */
const NPM = `
import { appendFileSync, copyFileSync } from 'node:fs'
appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n')
if (process.env.FAIL === '1' || process.env.FAIL === process.argv[2]) process.exit(1)
copyFileSync('package-lock.json', 'node_modules/.package-lock.json')`
const VITE = `
import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
if (process.env.FAIL) process.exit(1)
mkdirSync('dist/client', { recursive: true })
writeFileSync('dist/client/index.html', '')
appendFileSync('vite.log', 'built\\n')`
const SERVER = `
process.on('SIGTERM', () => setTimeout(() => process.exit(7), 300))
setInterval(() => undefined, 1000)
console.log('args ' + process.argv.slice(2).join(' '))`

/** A project of the same shape with nothing in it but what run.mjs looks at. */
function project(): string {
  const root = mkdtempSync(join(parent, 'p-'))
  for (const folder of [
    'scripts',
    'src/server',
    'src/cli',
    'src/client',
    'src/shared',
    'node_modules/node/bin',
    'node_modules/vite/bin',
  ])
    mkdirSync(join(root, folder), { recursive: true })
  copyFileSync(join(import.meta.dirname, 'run.mjs'), join(root, 'scripts/run.mjs'))
  copyFileSync(join(import.meta.dirname, 'server-args.mjs'), join(root, 'scripts/server-args.mjs'))
  symlinkSync(process.execPath, join(root, 'node_modules/node/bin/node'))
  const files = {
    'package.json': '{"type":"module"}',
    'package-lock.json': JSON.stringify(LOCK),
    'npm.js': NPM,
    'node_modules/vite/bin/vite.js': VITE,
    'src/server/main.ts': SERVER,
    'src/cli/main.ts': 'console.log(process.argv.slice(2).join(" ")); process.exit(3)',
    'src/client/main.tsx': 'export const one = 1',
  }
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text)
  return root
}

interface Result {
  code: number | null
  out: string
  err: string
}

function launch(
  root: string,
  args: string[],
  env: Record<string, string> = {},
): { child: ChildProcess; done: Promise<Result>; out: () => string } {
  const { npm_lifecycle_event: _npm, ...own } = process.env
  const child = spawn(process.execPath, [join(root, 'scripts/run.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...own, npm_execpath: join(root, 'npm.js'), ...env },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()))
  const done = new Promise<Result>((resolve) => child.on('close', (code) => resolve({ code, out, err })))
  return { child, done, out: () => out }
}

const run = (root: string, args: string[], env?: Record<string, string>): Promise<Result> =>
  launch(root, args, env).done
const linesOf = (root: string, file: string): string[] =>
  existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8').trim().split('\n') : []

describe('installing', () => {
  it('happens once, and again when the lock file names other versions', async () => {
    const root = project()
    expect(await run(root, ['shouwang', 'import', '--json'])).toMatchObject({
      code: 3,
      out: 'import --json\n',
      err: expect.stringContaining('Installing'),
    })
    expect(linesOf(root, 'npm.log')).toEqual([
      'ci --include=dev --include=optional --no-fund --no-audit --loglevel=error',
    ])
    expect(await run(root, ['shouwang'])).toMatchObject({ err: '' })
    writeFileSync(join(root, 'package-lock.json'), JSON.stringify(LOCK).replace('4.0.0', '4.0.1'))
    await run(root, ['shouwang'])
    expect(linesOf(root, 'npm.log')).toHaveLength(2)
  })

  it('is left out when npm already put the same versions there', async () => {
    const root = project()
    const { 'node_modules/win': _other, ...here } = LOCK.packages
    writeFileSync(join(root, 'node_modules/.package-lock.json'), JSON.stringify({ packages: here }))
    expect(await run(root, ['shouwang'])).toMatchObject({ code: 3, err: '' })
    expect(linesOf(root, 'npm.log')).toEqual([])
  })

  it('lays changed patches over what is there, and begins anew where they do not fit', async () => {
    const root = project()
    const asked = async (env?: Record<string, string>): Promise<string[]> => {
      rmSync(join(root, 'npm.log'), { force: true })
      await run(root, ['shouwang'], env)
      return linesOf(root, 'npm.log').map((line) => line.split(' ', 1)[0] ?? '')
    }
    expect(await asked()).toEqual(['ci'])
    mkdirSync(join(root, 'patches'))
    writeFileSync(join(root, 'patches/zod+4.0.0.patch'), 'one')
    expect(await asked()).toEqual(['run'])
    expect(await asked()).toEqual([])
    writeFileSync(join(root, 'patches/zod+4.0.0.patch'), 'two')
    expect(await asked({ FAIL: 'run' })).toEqual(['run', 'ci'])
    expect(await asked()).toEqual([])
  })

  it('that fails is tried again the next time', async () => {
    const root = project()
    expect(await run(root, ['shouwang'], { FAIL: '1' })).toMatchObject({
      code: 1,
      err: expect.stringContaining('npm ci failed'),
    })
    expect(await run(root, ['shouwang'])).toMatchObject({ code: 3 })
  })

  it('without install scripts leaves no Node, and says what to do', async () => {
    const root = project()
    rmSync(join(root, 'node_modules/node/bin/node'))
    const { code, err } = await run(root, ['shouwang'])
    expect(code).toBe(1)
    expect(err.trim().split('\n').at(-1)).toMatch(
      /^The pinned Node 24 is missing.*run "npm rebuild node --ignore-scripts=false"/,
    )
  })
})

describe('the pages', () => {
  it('are built when their content changed, not when only a time or a test did', async () => {
    const root = project()
    const builds = async (): Promise<number> => {
      await run(root, ['build'])
      return linesOf(root, 'vite.log').length
    }
    expect(await builds()).toBe(1)
    expect(await builds()).toBe(1)
    utimesSync(join(root, 'src/client/main.tsx'), new Date(0), new Date(0))
    writeFileSync(join(root, 'src/client/main.test.tsx'), '')
    expect(await builds()).toBe(1)
    writeFileSync(join(root, 'src/shared/rule.ts'), '')
    expect(await builds()).toBe(2)
    rmSync(join(root, 'dist'), { recursive: true })
    expect(await builds()).toBe(3)
  })

  it('that cannot be built are not served', async () => {
    const root = project()
    await run(root, ['shouwang'])
    expect(await run(root, ['start'], { FAIL: '1' })).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('could not be built'),
    })
  })
})

describe('the program', () => {
  async function started(root: string, env?: Record<string, string>): Promise<ReturnType<typeof launch>> {
    const launched = launch(root, ['demo', '--x'], env)
    while (launched.out() === '') await sleep(20)
    return launched
  }

  it('gets its arguments and SIGTERM, is waited for, and its exit code is passed on', async () => {
    const { child, done } = await started(project())
    const began = performance.now()
    child.kill('SIGTERM')
    expect(await done).toMatchObject({ code: 7, out: 'args --demo --x\n' })
    expect(performance.now() - began).toBeGreaterThan(250)
  })

  it('is asked to end when the shell of npm died', async () => {
    const root = project()
    await run(root, ['build'])
    const script = `"${process.execPath}" scripts/run.mjs start > out & echo $! > pid; sleep 60`
    const shell = spawn('/bin/sh', ['-c', script], {
      cwd: root,
      stdio: 'ignore',
      env: { ...process.env, npm_lifecycle_event: 'start' },
    })
    const read = (file: string): string =>
      existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : ''
    while (read('pid') === '' || read('out') === '') await sleep(20)
    const pid = Number(read('pid'))
    shell.kill('SIGKILL')
    const deadline = Date.now() + 5000
    while (isThere(pid) && Date.now() < deadline) await sleep(50)
    expect(isThere(pid)).toBe(false)
  })

  it.each([[], ['nonsense'], ['toString']])('must be one that exists: %j', async (...args) => {
    expect(await run(project(), args)).toMatchObject({
      code: 1,
      err: expect.stringContaining('one of start, demo, dev'),
    })
  })
})

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

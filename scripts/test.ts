import { spawnSync } from 'node:child_process'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** `npm test`: pages, checks, then every test; the last line is `N passed, N failed`, the exit code says the same. */
interface Count {
  passed: number
  failed: number
  skipped: number
}

interface Report {
  numPassedTests: number
  numPendingTests: number
  numTodoTests: number
  numFailedTests: number
  testResults: { status: string; assertionResults: { status: string }[] }[]
}

const MEMORY = '/dev/shm'
const ROOM_BYTES = 6 * 2 ** 30

const ROOT = join(import.meta.dirname, '..')
const REPORT = join(ROOT, '.cache', 'vitest.json')

/**
 * Where the tests keep databases and profiles. In memory where it is roomy and may hold programs: hundreds of databases come
 * and go, and a file system on disk spends a fifth of the run on their files.
 */
function scratch(): string {
  if (process.env['TMPDIR'] !== undefined || !existsSync(MEMORY)) return tmpdir()
  const { bavail, bsize } = statfsSync(MEMORY)
  return bavail * bsize >= ROOM_BYTES && mayRun(MEMORY) ? MEMORY : tmpdir()
}

function mayRun(parent: string): boolean {
  const folder = mkdtempSync(join(parent, 'shouwang-try-'))
  const program = join(folder, 'try')
  writeFileSync(program, '#!/bin/sh\n')
  chmodSync(program, 0o755)
  const { status } = spawnSync(program)
  rmSync(folder, { recursive: true })
  return status === 0
}

function run(
  script: string,
  args: readonly string[],
  stdout: 'inherit' | 'pipe',
): { ok: boolean; output: string } {
  const { status, stdout: output } = spawnSync(process.execPath, [join(ROOT, script), ...args], {
    cwd: ROOT,
    env: { ...process.env, TMPDIR: scratch() },
    stdio: ['ignore', stdout, 'inherit'],
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return { ok: status === 0, output: output ?? '' }
}

/** The browser tests need the built pages; each check step counts as one test. */
function countSteps(): Count {
  const built = run('scripts/run.mjs', ['build'], 'inherit').ok
  const checks = run('scripts/check.ts', ['--json'], 'pipe')
  const steps = stepsOf(checks.output) ?? [{ name: 'checks', ok: checks.ok }]
  const results = [{ name: 'pages', ok: built }, ...steps]
  for (const { name, ok } of results) console.log(`${ok ? 'ok    ' : 'FAILED'} ${name}`)
  const passed = results.filter(({ ok }) => ok).length
  return { passed, failed: results.length - passed, skipped: 0 }
}

function stepsOf(output: string): { name: string; ok: boolean }[] | undefined {
  try {
    return (JSON.parse(output) as { steps: { name: string; ok: boolean }[] }).steps
  } catch {
    return undefined
  }
}

function countTests(filters: readonly string[]): Count {
  rmSync(REPORT, { force: true })
  const args = ['run', '--reporter=dot', '--reporter=json', `--outputFile.json=${REPORT}`, ...filters]
  const { ok } = run('node_modules/vitest/vitest.mjs', args, 'inherit')
  if (!existsSync(REPORT)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(REPORT, 'utf8')) as Report
  // A file that could not even be loaded has no test that failed.
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && assertionResults.every((test) => test.status !== 'failed'),
  ).length
  const failed = report.numFailedTests + broken
  return {
    passed: report.numPassedTests,
    // Vitest also fails on errors outside any test.
    failed: failed === 0 && !ok ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  }
}

const counts = [countSteps(), countTests(process.argv.slice(2))]
const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0)
const skipped = sum('skipped') > 0 ? `, ${sum('skipped')} skipped` : ''
process.exitCode = sum('failed') > 0 ? 1 : 0
console.log(`${sum('passed')} passed, ${sum('failed')} failed${skipped}`)

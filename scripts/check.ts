import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A check is a command that must succeed; with `regenerates`, a file that must come out as it is committed. */
type Step = { name: string; tool: string; args: string[]; regenerates?: string }
type Result = { name: string; ok: boolean; ms: number; output: string }

const ROOT = join(import.meta.dirname, '..')
const BIN = join(ROOT, 'node_modules/.bin')
const AT_ONCE = 2

// The slowest first, so that two workers end together.
const STEPS: Step[] = [
  { name: 'types', tool: 'tsc', args: ['-b', '--pretty', 'false'] },
  { name: 'lint', tool: 'oxlint', args: ['--type-aware'] },
  { name: 'database-types', tool: 'node', args: ['scripts/db-types.ts', '--check'] },
  script('openapi', 'openapi.ts', 'openapi.json'),
  { name: 'dead-code', tool: 'knip', args: ['--no-progress', '--no-config-hints'] },
  script('structure', 'check-structure.ts'),
  { name: 'format', tool: 'oxfmt', args: ['--check'] },
  script('locales', 'check-locales.ts'),
  script('words', 'check-words.ts'),
]

function script(name: string, file: string, regenerates?: string): Step {
  return { name, tool: 'node', args: [join('scripts', file)], ...(regenerates && { regenerates }) }
}

async function run(step: Step): Promise<Result> {
  const started = performance.now()
  const done = (ok: boolean, output: string): Result => ({
    name: step.name,
    ok,
    ms: Math.round(performance.now() - started),
    output,
  })
  const file = step.tool === 'node' ? step.args[0] : undefined
  if (file !== undefined && !existsSync(join(ROOT, file))) return done(false, `${file} is missing\n`)
  const before = contentOf(step.regenerates)
  const { code, output } = await execute(step)
  if (code !== 0) return done(false, output)
  if (contentOf(step.regenerates) === before) return done(true, output)
  return done(
    false,
    `${step.regenerates} was out of date; it is written anew now: look at it and commit it\n`,
  )
}

function contentOf(file: string | undefined): string | undefined {
  if (file === undefined || !existsSync(join(ROOT, file))) return undefined
  return readFileSync(join(ROOT, file), 'utf8')
}

function execute({ tool, args }: Step): Promise<{ code: number; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(join(BIN, tool), args, {
      cwd: ROOT,
      env: { ...process.env, PATH: `${BIN}:${process.env['PATH'] ?? ''}`, NO_COLOR: '1' },
      shell: process.platform === 'win32',
    })
    let output = ''
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()))
    child.on('error', (error) => resolve({ code: 1, output: `${error.message}\n` }))
    child.on('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

async function main(): Promise<void> {
  const asJson = process.argv.includes('--json')
  const wanted = process.argv.slice(2).filter((word) => !word.startsWith('-'))
  const queue = STEPS.filter((step) => wanted.length === 0 || wanted.includes(step.name))
  const results: Result[] = []
  const started = performance.now()
  const worker = async (): Promise<void> => {
    for (let step = queue.shift(); step; step = queue.shift()) {
      const result = await run(step)
      results.push(result)
      const line = `${result.ok ? 'ok    ' : 'FAILED'} ${result.name.padEnd(15)} ${(result.ms / 1000).toFixed(1)} s`
      if (asJson) process.stderr.write(result.ok ? '' : `${line}\n${result.output}`)
      else console.log(result.ok ? line : `${line}\n${result.output.trimEnd()}`)
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, worker))
  const failed = results.filter((result) => !result.ok)
  if (asJson) console.log(JSON.stringify({ steps: results.map(({ name, ok, ms }) => ({ name, ok, ms })) }))
  else {
    const seconds = ((performance.now() - started) / 1000).toFixed(1)
    console.log(`${results.length - failed.length} ok, ${failed.length} failed in ${seconds} s`)
  }
  process.exitCode = failed.length > 0 ? 1 : 0
}

await main()

import { parseArgs } from 'node:util'
import pino from 'pino'
import { backup } from './backup.ts'
import { note, type Command, type CommandInput, type CommandResult } from './command.ts'
import { createAdmin } from './create-admin.ts'
import { generate } from './generate.ts'
import { importRoster } from './import.ts'
import { resetSecondFactor } from './reset-second-factor.ts'
import { restore } from './restore.ts'
import { setupLink } from './setup-link.ts'
import { verifyAudit } from './verify-audit.ts'
import { parseEnv, type Env } from '#server/env.ts'
import { openDeps } from '#server/open-deps.ts'
import { StartError } from '#server/start-error.ts'

const commands: readonly Command[] = [
  backup,
  createAdmin,
  generate,
  importRoster,
  resetSecondFactor,
  restore,
  setupLink,
  verifyAudit,
]

const shared = { help: { type: 'boolean' }, json: { type: 'boolean' }, demo: { type: 'boolean' } } as const

async function main(argv: readonly string[]): Promise<number> {
  const [name, ...rest] = argv
  const command = commands.find((each) => each.name === name)
  if (!command) {
    say(overview())
    return name === undefined || name === '--help' ? 0 : 2
  }
  const parsed = parse(command, rest)
  if (typeof parsed === 'string') {
    say([parsed, ...help(command)])
    return 2
  }
  if (parsed.values['help']) {
    say(help(command))
    return 0
  }
  const env = parseEnv(process.env, { demo: parsed.values['demo'] === true })
  const { lines, json, exitCode } = await run(command, env, parsed)
  say(parsed.values['json'] ? [JSON.stringify(json)] : lines)
  return exitCode
}

async function run(command: Command, env: Env, input: CommandInput): Promise<CommandResult> {
  if ('runAlone' in command) return command.runAlone(env, input)
  const opened = await openDeps(env, pino({ level: 'warn' }, pino.destination(2)), note, { attach: true })
  try {
    return await command.run(opened, input)
  } finally {
    await opened.close()
  }
}

function parse(command: Command, args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: { ...shared, ...command.options }, allowPositionals: true })
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const overview = (): string[] => [
  'npm run shouwang -- <command> [--json] [--demo] [--help]',
  '',
  ...commands.map(({ name, summary }) => `  ${name.padEnd(20)} ${summary}`),
]

const help = ({ name, summary, usage }: Command): string[] => [`${name}: ${summary}`, '', usage]

const say = (lines: readonly string[]): void => void process.stdout.write(`${lines.join('\n')}\n`)

try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  if (!(error instanceof StartError)) throw error
  process.stderr.write(`${error.message}\n`)
  process.exitCode = 1
}

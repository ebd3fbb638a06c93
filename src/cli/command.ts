import type { ParseArgsOptionsConfig } from 'node:util'
import type { Env } from '#server/env.ts'
import type { OpenedDeps } from '#server/open-deps.ts'

export interface CommandInput {
  readonly values: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** What a command answers: lines for people, one object for `--json`, and the exit code. */
export interface CommandResult {
  readonly lines: readonly string[]
  readonly json: Readonly<Record<string, unknown>>
  /** 0 done, 1 the thing asked about is not well, 2 wrong arguments. */
  readonly exitCode: 0 | 1 | 2
}

interface CommandBase {
  readonly name: string
  readonly summary: string
  /** Shown by --help below the summary. */
  readonly usage: string
  readonly options: ParseArgsOptionsConfig
}

/** Works with the database of the data folder, started or attached and brought up to date. */
interface OpenCommand extends CommandBase {
  run(opened: OpenedDeps, input: CommandInput): Promise<CommandResult>
}

/** Opens by itself what it needs: there may be no database yet. */
interface LoneCommand extends CommandBase {
  runAlone(env: Env, input: CommandInput): Promise<CommandResult>
}

export type Command = OpenCommand | LoneCommand

/** A remark for the operator while a command works. */
export const note = (line: string): void => void process.stderr.write(`${line}\n`)

/** A refusal of the arguments, with the cure. */
export const wrongArguments = (line: string): CommandResult => ({
  lines: [line],
  json: { error: line },
  exitCode: 2,
})

import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import type { CommandInput } from './command.ts'

/** Four words that nobody guesses; a backup holds everything the school knows. */
const SHORTEST = 16

export const passphraseOption = { 'passphrase-file': { type: 'string' } } as const

type Asked = { readonly passphrase: string } | { readonly refused: string }

const none: Asked = {
  refused:
    'Give --passphrase-file FILE (its first line is the passphrase), or run it in a terminal to be asked.',
}

/**
 * The passphrase of a backup: from a file's first line, or asked for without showing it. Never an argument, which others on
 * the machine could read. A new one is asked for twice and must be long.
 */
export async function passphraseOf({ values }: CommandInput, isNew: boolean): Promise<Asked> {
  const file = values['passphrase-file']
  const given = typeof file === 'string' ? firstLineOf(file) : await ask('Passphrase: ')
  if (given === undefined)
    return typeof file === 'string'
      ? { refused: `The file ${file} cannot be read: give --passphrase-file another one.` }
      : none
  if (isNew && [...given].length < SHORTEST)
    return {
      refused: `The passphrase is too short: take at least ${SHORTEST} characters, such as four or five words.`,
    }
  if (isNew && file === undefined && (await ask('The same again: ')) !== given)
    return { refused: 'The two passphrases differ: run it again.' }
  return { passphrase: given }
}

function firstLineOf(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').split(/\r?\n/)[0]
  } catch {
    return undefined
  }
}

/** Asks in the terminal and shows nothing of the answer; undefined where nobody can be asked. */
async function ask(question: string): Promise<string | undefined> {
  if (!process.stdin.isTTY) return undefined
  process.stderr.write(question)
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silent, terminal: true })
  try {
    return await terminal.question('')
  } finally {
    terminal.close()
    process.stderr.write('\n')
  }
}

import { getCatalogs } from '@lingui/cli/api'
import { getConfig } from '@lingui/conf'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * In the guide “…” quotes what the screen says and nothing else; “A → B” is A, then B, and … stands for a value.
 * What is stressed is bold; words of a table or a person are code or plain.
 */
const QUOTED = /“([^”]*)”/g
const OTHER_QUOTES = /"|「|『/g
const CODE = /```[\s\S]*?```|`[^`\n]*`/g
const VALUE = '…'
/** The pages outside the app bring their words in both languages. */
const OUTSIDE_THE_APP = ['src/client/shell/sign-in-words.ts', 'src/server/contacts/parts/link-words.ts']

/** What is quoted in a page of the guide but stands on no screen, and quotation marks that mean nothing here. */
export function labelFaults(page: string, isOnScreen: (label: string) => boolean): string[] {
  const text = page.replaceAll(CODE, '')
  const labels = [...text.matchAll(QUOTED)].flatMap((match) => unwrapped(match[1] ?? '').split(' → '))
  return [...labels.filter((label) => !isOnScreen(label)), ...(text.match(OTHER_QUOTES) ?? [])]
}

/** Chinese lines are joined without a blank. */
const unwrapped = (text: string): string =>
  text.replaceAll(/(?<=\P{ASCII})\s*\n\s*(?=\P{ASCII})/gu, '').replaceAll(/\s*\n\s*/g, ' ')

/** Answers whether a catalogue's messages, with any values in them, hold a label as a whole. */
export function screenOf(messages: readonly string[]): (label: string) => boolean {
  const forms = messages.flatMap((message) => formsOf(message.replaceAll(/<\/?\d+\/?>/g, '')))
  const plain = new Set(forms)
  const patterns = forms.filter((form) => /\p{L}{2}/u.test(form) && form.includes(VALUE)).map(patternOf)
  return (label) => plain.has(label) || patterns.some((pattern) => pattern.test(label))
}

const patternOf = (form: string): RegExp => new RegExp(`^${form.split(VALUE).map(literally).join('.+')}$`)

const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Each wording a message can take: `{name}` becomes …, a plural each of its branches. */
function formsOf(message: string): string[] {
  const open = message.indexOf('{')
  if (open < 0) return [message]
  const close = closing(message, open)
  const inside = message.slice(open + 1, close)
  const branches = /^\s*\w+\s*,\s*(plural|select)/.test(inside) ? branchesOf(inside) : [VALUE]
  const rests = formsOf(message.slice(close + 1))
  return branches.flatMap((branch) => rests.map((rest) => message.slice(0, open) + branch + rest))
}

function branchesOf(inside: string): string[] {
  const open = inside.indexOf('{')
  if (open < 0) return []
  const close = closing(inside, open)
  const branch = inside.slice(open + 1, close).replaceAll('#', VALUE)
  return [...formsOf(branch), ...branchesOf(inside.slice(close + 1))]
}

function closing(text: string, open: number): number {
  let depth = 0
  for (let at = open; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}

/** All words on screen as a language shows them; Chinese is the source. */
export async function messagesOf(language: 'zh' | 'en', root: string): Promise<string[]> {
  const catalogs = await getCatalogs(getConfig({ cwd: root }))
  const read = await Promise.all(catalogs.map((catalog) => catalog.read('en')))
  const inTheApp = read
    .flatMap((catalog) => Object.entries(catalog ?? {}))
    .map(([id, { message = id, translation = '' }]) => (language === 'zh' ? message : translation))
  const outside = OUTSIDE_THE_APP.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/: '([^']+)'/g)].map((match) => match[1] ?? ''),
  )
  return [...inTheApp, ...outside]
}

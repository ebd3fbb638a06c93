import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { listAllFiles } from './structure/source.ts'

type WordRule = { name: string; pattern: RegExp; files: RegExp; cure: string }
type WordFinding = { file: string; line: number; rule: string; cure: string }

/** Texts of ours: code, settings, documents, catalogues. Pictures, fonts and the lock file are not read for words. */
const TEXTS = /\.(ts|tsx|mjs|js|css|html|sql|json|md|po|yml|yaml|txt|svg|webmanifest|typ)$|(^|\/)\.ci\//
const NOT_OURS = /^package-lock\.json$|^LICENSE$|^scripts\/check-words(\.test)?\.ts$/

/** Screens that a child, a classmate, a guardian or a stranger may see: the care status is never named there (H-15). */
const SEEN_BY_ALL =
  /^src\/client\/([a-z-]+\.html$|(sign-in|shell|ui|mailbox|letters|portfolio|guardian)\/|lib\/field-text\.ts$)|^src\/client\/locales\/[^/]+\/(base|fields|sign-in|shell|mailbox|letters|portfolio|guardian)\.po$|^vite\.config\.ts$|^src\/server\/notifications\//

export const WORD_RULES: WordRule[] = [
  {
    name: 'registry-address',
    pattern: /"resolved": "http/,
    files: /^package-lock\.json$/,
    cure: 'the lock file carries no download addresses: keep omit-lockfile-registry-resolved in .npmrc',
  },
  {
    name: 'machine-path',
    pattern: /(^|[\s"'`(=:])\/(work|root|home|Users)\/[\w.]/,
    files: /./,
    cure: 'no paths of one machine: make it relative or a setting',
  },
  {
    name: 'unfinished',
    pattern: /\b(TODO|FIXME|XXX)\b/,
    files: /./,
    cure: 'finish it, or open an issue and say in words what is missing',
  },
  {
    name: 'outside-document',
    pattern:
      /\b(design|conventions|domain|anchors|DEVELOPERS)\.md\b|\bdesign §|requirements\.md (Part|§)|\.\.\/shared\/(samples|look|hooks|[\w-]+\.md)/,
    files: /./,
    cure: 'that document is not in the repository: say the rule here or name its id',
  },
  {
    name: 'process-word',
    pattern:
      /\b(AI[- ](assistant|generated)|language model|coding (agent|assistant)|sub-?agents?|the brief)\b/i,
    files: /./,
    cure: 'write about the product, not about how it came to be',
  },
  {
    name: 'care-status-shown',
    pattern: /留守|left[- ]behind/i,
    files: SEEN_BY_ALL,
    cure: 'strangers and children may see this: say 孩子 / child, or move it to a staff screen',
  },
]

/** Reads the repository's texts for words that must not be in them. */
export function checkWords(root: string): WordFinding[] {
  return listAllFiles(root).flatMap((file) => {
    const rules = WORD_RULES.filter((rule) => applies(rule, file))
    if (rules.length === 0) return []
    const lines = readFileSync(join(root, file), 'utf8').split('\n')
    return lines.flatMap((text, index) =>
      rules
        .filter((rule) => rule.pattern.test(text))
        .map(({ name, cure }) => ({ file, line: index + 1, rule: name, cure })),
    )
  })
}

function applies(rule: WordRule, file: string): boolean {
  if (rule.files.source !== '.') return rule.files.test(file) && !/\.test\.tsx?$/.test(file)
  return TEXTS.test(file) && !NOT_OURS.test(file)
}

if (import.meta.main) {
  const findings = checkWords(resolve(process.argv[2] ?? '.'))
  for (const { file, line, rule, cure } of findings) console.log(`${file}:${line} [${rule}] ${cure}`)
  console.log(findings.length > 0 ? `${findings.length} word findings` : 'words: nothing to mend')
  process.exitCode = findings.length > 0 ? 1 : 0
}

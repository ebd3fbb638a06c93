import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })
const CODE = globSync(['{src,scripts}/**/*.{ts,tsx,mjs,sql,html}', 'package.json'], { cwd: ROOT })
  .map((file) => `${file}\n${read(file)}`)
  .join('\n')
/** Named in a decision because they are not used. */
const OTHER_PROGRAMS = new Set(['pg_dump', 'pg_upgrade', 'VTIMEZONE'])

test.each(DOCUMENTS)('%s: every link leads to a file', (document) => {
  const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
  const broken = targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))
  expect(broken).toEqual([])
})

/** Files of an installation, of a backup, of npm: named in backticks, but not of this repository. */
const NOT_OURS = /^(DATA_DIR|keys|tables|@|\/)/

/** What stands in backticks, outside the blocks of commands. */
const quoted = (document: string): string[] =>
  [
    ...read(document)
      .replaceAll(/```[\s\S]*?```/g, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map((match) => match[1] ?? '')

const PLACES = globSync('{src,scripts,e2e,bench,docs}/**/*', { cwd: ROOT }).map((place) => `/${place}`)

/** `rules/<topic>.ts` is any such file; a path may begin at any folder, as its neighbours in the text do. */
function exists(text: string): boolean {
  const path = text.replaceAll(/<[^>]+>/g, '*').replace(/\/$/, '')
  if (!/[*{]/.test(path))
    return existsSync(join(ROOT, path)) || PLACES.some((place) => place.endsWith(`/${path}`))
  return globSync([path, `{src,scripts,e2e,bench,docs}/**/${path}`], { cwd: ROOT }).length > 0
}

test.each(DOCUMENTS)('%s: every file and folder in backticks exists', (document) => {
  const paths = quoted(document).filter(
    (text) =>
      /^[\w@.*{},<>-]+(\/[\w@.*{},<>-]*)*$/.test(text) &&
      (text.includes('/') || /\.(tsx?|mjs|md|html|po)$/.test(text)) &&
      !NOT_OURS.test(text),
  )
  expect(paths.filter((path) => !exists(path))).toEqual([])
})

test.each(['ARCHITECTURE.md', 'docs/glossary.md', ...globSync('docs/adr/*.md', { cwd: ROOT })])(
  '%s: every name of the code in backticks is in the code',
  (document) => {
    const names = quoted(document).flatMap((text) =>
      /^[A-Za-z_][\w.]*(\(\))?(: \w+)?$/.test(text) ? text.replace('()', '').split(/[.: ]+/) : [],
    )
    const missing = names.filter((name) => !CODE.includes(name))
    expect(missing.filter((name) => !OTHER_PROGRAMS.has(name))).toEqual([])
  },
)

test('ARCHITECTURE.md leads to every decision, and each page has its number and its three parts', () => {
  const pages = globSync('docs/adr/*.md', { cwd: ROOT }).toSorted()
  const text = read('ARCHITECTURE.md')
  expect(pages.filter((page) => !text.includes(`(${page})`))).toEqual([])
  for (const [index, page] of pages.entries()) {
    const number = String(index + 1).padStart(4, '0')
    expect(read(page)).toMatch(
      new RegExp(`^# ${number} .+\\n[^]*\\n## Context\\n[^]*\\n## Decision\\n[^]*\\n## Consequences\\n`),
    )
  }
})

test('docs/requirements.md: C01 to C40 stand in it, and the tests it names exist', () => {
  const trace = read('docs/requirements.md').split('## Clauses')[0] ?? ''
  const rows = trace.split('\n').filter((line) => /^\| C\d\d \|/.test(line))
  expect(rows.map((row) => row.slice(2, 5))).toEqual(
    Array.from({ length: 40 }, (_, i) => `C${String(i + 1).padStart(2, '0')}`),
  )
  const patterns = [...trace.matchAll(/`((?:src|e2e|scripts)\/[^`]+)`/g)].map((match) => match[1] ?? '')
  const missing = patterns.filter((pattern) => globSync(pattern, { cwd: ROOT }).length === 0)
  expect(missing).toEqual([])
})

test.each(['README.md', 'README.zh-CN.md'])('%s names every setting and every npm script', (readme) => {
  const settings = [...read('src/server/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+): z\./gm)].map(
    (match) => match[1] ?? '',
  )
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> }
  // npm runs that one by itself.
  const typed = Object.keys(scripts).filter((name) => name !== 'postinstall')
  const commands = typed.map((name) =>
    name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`,
  )
  const text = read(readme)
  expect(settings.length).toBeGreaterThan(5)
  expect([...settings, ...commands].filter((word) => !text.includes(word))).toEqual([])
})

import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const DOCUMENTS = globSync(['*.md', 'docs/**/*.md'], { cwd: ROOT })

test.each(DOCUMENTS)('%s: every link leads to a file', (document) => {
  const targets = [...read(document).matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map((match) => match[1] ?? '')
  const broken = targets.filter((target) => !existsSync(join(ROOT, dirname(document), target)))
  expect(broken).toEqual([])
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
  const commands = Object.keys(scripts).map((name) =>
    name === 'start' || name === 'test' ? `npm ${name}` : `npm run ${name}`,
  )
  const text = read(readme)
  expect(settings.length).toBeGreaterThan(5)
  expect([...settings, ...commands].filter((word) => !text.includes(word))).toEqual([])
})

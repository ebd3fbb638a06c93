import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { labelFaults, messagesOf, screenOf } from './guide-labels.ts'

const ROOT = join(import.meta.dirname, '..')

test.each(['zh', 'en'] as const)(
  'docs/guide/%s: every label it quotes stands on a screen',
  async (language) => {
    const isOnScreen = screenOf(await messagesOf(language, ROOT))
    const pages = globSync(`docs/guide/${language}/*.md`, { cwd: ROOT })
    const faults = pages.flatMap((page) =>
      labelFaults(readFileSync(join(ROOT, page), 'utf8'), isOnScreen).map((label) => `${page}: ${label}`),
    )
    expect(pages.length).toBeGreaterThan(10)
    expect(faults).toEqual([])
  },
)

test('both languages have the same pages, in the table of each', () => {
  const pages = (language: string): string[] =>
    globSync('*.md', { cwd: join(ROOT, 'docs/guide', language) }).toSorted()
  expect(pages('en')).toEqual(pages('zh'))
  for (const language of ['zh', 'en']) {
    const contents = readFileSync(join(ROOT, 'docs/guide', language, 'README.md'), 'utf8')
    expect(pages(language).filter((page) => page !== 'README.md' && !contents.includes(`(${page})`))).toEqual(
      [],
    )
  }
})

const isOnScreen = screenOf([
  'Save',
  'Me',
  'My numbers',
  'Close the file of {0}',
  '{count, plural, one {Import # pupil} other {Import # pupils}}',
  'See the <0>school settings</0> first',
  '{name}',
])

test.each([
  ['Press “Save”.', []],
  ['Press “Store”.', ['Store']],
  ['“Me → My numbers”, then “Me → My cards”', ['My cards']],
  ['“Close the file of …”, “Import … pupils”, “Import 743 pupils”', []],
  ['“See the school\n  settings first”', []],
  ['`“no label”`, then\n```\n"name"\n```', []],
  ['Press "Save" or 「Save」.', ['"', '"', '「']],
])('%s', (page, faults) => {
  expect(labelFaults(page, isOnScreen)).toEqual(faults)
})

import { expect, test } from 'vitest'
import { checkWords, WORD_RULES } from './check-words.ts'
import { plant } from './structure/planted.ts'

const PLANTED: [rule: string, file: string, text: string][] = [
  ['registry-address', 'package-lock.json', '{\n"resolved": "https://registry.example/a.tgz"\n}\n'],
  ['machine-path', 'docs/guide/start.md', 'Start.\ncd /home/me/shouwang\n'],
  ['unfinished', 'src/server/talks/service.ts', 'export const fileTalk = 1\n// TODO later\n'],
  ['outside-document', 'docs/guide/start.md', 'Start.\nSee design.md §3.\n'],
  ['process-word', 'README.md', 'Title\nWritten by a coding assistant.\n'],
  ['care-status-shown', 'src/client/sign-in/form.tsx', 'export const a = 1\nexport const b = <p>留守</p>\n'],
  ['care-status-shown', 'src/client/locales/zh-CN/base.po', 'msgid "a"\nmsgstr "留守儿童"\n'],
  ['care-status-shown', 'src/client/locales/en/fields.po', 'msgid "a"\nmsgstr "Left-behind children"\n'],
  ['care-status-shown', 'src/client/lib/field-text.ts', 'export const a = 1\nexport const b = "留守"\n'],
]

function findingsOf(planted: Record<string, string>) {
  const project = plant(planted)
  try {
    return checkWords(project.root)
  } finally {
    project.remove()
  }
}

test('a sound project has no finding', () => {
  expect(findingsOf({})).toEqual([])
})

test.each(PLANTED)('%s is found in %s', (rule, file, text) => {
  expect(findingsOf({ [file]: text })).toMatchObject([{ rule, file, line: 2 }])
})

test('a staff screen may name the care status', () => {
  expect(findingsOf({ 'src/client/children/list.tsx': 'export const a = <p>留守</p>\n' })).toEqual([])
})

test('every rule has a planted violation', () => {
  const planted = new Set(PLANTED.map(([rule]) => rule))
  expect([...planted].toSorted()).toEqual(WORD_RULES.map((rule) => rule.name).toSorted())
})

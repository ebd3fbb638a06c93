import { expect, test } from 'vitest'
import { chineseName, englishName } from './known-names.ts'

test('usual names of terms and holidays have an English one; a school’s own words have none', () => {
  expect(englishName('秋季学期')).toBe('Autumn term')
  expect(englishName(' 国庆节 ')).toBe('National Day')
  expect(englishName('2026-2027学年春季学期')).toBe('Spring term 2026-2027')
  expect(englishName('2026–2027 学年')).toBe('School year 2026–2027')
  expect(englishName('2026–2027 学年农忙假')).toBeUndefined()
  expect(englishName('校庆放假')).toBeUndefined()
  expect(englishName('constructor')).toBeUndefined()
  expect(englishName('')).toBeUndefined()
})

test('what was proposed in English has a Chinese name again', () => {
  expect(chineseName('Autumn term')).toBe('秋季学期')
  expect(chineseName('School year 2026–2027')).toBe('2026–2027 学年')
  expect(chineseName('Our own term')).toBeUndefined()
})

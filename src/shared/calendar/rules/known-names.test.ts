import { expect, test } from 'vitest'
import { englishName } from './known-names.ts'

test('usual names of terms and holidays have an English one; a school’s own words have none', () => {
  expect(englishName('秋季学期')).toBe('Autumn term')
  expect(englishName(' 国庆节 ')).toBe('National Day')
  expect(englishName('2026-2027学年春季学期')).toBe('Spring term 2026-2027')
  expect(englishName('校庆放假')).toBeUndefined()
  expect(englishName('constructor')).toBeUndefined()
  expect(englishName('')).toBeUndefined()
})

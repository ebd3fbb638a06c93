import { i18n } from '@lingui/core'
import { describe, expect, test } from 'vitest'
import { errorCodes, fieldErrorCodes } from '#shared/errors.ts'
import { ApiError } from './api-error.ts'
import { codeText, errorText } from './error-text.ts'
import { fieldErrors, fieldText } from './field-text.ts'
import { messages as chineseBase } from '#client/locales/zh-CN/base.po'
import { messages as chineseFields } from '#client/locales/zh-CN/fields.po'
import { messages as englishBase } from '#client/locales/en/base.po'
import { messages as englishFields } from '#client/locales/en/fields.po'

const chinese = { ...chineseBase, ...chineseFields }
const english = { ...englishBase, ...englishFields }

describe.each([
  ['zh-CN', chinese],
  ['en', english],
])('errors in %s', (locale, messages) => {
  test('every code has a sentence of its own words', () => {
    i18n.loadAndActivate({ locale, messages })
    for (const code of [...errorCodes, 'offline'] as const) expect(codeText(code)).toMatch(/[。.]$/)
    for (const code of fieldErrorCodes) expect(fieldText({ code })).toMatch(/[。.]$/)
  })
})

test('fields of a failed form by their path, the limit included', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages: chinese })
  const error = new ApiError(422, {
    code: 'invalid-input',
    fields: [{ path: 'terms.0.name', code: 'too-long', params: { max: 40 } }],
  })
  expect(fieldErrors(error)).toEqual({ 'terms.0.name': '最多 40 个字。' })
  expect(errorText(error)).toBe('有几处需要改一下，已经标出来了。')
  expect(errorText(new Error('boom'))).toContain('服务器出了问题')
})

test.each([
  ['zh-CN', chinese, '不确定是否已保存'],
  ['en', english, 'not certain whether it was saved'],
])('what was sent and not answered is not said to be lost, nor to be kept: %s', (locale, messages, words) => {
  i18n.loadAndActivate({ locale, messages })
  for (const code of ['offline', 'unavailable'] as const)
    expect(errorText(new ApiError(0, { code, unsure: true }))).toContain(words)
  expect(errorText(new ApiError(503, { code: 'unavailable' }))).not.toContain(words)
})

test('a locked account says until when, on the clock of the school', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages: chinese })
  const error = new ApiError(423, { code: 'account-locked', params: { until: '2026-11-23T06:05:00Z' } })
  expect(errorText(error)).toBe('输错次数太多，14:05 以后再试。')
})

test('what a date collides with is named: the other term, the first day that can be', () => {
  i18n.loadAndActivate({ locale: 'en', messages: english })
  const overlaps = fieldText({ code: 'overlaps', params: { name: '秋季学期' } })
  expect(overlaps).toBe('It overlaps with “Autumn term”. Please change the dates.')
  const early = fieldText({ code: 'before-start', params: { earliest: '2026-11-27' } })
  expect(early).toBe('27 Nov 2026 is the earliest day. Please change the date.')
  expect(fieldText({ code: 'before-start' })).not.toBe(early)
})

test('a refused password says what is wrong with it: the old one again, too, is no matter of guessing', () => {
  i18n.loadAndActivate({ locale: 'en', messages: english })
  const why = (fault: string) => fieldText({ code: 'weak-password', params: { fault } })
  expect(why('same')).toBe('The new password is the same as the present one. Please choose another.')
  expect(why('too-short')).toContain('10')
})

test('an import that cannot be undone names the rows that stand against it', () => {
  i18n.loadAndActivate({ locale: 'en', messages: english })
  const error = new ApiError(409, { code: 'import-changed-since', params: { count: 2, rows: '3, 8' } })
  expect(errorText(error)).toContain('Rows of the table: 3, 8.')
})

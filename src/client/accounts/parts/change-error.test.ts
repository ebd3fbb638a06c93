import { i18n } from '@lingui/core'
import { beforeAll, expect, it } from 'vitest'
import { ApiError } from '#client/lib/api-error.ts'
import { messages } from '#client/locales/zh-CN/base.po'
import { changeErrorText } from './change-error.ts'

beforeAll(() => i18n.loadAndActivate({ locale: 'zh-CN', messages }))

it('the last administrator: says that another one without a last day comes first', () => {
  expect(changeErrorText(new ApiError(409, { code: 'not-allowed-now' }))).toMatch(
    /^学校总要有一位长期的管理员。.*空着/,
  )
  expect(changeErrorText(new ApiError(403, { code: 'forbidden' }))).toMatch(/^您的岗位不能做这件事/)
})

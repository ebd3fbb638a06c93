import { i18n } from '@lingui/core'
import { beforeAll, expect, it } from 'vitest'
import type { IncidentNotice } from '#shared/notices/schema.ts'
import { waitingText } from './incident-words.ts'
import { messages } from '#client/locales/zh-CN/base.po'

beforeAll(() => i18n.loadAndActivate({ locale: 'zh-CN', messages }))

const text = (waiting: number, reports: number, late = 0): string =>
  waitingText({ waiting, reports, late } as IncidentNotice)

it('H-04: a report is counted once, apart from those who are still to be told', () => {
  expect(text(7, 3, 1)).toBe('3 处现在就要报告 · 还有 4 处没告诉到 · 1 处已超时')
  expect(text(3, 3)).toBe('3 处现在就要报告')
  expect(text(4, 0)).toBe('还有 4 处没告诉到')
  expect(text(0, 0)).toBe('该告诉的都告诉到了')
})

import { i18n } from '@lingui/core'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import {
  daysBetween,
  formatBytes,
  formatDate,
  formatDateRange,
  formatDue,
  formatInstant,
  formatPercent,
} from './format.ts'
import { messages as chinese } from '#client/locales/zh-CN/base.po'
import { messages as english } from '#client/locales/en/base.po'

describe('in Chinese', () => {
  beforeEach(() => i18n.loadAndActivate({ locale: 'zh-CN', messages: chinese }))

  test('K-01: a local date reads the same wherever the device is', () => {
    expect(formatDate('2026-11-23')).toBe('11月23日')
    expect(formatDate('2026-11-23', 'weekday')).toBe('11月23日 周一')
    expect(formatDate('2026-11-23', 'full')).toBe('2026年11月23日')
    expect(formatDate('2026-11-23', 'month')).toBe('2026年11月')
  })
  test('K-01: an instant is shown on the clock of the school', () => {
    expect(formatInstant('2026-11-22T16:30:00Z')).toBe('11月23日 00:30')
    expect(formatInstant('2026-11-22T16:30:00Z', 'time')).toBe('00:30')
  })
  test('K-25: the due day is still in time, overdue begins the day after', () => {
    expect(formatDue('2026-11-23', '2026-11-23')).toEqual({ text: '今天到期', tone: 'today' })
    expect(formatDue('2026-11-22', '2026-11-23')).toEqual({ text: '逾期 1 天', tone: 'overdue' })
    expect(formatDue('2026-11-25', '2026-11-23')).toEqual({ text: '还剩 2 天', tone: 'soon' })
    expect(formatDue('2027-01-31', '2026-11-23')).toEqual({ text: '1月31日前', tone: 'later' })
    // Of another school year with its year.
    expect(formatDue('2027-09-30', '2026-11-23').text).toBe('2027年9月30日前')
  })
  test('an open end reads as since', () => {
    expect(formatDateRange('2025-02-17', null)).toBe('2025年2月17日起')
    expect(formatDateRange('2025-02-17', '2025-06-01')).toBe('2025年2月17日至6月1日')
  })
})

describe('in English', () => {
  beforeEach(() => i18n.loadAndActivate({ locale: 'en', messages: english }))

  test('dates, and one day against several', () => {
    expect(formatDate('2026-11-23', 'weekday')).toBe('Mon 23 Nov')
    expect(formatDate('2026-11-23', 'full')).toBe('23 Nov 2026')
    expect(formatDue('2026-11-24', '2026-11-23').text).toBe('1 day left')
    expect(formatDue('2026-11-20', '2026-11-23').text).toBe('3 days overdue')
  })
})

describe('K-50: percentages', () => {
  test('half up to one decimal on the exact fraction; an empty denominator has no value', () => {
    expect(formatPercent(0, 0)).toBe('–')
    expect(formatPercent(1, 1)).toBe('100%')
    expect(formatPercent(2, 3)).toBe('66.7%')
    expect(formatPercent(1, 2000)).toBe('0.1%')
    expect(formatPercent(1, 2001)).toBe('0%')
  })
  test('never further than half a tenth from the fraction', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 0, max: 100_000 }), (of, count) => {
        const shown = Number.parseFloat(formatPercent(Math.min(count, of), of))
        return Math.abs(shown - (Math.min(count, of) / of) * 100) <= 0.05 + 1e-9
      }),
    )
  })
})

test('days between two local dates do not know of summer time', () => {
  expect(daysBetween('2026-02-28', '2026-03-01')).toBe(1)
  expect(daysBetween('2026-11-23', '2026-11-20')).toBe(-3)
})

test('an empty file is shown as empty, any other as 1 KB at least', () => {
  expect([0, 1, 1024, 46_080, 1_258_291].map(formatBytes)).toEqual([
    '0 KB',
    '1 KB',
    '1 KB',
    '45 KB',
    '1.2 MB',
  ])
})

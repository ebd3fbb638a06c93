import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import type { MyDayItem } from '#shared/day/schema.ts'
import { itemDetail } from './item-words.ts'
import { messages as base } from '#client/locales/zh-CN/base.po'
import { messages as duties } from '#client/locales/zh-CN/duties.po'
import { messages as baseEnglish } from '#client/locales/en/base.po'
import { messages as dutiesEnglish } from '#client/locales/en/duties.po'

const tried = (key: 'talk' | 'parentContact' | 'homeVisit'): string => {
  const item = {
    key,
    evidence: key,
    attempts: 2,
    lastAttemptOn: null,
    alsoOpen: 0,
    coverFor: null,
    performers: [],
  }
  return itemDetail(item as unknown as MyDayItem, '2026-11-23')
}
const all = (): string[] => [tried('talk'), tried('parentContact'), tried('homeVisit')]

test('what was tried says it in the words of its kind: talk, call, visit', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages: { ...base, ...duties } })
  expect(all()).toEqual([
    '谈心 · 找过 2 次，没有谈成',
    '家长联系 · 试过 2 次，没有联系上',
    '家访 · 去过 2 次，没有见到人',
  ])
  i18n.loadAndActivate({ locale: 'en', messages: { ...baseEnglish, ...dutiesEnglish } })
  expect(all()).toEqual([
    'Talk · tried 2 times, but it did not happen',
    'Parent contact · tried 2 times, not reached',
    'Home visit · went 2 times, met nobody',
  ])
})

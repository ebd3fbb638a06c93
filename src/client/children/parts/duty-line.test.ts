import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { evidenceOf } from '#shared/duties/rules/catalogue.ts'
import { excuseText } from '#client/lib/duty-words.ts'
import { excuseDetail } from './duty-line.ts'
import { messages as chinese } from '#client/locales/zh-CN/base.po'
import { messages as english } from '#client/locales/en/base.po'

const excuse = { kind: 'away', reason: '跟奶奶去县城看病', byName: null } as const

test('an excused duty says its kind with the reason; to whoever may not read the reason the kind alone', () => {
  i18n.loadAndActivate({ locale: 'zh-CN', messages: chinese })
  expect(excuseDetail(excuse, 'talk')).toBe('孩子不在本地 · 跟奶奶去县城看病')
  const declined = { ...excuse, kind: 'declined', reason: null } as const
  const kinds = ['talk', 'parentContact', 'homeVisit'] as const
  expect(kinds.map((evidence) => excuseDetail(declined, evidence))).toEqual([
    '孩子这次不想谈',
    '家长这次不想谈',
    '家里这次不方便',
  ])
  // A visit in the summer is one, too.
  expect(excuseText('declined', evidenceOf('summerVisit')[0])).toBe('家里这次不方便')
  i18n.loadAndActivate({ locale: 'en', messages: english })
  expect(excuseDetail({ ...excuse, reason: null }, 'talk')).toBe('The child is away')
})

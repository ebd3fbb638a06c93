import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import type { CardKind } from '#shared/duties/schema.ts'
import { outlookText } from './outlook.ts'

i18n.load('zh-CN', {})
i18n.activate('zh-CN')

const duty = (id: string, key: string, from: string, to: string, kind: CardKind = 'homeVisit') => ({
  id,
  key,
  cardKinds: [kind],
  from,
  to,
  dueOn: to,
  endedOn: null as string | null,
  toDo: true,
})
const tian = {
  name: '田田',
  duties: [
    duty('a', 'talk', '2026-11-01', '2026-11-30', 'talk'),
    duty('b', 'homeVisit', '2026-09-01', '2027-01-22'),
  ],
}
const visit = { kind: 'homeVisit' as const, heldOn: '2026-11-23', reached: true, enteredFor: null }

test('what saving will have done is told by the rule of the server, for each child of the visit', () => {
  expect(outlookText([tian], () => visit)).toBe('保存后：家访完成')
  expect(outlookText([tian], () => ({ ...visit, also: ['talk'] }))).toBe('保存后：11月谈心、家访完成')
  expect(outlookText([tian, { name: '田野', duties: [] }], () => visit)).toBe('保存后：田田的家访完成')
  expect(outlookText([tian], () => ({ ...visit, reached: false }))).toBe('')
})

test('K-26: every duty the card fulfils is named by its own name, each once, none that a change has ended', () => {
  const november = duty('c', 'novemberVisit', '2026-11-01', '2026-11-30')
  const talk = { kind: 'talk' as const, heldOn: '2026-11-23', reached: true, enteredFor: null }
  const first = duty('d', 'firstTalk', '2026-11-16', '2026-11-29', 'talk')
  const said = (...more: ReturnType<typeof duty>[]) => ({ ...tian, duties: [...tian.duties, ...more] })
  expect(outlookText([said(november, first)], () => visit)).toBe('保存后：家访、十一月家访完成')
  expect(outlookText([said(november, first)], () => talk)).toBe('保存后：11月谈心、建档后的第一次谈心完成')
  // Two visits are wanted in the term: one card is one of them.
  expect(outlookText([said(duty('e', 'homeVisit', '2026-09-01', '2027-01-22'))], () => visit)).toBe(
    '保存后：家访完成',
  )
  const ended = { ...november, endedOn: '2026-11-20' }
  expect(outlookText([said(ended)], () => visit)).toBe('保存后：家访完成')
})

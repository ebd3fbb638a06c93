import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { outlookText } from './outlook.ts'

i18n.load('zh-CN', {})
i18n.activate('zh-CN')

const duty = (id: string, key: 'talk' | 'homeVisit', from: string, to: string) => ({
  id,
  key,
  from,
  to,
  dueOn: to,
  toDo: true,
})
const tian = {
  name: '田田',
  duties: [duty('a', 'talk', '2026-11-01', '2026-11-30'), duty('b', 'homeVisit', '2026-09-01', '2027-01-22')],
}
const visit = { kind: 'homeVisit' as const, heldOn: '2026-11-23', reached: true, enteredFor: null }

test('what saving will have done is told by the rule of the server, for each child of the visit', () => {
  expect(outlookText([tian], () => visit)).toBe('保存后：家访完成')
  expect(outlookText([tian], () => ({ ...visit, also: ['talk'] }))).toBe('保存后：11月谈心、家访完成')
  expect(outlookText([tian, { name: '田野', duties: [] }], () => visit)).toBe('保存后：田田的家访完成')
  expect(outlookText([tian], () => ({ ...visit, reached: false }))).toBe('')
})

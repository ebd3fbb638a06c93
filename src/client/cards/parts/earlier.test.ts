import { i18n } from '@lingui/core'
import { expect, test } from 'vitest'
import { earlierOf, earlierText } from './earlier.ts'

i18n.load('zh-CN', {})
i18n.activate('zh-CN')

const duty = (id: string, month: string, over: object = {}) => ({
  id,
  key: 'talk' as const,
  from: `2026-${month}-01`,
  to: `2026-${month}-30`,
  dueOn: `2026-${month}-30`,
  cardKinds: ['talk' as const],
  endedOn: null,
  toDo: true,
  ...over,
})
const today = '2026-12-08'
const asked = { kind: 'talk' as const, heldOn: today, today, opened: null }
const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id)

test('K-26: a card of today can be entered for each time gone by undone, the oldest first', () => {
  const duties = [
    duty('nov', '11'),
    duty('sep', '09'),
    duty('oct', '10', { toDo: false }),
    duty('dec', '12'),
    duty('visit', '09', { key: 'homeVisit' }),
  ]
  expect(ids(earlierOf(duties, asked))).toEqual(['sep', 'nov'])
  expect(ids(earlierOf(duties, { ...asked, heldOn: '2026-11-20' }))).toEqual(['sep'])
  expect(earlierOf(undefined, asked)).toEqual([])
  // On its last day a card counts in the window by itself; what may still be done today is not late (K-25).
  expect(ids(earlierOf(duties, { ...asked, heldOn: '2026-11-30' }))).toEqual(['sep'])
  expect(earlierOf([duty('nov', '11', { dueOn: today })], asked)).toEqual([])
})

test('the one it was opened for is there before the others are known, and stands for all of its time', () => {
  const opened = { id: 'nov2', from: '2026-11-01', to: '2026-11-30' }
  expect(ids(earlierOf(undefined, { ...asked, opened }))).toEqual(['nov2'])
  const duties = [duty('nov1', '11'), duty('nov2', '11'), duty('sep', '09')]
  expect(ids(earlierOf(duties, { ...asked, opened }))).toEqual(['sep', 'nov2'])
  expect(ids(earlierOf(duties, asked))).toEqual(['sep', 'nov1'])
})

test('the time is said in days', () => {
  expect(earlierText({ id: 'a', from: '2026-11-01', to: '2026-11-30' })).toBe('补 11月1日至11月30日 那一次')
  expect(earlierText({ id: 'a', from: '2026-11-03', to: '2026-11-03' })).toBe('补 11月3日 那一次')
})

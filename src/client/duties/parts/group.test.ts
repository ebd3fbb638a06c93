import { expect, test } from 'vitest'
import type { MyDayItem } from '#shared/day/schema.ts'
import { childrenIn, groupDay, leadersFirst, undoneBefore, wasAsked } from './group.ts'

const item = (dutyId: string, part: Partial<MyDayItem>): MyDayItem => ({
  dutyId,
  key: 'talk',
  evidence: 'talk',
  pupilId: dutyId,
  pupilName: dutyId,
  className: null,
  village: null,
  state: 'due',
  daysLeft: 3,
  from: '2026-11-01',
  to: '2026-11-30',
  dueOn: '2026-11-30',
  oldestDueOn: '2026-11-30',
  attempts: 0,
  lastAttemptOn: null,
  noCarer: false,
  performerRole: 'classTeacher',
  unassigned: false,
  mine: true,
  excuseAsked: false,
  excuseRefused: null,
  performers: [],
  coverFor: null,
  lastCard: null,
  alsoOpen: 0,
  contact: null,
  ...part,
})
const visit = (id: string, village: string | null): MyDayItem =>
  item(id, { key: 'homeVisit', evidence: 'homeVisit', village })

test('overdue and today come first; two visits in one village stand together, a single one stays in its place', () => {
  const groups = groupDay({
    sections: [
      { key: 'urgent', items: [item('a', { daysLeft: -2 })] },
      { key: 'dueToday', items: [item('b', { daysLeft: 0 })] },
      { key: 'dueSoon', items: [visit('c', '河湾村'), item('d', { village: '河湾村' })] },
      { key: 'thisTerm', items: [visit('e', '河湾村'), visit('f', '石桥村'), visit('g', null)] },
    ],
  })
  const ids = (list: readonly MyDayItem[]): string => list.map(({ dutyId }) => dutyId).join('')
  expect(ids(groups.first)).toBe('ab')
  expect(ids(groups.soon)).toBe('d')
  expect(groups.villages.map(({ village, items }) => [village, ids(items)])).toEqual([['河湾村', 'ce']])
  expect(ids(groups.later)).toBe('fg')
})

test('children are counted, not duties', () => {
  expect(childrenIn([item('a', {}), item('b', { pupilId: 'a' }), item('c', {})])).toBe(2)
})

test('a leader sees in full what only a leader can mend, then the first few; nothing is left out', () => {
  const items = [
    item('a', {}),
    item('b', {}),
    item('c', { unassigned: true }),
    item('d', {}),
    item('e', { noCarer: true }),
  ]
  const ids = (list: readonly MyDayItem[]) => list.map(({ dutyId }) => dutyId)
  const [full, rest] = leadersFirst(items, 3)
  expect(ids(full)).toEqual(['c', 'e', 'a'])
  expect(ids(rest)).toEqual(['b', 'd'])
  const [all, none] = leadersFirst(items, 0)
  expect([ids(all), ids(none)]).toEqual([
    ['c', 'e'],
    ['a', 'b', 'd'],
  ])
})

test('what was left out before the newest window is counted over the whole day', () => {
  const items = [item('a', { alsoOpen: 2 }), item('b', {})]
  expect(undoneBefore({ sections: [{ key: 'dueSoon', items }] })).toBe(2)
  expect(
    undoneBefore({
      sections: [
        { key: 'dueSoon', items },
        { key: 'thisTerm', items },
      ],
    }),
  ).toBe(4)
})

test('a month in which nothing fell due is not one in which all was done', () => {
  expect(wasAsked({ ring: { done: 0, open: 0, total: 0 } })).toBe(false)
  expect(wasAsked({ ring: { done: 6, open: 0, total: 6 } })).toBe(true)
})

import { expect, test } from 'vitest'
import { byHousehold, byVillage, namesOf } from './week-groups.ts'

const item = (pupilId: string, household: string | null, village: string | null = null) => ({
  pupilId,
  pupilName: pupilId,
  household,
  village,
})

test('siblings stand together where the first of them stands; the order is kept otherwise', () => {
  const groups = byHousehold([
    item('a', null),
    item('b', 'h'),
    item('c', null),
    item('d', 'h'),
    item('a', null),
  ])
  expect(groups.map(({ items }) => items.map(({ pupilId }) => pupilId).join(''))).toEqual(['aa', 'bd', 'c'])
})

test('villages in the order they come, the unknown one last, households together', () => {
  const groups = byVillage([
    item('a', null),
    item('b', 'h', '河湾村'),
    item('c', null, '河湾村'),
    item('d', 'h', '河湾村'),
    item('e', null, '石桥村'),
  ])
  expect(groups.map(({ village, items }) => [village, namesOf(items).join('')])).toEqual([
    ['河湾村', 'bdc'],
    ['石桥村', 'e'],
    [null, 'a'],
  ])
})

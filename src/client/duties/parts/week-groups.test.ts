import { expect, test } from 'vitest'
import { byDay, byHousehold, byVillage, namesOf } from './week-groups.ts'

const item = (pupilId: string, household: string | null, village: string | null = null) => ({
  pupilId,
  pupilName: pupilId,
  household,
  village,
})

test('days with nothing due stand together, between those with something', () => {
  const day = (on: string, items: string[] = []) => ({ on, items, work: [] })
  const groups = byDay([
    day('2026-11-25'),
    day('2026-11-26'),
    day('2026-11-27', ['a']),
    day('2026-11-28', ['b']),
    day('2026-11-29'),
  ])
  expect(groups.map(({ from, to, day: one }) => [from, to, one?.items.length ?? 0])).toEqual([
    ['2026-11-25', '2026-11-26', 0],
    ['2026-11-27', '2026-11-27', 1],
    ['2026-11-28', '2026-11-28', 1],
    ['2026-11-29', '2026-11-29', 0],
  ])
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

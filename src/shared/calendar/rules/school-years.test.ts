import { expect, it } from 'vitest'
import { currentYear, isOver } from './school-years.ts'

const year = (first: number) => ({ startsOn: `${first}-09-01`, endsOn: `${first + 1}-07-10` })
const [last, now, next] = [year(2025), year(2026), year(2027)]

it('the current school year holds today, on its first and its last day, in whatever order they come', () => {
  for (const day of ['2026-09-01', '2026-11-23', '2027-07-10'])
    expect(currentYear([next, last, now], day)).toBe(now)
})

it('between two years it is the next, after all of them the last, without any none', () => {
  expect(currentYear([last, now, next], '2027-08-01')).toBe(next)
  expect(currentYear([last, now], '2027-08-01')).toBe(now)
  expect(currentYear([], '2027-08-01')).toBeUndefined()
})

it('a year is over on the day after its last', () => {
  expect([isOver(now, '2027-07-10'), isOver(now, '2027-07-11')]).toEqual([false, true])
})

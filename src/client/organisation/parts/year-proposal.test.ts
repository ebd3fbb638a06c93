import { expect, test } from 'vitest'
import { proposeYear } from './year-proposal.ts'

test('K-04: the school year around a November day, terms around the Spring Festival of 6 February 2027', () => {
  expect(proposeYear('2026-11-23')).toEqual({
    first: 2026,
    startsOn: '2026-09-01',
    endsOn: '2027-08-31',
    autumn: { startsOn: '2026-09-01', endsOn: '2027-01-22' },
    spring: { startsOn: '2027-02-22', endsOn: '2027-07-02' },
  })
})

test.each([
  ['2026-07-31', 2025],
  ['2026-08-01', 2026],
  ['2027-03-01', 2026],
])('on %s the year that begins in %d is proposed', (today, first) => {
  expect(proposeYear(today).first).toBe(first)
})

test('terms never overlap and lie inside the year, for a century', () => {
  for (let year = 2000; year < 2100; year += 1) {
    const { startsOn, endsOn, autumn, spring } = proposeYear(`${year}-10-01`)
    const borders = [autumn.endsOn, spring.startsOn, spring.endsOn, endsOn]
    expect(autumn.startsOn >= startsOn).toBe(true)
    expect([...borders].sort()).toEqual(borders)
  }
})

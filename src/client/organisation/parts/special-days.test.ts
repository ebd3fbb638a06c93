import { expect, test } from 'vitest'
import { daysFromTo, groupDays } from './special-days.ts'

test('neighbouring days of one holiday are one line; a make-up day between stands alone', () => {
  const holiday = (day: string) => ({ day, kind: 'holiday' as const, name: '国庆节' })
  const groups = groupDays([
    holiday('2026-10-02'),
    holiday('2026-10-01'),
    { day: '2026-10-10', kind: 'makeup', name: '国庆节' },
    holiday('2026-10-04'),
  ])
  expect(groups.map(({ days }) => days)).toEqual([
    ['2026-10-01', '2026-10-02'],
    ['2026-10-04'],
    ['2026-10-10'],
  ])
})

test('K-01: both ends of a range count; a wrong order is empty', () => {
  expect(daysFromTo('2026-12-31', '2027-01-02')).toEqual(['2026-12-31', '2027-01-01', '2027-01-02'])
  expect(daysFromTo('2027-01-02', '2026-12-31')).toEqual([])
})

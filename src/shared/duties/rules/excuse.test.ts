import fc from 'fast-check'
import { expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { isSchoolDay } from '#shared/calendar/rules/school-days.ts'
import { beyondOnePerson, windowsCovered } from './excuse.ts'

const calendar = {
  years: [{ name: '2026', from: '2026-09-01', to: '2027-08-31' }],
  terms: [
    { name: '秋', from: '2026-09-01', to: '2027-01-22' },
    { name: '春', from: '2027-03-01', to: '2027-07-10' },
  ],
  days: [{ day: '2026-10-01', kind: 'holiday' as const, name: '国庆节' }],
}
const month = (name: string, key = 'talk') => {
  const from = `${name}-01`
  const to = addDays(from, 27)
  return { key, from, to, dueOn: to }
}

it('K-28: an excuse over a time covers a window only with all its school days', () => {
  const october = { from: '2026-10-01', to: '2026-10-31' }
  expect(windowsCovered([october], { from: '2026-10-02', to: '2026-10-30' }, calendar)).toEqual([october])
  expect(windowsCovered([october], { from: '2026-10-05', to: '2026-10-31' }, calendar)).toEqual([])
})

it('K-28: equals counting day by day, whatever the time', () => {
  const day = fc.integer({ min: 0, max: 160 }).map((offset) => addDays('2026-09-01', offset))
  fc.assert(
    fc.property(day, fc.nat({ max: 30 }), day, fc.nat({ max: 60 }), (from, length, start, days) => {
      const window = { from, to: addDays(from, length) }
      const excuse = { from: start, to: addDays(start, days) }
      const all = Array.from({ length: length + 1 }, (_, at) => addDays(from, at))
      const school = all.filter((one) => isSchoolDay(one, calendar))
      const must = school.length > 0 ? school : all
      const covered = must.every((one) => excuse.from <= one && one <= excuse.to)
      expect(windowsCovered([window], excuse, calendar)).toEqual(covered ? [window] : [])
    }),
  )
})

it('H-13: beyond two of one kind in a term a second person is asked; other kinds and terms count apart', () => {
  const standing = [month('2026-09'), month('2026-10')]
  const needsSecondPerson = (...args: Parameters<typeof beyondOnePerson>): boolean =>
    beyondOnePerson(...args).length > 0
  expect(needsSecondPerson(standing, [month('2026-11')], calendar)).toBe(true)
  expect(needsSecondPerson(standing.slice(1), [month('2026-11')], calendar)).toBe(false)
  expect(needsSecondPerson(standing, [month('2026-11', 'homeVisit')], calendar)).toBe(false)
  expect(needsSecondPerson(standing, [month('2027-03')], calendar)).toBe(false)
  expect(needsSecondPerson(standing, [month('2026-11')], calendar, 3)).toBe(false)
  // A whole term at once is not one excuse.
  expect(needsSecondPerson([], [month('2026-09'), month('2026-10'), month('2026-11')], calendar)).toBe(true)
  // Only what is beyond it: the visit is within what one person may give.
  const visit = month('2026-11', 'homeVisit')
  expect(beyondOnePerson(standing, [month('2026-11'), visit], calendar)).toEqual([month('2026-11')])
})

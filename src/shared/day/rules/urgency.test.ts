import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { byUrgency, isUrgent, type Pressing, sectionOf } from './urgency.ts'

const today = '2026-11-23'
const pressing: fc.Arbitrary<Pressing> = fc.record({
  noCarer: fc.boolean(),
  dueOn: fc.option(fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days))),
  name: fc.constantFrom('林小满', '何青青', '周大河'),
})

describe('the one order of urgency', () => {
  it('H-03, K-25: nobody at home first, then overdue, then by due day; the due day itself is still in time', () => {
    const section = (days: number, noCarer: boolean) =>
      sectionOf({ noCarer, oldestDueOn: addDays(today, days) }, today)
    expect(section(30, true)).toBe('urgent')
    expect([-1, 0, 1, 7, 8].map((days) => section(days, false))).toEqual([
      'urgent',
      'dueToday',
      'dueSoon',
      'dueSoon',
      'thisTerm',
    ])
  })

  it('is a total order in which nothing urgent stands behind anything that is not', () => {
    fc.assert(
      fc.property(fc.array(pressing, { maxLength: 30 }), (list) => {
        const sorted = list.toSorted(byUrgency(today))
        expect(list.toReversed().toSorted(byUrgency(today))).toEqual(sorted)
        const urgent = sorted.map((one) =>
          isUrgent({ noCarer: one.noCarer, oldestDueOn: one.dueOn ?? '9999-12-31' }, today),
        )
        expect(urgent.lastIndexOf(true)).toBeLessThan(
          urgent.includes(false) ? urgent.indexOf(false) : list.length,
        )
      }),
    )
  })
})

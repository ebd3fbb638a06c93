import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addDays } from '#shared/calendar/rules/local-date.ts'
import { awayOn, carerOn } from './care-on.ts'

const start = '2024-01-01'

describe('who cared on a day', () => {
  it('R06: the carer of each day from dated facts; the last day still counts, the first day at home is no day away', () => {
    const carers = [
      { id: 'aunt', from: '2026-03-10', to: null },
      { id: 'grandmother', from: null, to: '2026-03-09' },
    ]
    expect(carerOn(carers, '2026-03-09')?.id).toBe('grandmother')
    expect(carerOn(carers, '2026-03-10')?.id).toBe('aunt')
    expect(carerOn(carers.slice(1), '2026-03-10')).toBeUndefined()
    const away = [{ from: '2026-01-10', to: '2026-02-01' }]
    expect(awayOn(away, '2026-01-10')).toBeDefined()
    expect(awayOn(away, '2026-02-01')).toBeUndefined()
  })

  it('with carers one after another every day has exactly the one whose turn it is, in whatever order they are stored', () => {
    const lengths = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(lengths, fc.integer({ min: -50, max: 1700 }), fc.boolean(), (days, at, openStart) => {
        let from = 0
        const carers = days.map((length, index) => {
          const one = {
            index,
            from: index === 0 && openStart ? null : addDays(start, from),
            to: index === days.length - 1 ? null : addDays(start, from + length - 1),
          }
          from += length
          return one
        })
        let turn = openStart || at >= 0 ? 0 : -1
        let passed = 0
        for (const [index, length] of days.entries()) {
          if (at >= passed) turn = index
          passed += length
        }
        const day = addDays(start, at)
        const expected = at < 0 && !openStart ? undefined : Math.max(turn, 0)
        expect(carerOn(carers, day)?.index).toBe(expected)
        expect(carerOn(carers.toReversed(), day)?.index).toBe(expected)
      }),
    )
  })
})

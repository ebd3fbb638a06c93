import fc from 'fast-check'
import { expect, it } from 'vitest'
import { instantOf, wallTimeIn } from './clock-time.ts'

it('K-01: a time on the school’s wall is an instant, wherever the device is', () => {
  expect(instantOf('Asia/Shanghai', '2026-11-23T10:12')).toBe('2026-11-23T02:12:00.000Z')
  expect(wallTimeIn('Asia/Shanghai', '2026-11-22T16:00:59.000Z')).toBe('2026-11-23T00:00')
  expect(instantOf('Asia/Shanghai', '')).toBeUndefined()
  expect(instantOf('Asia/Shanghai', 'yesterday')).toBeUndefined()
})

it('there and back is the same minute, also where clocks are changed', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 366 * 60 })
  fc.assert(
    fc.property(
      minutes,
      fc.constantFrom('Asia/Shanghai', 'Asia/Urumqi', 'UTC', 'Europe/Berlin'),
      (minute, zone) => {
        const wall = wallTimeIn(zone, minute * 60_000)
        const again = instantOf(zone, wall)
        // An hour that stands twice on the wall means either of the two.
        expect(again === undefined ? undefined : wallTimeIn(zone, again)).toBe(wall)
      },
    ),
  )
})

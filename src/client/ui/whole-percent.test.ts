import { expect, it } from 'vitest'
import { wholePercent } from './whole-percent.ts'

it('K-50: half up in whole percent, and never 100 before it is all done', () => {
  expect([wholePercent(1, 3), wholePercent(1, 200), wholePercent(0, 7)]).toEqual([33, 1, 0])
  expect([wholePercent(199, 200), wholePercent(999, 1000), wholePercent(0.996, 1)]).toEqual([99, 99, 99])
  expect([wholePercent(7, 7), wholePercent(8, 7)]).toEqual([100, 100])
  expect(wholePercent(0, 0)).toBeNull()
})

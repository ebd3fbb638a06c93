import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { percent, percentShares, yuan } from './rules.ts'

describe('figures', () => {
  it('F01: left-behind share, one decimal', () => {
    expect(percent(122, 743)).toBe(16.4)
    expect(percent(36, 193)).toBe(18.7)
  })

  it('K-50: half up on the exact fraction, not on its binary picture', () => {
    expect(percent(1, 2000)).toBe(0.1) // 0.05 %
    expect(percent(10_05, 100_000)).toBe(1) // 1.005 %
    expect(percent(3, 2000)).toBe(0.2) // 0.15 %
    expect(percent(2, 3)).toBe(66.7)
    expect(percent(-7, 122)).toBe(-5.7)
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e9 }), fc.integer({ min: 1, max: 1e9 }), (n, d) => {
        const tenths = BigInt(Math.round((percent(n, d) ?? 0) * 10))
        const error = 2n * (tenths * BigInt(d) - 1000n * BigInt(n))
        expect(error > -BigInt(d) && error <= BigInt(d)).toBe(true)
      }),
    )
  })

  it('K-50: an empty denominator has no value', () => {
    expect(percent(0, 0)).toBeNull()
    expect(yuan(100, 0)).toBeNull()
  })

  it('K-50, F19: money half up to two decimals', () => {
    expect(yuan(17_000, 3)).toBe(56.67)
    expect(yuan(5, 2)).toBe(0.03)
    expect(yuan(12_345)).toBe(123.45)
  })

  it('K-51, F24, F25: shares are rounded each by itself and may not close', () => {
    expect(percentShares([46_226, 7540, 4234])).toEqual([79.7, 13, 7.3])
    expect(percentShares([33_176, 24_824])).toEqual([57.2, 42.8])
    expect(percentShares([1, 1, 1])).toEqual([33.3, 33.3, 33.3])
    expect(percentShares([0, 0])).toEqual([null, null])
  })
})

/** A share kept as the exact fraction it is. */
export interface Fraction {
  readonly numerator: number
  readonly denominator: number
}

/** numerator ÷ denominator, half up to `decimals` on the exact fraction of whole numbers (K-50). */
function roundRatio(numerator: number, denominator: number, scale: number, decimals: number): number {
  // Doubles would turn 0.05 into 0.0499…; whole numbers stay exact.
  const top = BigInt(numerator) * BigInt(scale) * 10n ** BigInt(decimals)
  const bottom = BigInt(denominator)
  const doubled = 2n * top + bottom
  const divisor = 2n * bottom
  const quotient = doubled / divisor
  const floored = doubled % divisor < 0n ? quotient - 1n : quotient
  return Number(floored) / 10 ** decimals
}

/**
 * Percentage with one decimal, half up on the exact fraction; an empty denominator has no value (K-50, F01).
 * Both must be whole numbers, the denominator not negative.
 */
export function percent(numerator: number, denominator: number): number | null {
  return denominator === 0 ? null : roundRatio(numerator, denominator, 100, 1)
}

export function percentOf(fraction: Fraction): number | null {
  return percent(fraction.numerator, fraction.denominator)
}

/** Each share of the sum rounded by itself; the shown sum may be 99.9 or 100.1 (K-51, F24, F25). */
export function percentShares(counts: readonly number[]): readonly (number | null)[] {
  const sum = counts.reduce((total, count) => total + count, 0)
  return counts.map((count) => percent(count, sum))
}

/** Money in yuan from whole fen ÷ a whole number (a mean), half up to two decimals (K-50, F19). */
export function yuan(fen: number, dividedBy = 1): number | null {
  return dividedBy === 0 ? null : roundRatio(fen, dividedBy * 100, 1, 2)
}

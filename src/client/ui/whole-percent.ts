/**
 * A share in whole percent, half up, where there is no room for more (K-50). What is not all of it never reads as 100; an empty `of`
 * has no share.
 */
export function wholePercent(count: number, of: number): number | null {
  if (of === 0) return null
  return count < of ? Math.min(99, Math.floor((count * 100) / of + 0.5)) : 100
}

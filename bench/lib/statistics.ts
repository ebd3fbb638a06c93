/**
 * Percentile by nearest rank: the smallest value that at least `share` of all values do not exceed.
 * @throws when there are no values, because a percentile of nothing would look like a good one.
 */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)]
  if (value === undefined) throw new Error('no measurement: every request failed')
  return value
}

/** Middle of several runs of `work`, in milliseconds, after one run that is not counted. */
export async function medianTime(runs: number, work: () => unknown): Promise<number> {
  await work()
  const times: number[] = []
  for (let i = 0; i < runs; i += 1) {
    const started = performance.now()
    await work()
    times.push(performance.now() - started)
  }
  return percentile(times, 0.5)
}

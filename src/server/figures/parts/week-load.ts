import { type Capacity, minutesOf } from '#shared/duties/rules/duty-minutes.ts'
import type { Board } from '#shared/figures/schema.ts'

interface OpenWork {
  readonly userId: string
  readonly name: string
  /** The key of each open duty. */
  readonly keys: readonly string[] | null
  readonly children: number
}

/** What each person has open this week against what the school thinks one can carry; the heaviest first (F29). */
export function weekLoads(work: readonly OpenWork[], capacity: Capacity): Board['load'] {
  return work
    .map(({ userId, name, keys, children }) => ({
      userId,
      name,
      openThisWeek: keys?.length ?? 0,
      children,
      minutes: (keys ?? []).reduce((sum, key) => sum + minutesOf(capacity, key), 0),
      capacityMinutes: Math.round(capacity.hoursPerWeek * 60),
    }))
    .toSorted(
      (a, b) => b.minutes - a.minutes || a.name.localeCompare(b.name) || a.userId.localeCompare(b.userId),
    )
}

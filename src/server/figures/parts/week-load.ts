import { type Capacity, minutesOf } from '#shared/duties/rules/load.ts'
import type { Board } from '#shared/figures/schema.ts'

interface OpenWork {
  readonly userId: string
  readonly name: string
  /** The kind of card of each open duty. */
  readonly kinds: readonly string[] | null
  readonly children: number
}

/** What each person has open this week against what the school thinks one can carry; the heaviest first (F29). */
export function weekLoads(work: readonly OpenWork[], capacity: Capacity): Board['load'] {
  return work
    .map(({ userId, name, kinds, children }) => ({
      userId,
      name,
      openThisWeek: kinds?.length ?? 0,
      children,
      minutes: (kinds ?? []).reduce((sum, kind) => sum + minutesOf(capacity, kind), 0),
      capacityMinutes: Math.round(capacity.hoursPerWeek * 60),
    }))
    .toSorted(
      (a, b) => b.minutes - a.minutes || a.name.localeCompare(b.name) || a.userId.localeCompare(b.userId),
    )
}

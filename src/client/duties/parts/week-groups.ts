import type { MyWeek, MyWeekItem } from '#shared/week/schema.ts'

export interface HouseholdGroup<Item> {
  /** Of the household, or of the child that is alone in it. */
  id: string
  items: Item[]
}

interface AtHome {
  pupilId: string
  household: string | null
}

/** One group for each household, in the order of its first item: siblings stand together. */
export function byHousehold<Item extends AtHome>(items: readonly Item[]): HouseholdGroup<Item>[] {
  // Map.groupBy came after Chrome 109.
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const id = item.household ?? item.pupilId
    groups.set(id, [...(groups.get(id) ?? []), item])
  }
  return [...groups].map(([id, own]) => ({ id, items: own }))
}

export interface VillageGroup<Item> {
  /** Null = not known. */
  village: string | null
  items: Item[]
}

/** One group for each village, the unknown one last, households together within it. */
export function byVillage<Item extends AtHome & { village: string | null }>(
  items: readonly Item[],
): VillageGroup<Item>[] {
  const groups = new Map<string | null, Item[]>()
  for (const item of items) groups.set(item.village, [...(groups.get(item.village) ?? []), item])
  return [...groups]
    .sort(([a], [b]) => Number(a === null) - Number(b === null))
    .map(([village, own]) => ({ village, items: byHousehold(own).flatMap((group) => group.items) }))
}

interface Day {
  on: string
  items: readonly unknown[]
  work: readonly unknown[]
}

export interface DayGroup<One> {
  from: string
  to: string
  /** The one day something falls due on; null = nothing does. */
  day: One | null
}

/** The days something falls due on, and as one what lies between them: nobody scrolls past empty days. */
export function byDay<One extends Day>(days: readonly One[]): DayGroup<One>[] {
  const groups: DayGroup<One>[] = []
  for (const day of days) {
    const last = groups.at(-1)
    if (day.items.length + day.work.length > 0) groups.push({ from: day.on, to: day.on, day })
    else if (last?.day === null) last.to = day.on
    else groups.push({ from: day.on, to: day.on, day: null })
  }
  return groups
}

/** All lines of the week in one list, urgent ones first. */
export const weekItems = ({ urgent, days }: Pick<MyWeek, 'urgent' | 'days'>): MyWeekItem[] => [
  ...urgent,
  ...days.flatMap(({ items }) => items),
]

/** Names of the children of some lines, each once. */
export const namesOf = (items: readonly { pupilId: string; pupilName: string }[]): string[] => [
  ...new Map(items.map(({ pupilId, pupilName }) => [pupilId, pupilName])).values(),
]

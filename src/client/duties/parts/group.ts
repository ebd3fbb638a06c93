import type { MyDay, MyDayItem } from '#shared/day/schema.ts'

/** What a person sees at once, and what can wait. */
export interface DayGroups {
  first: MyDayItem[]
  soon: MyDayItem[]
  /** Home visits that lie on one way: two or more in one village. */
  villages: { village: string; items: MyDayItem[] }[]
  later: MyDayItem[]
}

/** Sections of the day in the order of doing; visits in one village stand together. */
export function groupDay(day: Pick<MyDay, 'sections'>): DayGroups {
  const of = (...keys: MyDay['sections'][number]['key'][]): MyDayItem[] =>
    day.sections.filter(({ key }) => keys.includes(key)).flatMap(({ items }) => items)
  const soon = of('dueSoon')
  const later = of('thisTerm')
  // Map.groupBy came after Chrome 109.
  const byVillage = new Map<string, MyDayItem[]>()
  for (const item of [...soon, ...later]) {
    if (item.evidence !== 'homeVisit' || item.village === null) continue
    byVillage.set(item.village, [...(byVillage.get(item.village) ?? []), item])
  }
  const villages = [...byVillage]
    .filter(([, items]) => items.length > 1)
    .map(([village, items]) => ({ village, items }))
  const together = new Set(villages.flatMap(({ items }) => items))
  const alone = (item: MyDayItem): boolean => !together.has(item)
  return { first: of('urgent', 'dueToday'), soon: soon.filter(alone), villages, later: later.filter(alone) }
}

/** For a leader: in full what only a leader can mend, and the longest overdue up to `few`; the rest in two lines each. */
export function leadersFirst(
  items: readonly MyDayItem[],
  few: number,
): [full: MyDayItem[], rest: MyDayItem[]] {
  const stuck = items.filter(({ unassigned, noCarer, excuseAsked }) => unassigned || noCarer || excuseAsked)
  const others = items.filter((item) => !stuck.includes(item))
  const room = Math.max(0, few - stuck.length)
  return [[...stuck, ...others.slice(0, room)], others.slice(room)]
}

/** Children, not duties: one visit may settle two. */
export const childrenIn = (items: readonly MyDayItem[]): number =>
  new Set(items.map(({ pupilId }) => pupilId)).size

/** Windows gone by that are still to do behind the lines shown, each of which stands for the newest of its kind. */
export const undoneBefore = ({ sections }: Pick<MyDay, 'sections'>): number =>
  sections.flatMap(({ items }) => items).reduce((sum, { alsoOpen }) => sum + alsoOpen, 0)

/** Does somebody do the reader's duties today? */
export const isCovered = ({ covers, today }: Pick<MyDay, 'covers' | 'today'>): boolean =>
  covers.some(({ covering, from }) => !covering && from <= today)

/** Was anything asked of the reader this month? If not, an empty list is no praise. */
export const wasAsked = ({ ring }: Pick<MyDay, 'ring'>): boolean => ring.total > 0

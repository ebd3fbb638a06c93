import type { LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { MyDaySection } from '#shared/day/schema.ts'

/** What urgency goes by: safety first, then time. */
export interface Pressing {
  /** Nobody or nobody certain cares for the child at home (K-76, H-03). */
  readonly noCarer: boolean
  /** Null = nothing is due. */
  readonly dueOn: LocalDate | null
  readonly name: string
}

/** What falls due within these days comes next. */
export const SOON_DAYS = 7

/** Overdue, or nobody at home (H-03): comes before all others. */
export const isUrgent = ({ noCarer, daysLeft }: { noCarer: boolean; daysLeft: number }): boolean =>
  noCarer || daysLeft < 0

/** Where an open duty stands on every list of a person: My day, My week, My children. */
export function sectionOf(item: { noCarer: boolean; daysLeft: number }): MyDaySection {
  if (isUrgent(item)) return 'urgent'
  if (item.daysLeft === 0) return 'dueToday'
  return item.daysLeft <= SOON_DAYS ? 'dueSoon' : 'thisTerm'
}

/** The one order of urgency; myDayQuery sorts by the same. Names by code unit, so that both agree. */
export function byUrgency(today: LocalDate): (a: Pressing, b: Pressing) => number {
  const urgent = ({ noCarer, dueOn }: Pressing): boolean => noCarer || (dueOn !== null && dueOn < today)
  const rank = (yes: boolean): number => (yes ? 0 : 1)
  const text = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1)
  return (a, b) =>
    rank(urgent(a)) - rank(urgent(b)) ||
    rank(a.noCarer) - rank(b.noCarer) ||
    text(a.dueOn ?? '9999-12-31', b.dueOn ?? '9999-12-31') ||
    text(a.name, b.name)
}

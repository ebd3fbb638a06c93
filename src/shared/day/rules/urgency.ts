import { diffDays, type LocalDate } from '#shared/calendar/rules/local-date.ts'
import type { MyDaySection } from '#shared/day/schema.ts'

/** What urgency goes by: safety first, then time. */
export interface Pressing {
  /** Nobody or nobody certain cares for the child at home (K-76, H-03). */
  readonly noCarer: boolean
  /** The earliest due day of what is to do; null = nothing is due. */
  readonly dueOn: LocalDate | null
  readonly name: string
}

/** What falls due within these days comes next. */
export const SOON_DAYS = 7

/** A line shows the newest window of its kind and goes by the oldest: a new window must not hide one that was missed. */
interface Line extends Pick<Pressing, 'noCarer'> {
  readonly oldestDueOn: LocalDate
}

/** Overdue, or nobody at home (H-03): comes before all others. */
export const isUrgent = ({ noCarer, oldestDueOn }: Line, today: LocalDate): boolean =>
  noCarer || oldestDueOn < today

/** Where an open duty stands on every list of a person: My day, My week, My children. */
export function sectionOf(line: Line, today: LocalDate): MyDaySection {
  if (isUrgent(line, today)) return 'urgent'
  if (line.oldestDueOn === today) return 'dueToday'
  return diffDays(today, line.oldestDueOn) <= SOON_DAYS ? 'dueSoon' : 'thisTerm'
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

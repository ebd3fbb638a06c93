import type { CalendarDay } from '#shared/calendar/schema.ts'

/** Neighbouring days of one holiday, shown as one line. */
export interface DayGroup {
  kind: CalendarDay['kind']
  name: string
  days: string[]
}

const nextDay = (day: string): string =>
  new Date(Date.parse(`${day}T12:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** Days in order, neighbours of the same kind and name together. */
export function groupDays(days: readonly CalendarDay[]): DayGroup[] {
  const groups: DayGroup[] = []
  for (const { day, kind, name } of [...days].sort((one, other) => (one.day < other.day ? -1 : 1))) {
    const last = groups.at(-1)
    const joins =
      last !== undefined &&
      last.kind === kind &&
      last.name === name &&
      nextDay(last.days.at(-1) ?? '') === day
    if (joins) last.days.push(day)
    else groups.push({ kind, name, days: [day] })
  }
  return groups
}

/** Every day from one to another, both included; empty when the order is wrong. */
export function daysFromTo(from: string, to: string): string[] {
  const days: string[] = []
  for (let day = from; day <= to && days.length < 400; day = nextDay(day)) days.push(day)
  return days
}

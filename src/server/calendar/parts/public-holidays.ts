import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import type { CalendarDay } from '#shared/calendar/schema.ts'
import type { LocalDate, Span } from '#shared/calendar/rules/local-date.ts'

const CHINESE_NAME = 1

/** The table writes "National Day,国庆节,3". */
const nameOf = (entry: string): string => entry.split(',')[CHINESE_NAME] ?? ''

const all: readonly CalendarDay[] = [
  ...Object.entries(published.holidays).map(([day, entry]) => ({
    day,
    kind: 'holiday' as const,
    name: nameOf(entry),
  })),
  ...Object.entries(published.workdays).map(([day, entry]) => ({
    day,
    kind: 'makeup' as const,
    name: nameOf(entry),
  })),
].toSorted((a, b) => (a.day < b.day ? -1 : 1))

const knownYears = new Set(all.map(({ day }) => Number(day.slice(0, 4))))

/** The State Council's holidays and make-up days within a time; without those of years not yet published. */
export function publicHolidays({ from, to }: Span): readonly CalendarDay[] {
  return all.filter(({ day }) => from <= day && day <= to)
}

/** Civil years of a time for which no table is published. */
export function unpublishedYears({ from, to }: { from: LocalDate; to: LocalDate }): readonly number[] {
  const [first, last] = [Number(from.slice(0, 4)), Number(to.slice(0, 4))]
  return Array.from({ length: last - first + 1 }, (_, at) => first + at).filter(
    (year) => !knownYears.has(year),
  )
}

import type { LocalDate } from './local-date.ts'

interface Year {
  readonly startsOn: LocalDate
  readonly endsOn: LocalDate
}

/** The school year that holds today, else the next, else the last. */
export function currentYear<Y extends Year>(years: readonly Y[], today: LocalDate): Y | undefined {
  const sorted = [...years].sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))
  return sorted.find((year) => !isOver(year, today)) ?? sorted.at(-1)
}

/** What belongs to a school year that is over begins no more. */
export const isOver = ({ endsOn }: Pick<Year, 'endsOn'>, today: LocalDate): boolean => endsOn < today

/** A day of the school's calendar, 'YYYY-MM-DD', without time or time zone (K-01). Sorts and compares as text. */
export type LocalDate = string

/** Days since 1970-01-01; what hot loops count in. */
export type DayNumber = number

const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
}

/** Days in a month; month 1–12. */
function daysInMonth(year: number, month: number): number {
  return month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0)
}

interface Parts {
  readonly year: number
  readonly month: number
  readonly day: number
}

function digits(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (digit < 0 || digit > 9) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

function partsOf(date: LocalDate): Parts {
  return { year: digits(date, 0, 4), month: digits(date, 5, 7), day: digits(date, 8, 10) }
}

// Howard Hinnant's days_from_civil: years begin in March, so the leap day is the last one.
function dayNumber(year: number, month: number, day: number): DayNumber {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  return (
    era * 146_097 +
    yearOfEra * 365 +
    Math.floor(yearOfEra / 4) -
    Math.floor(yearOfEra / 100) +
    dayOfYear -
    719_468
  )
}

function partsOfDay(day: DayNumber): Parts {
  const shifted = day + 719_468
  const era = Math.floor(shifted / 146_097)
  const dayOfEra = shifted - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const marchMonth = Math.floor((5 * dayOfYear + 2) / 153)
  const month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
  return {
    year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0),
    month,
    day: dayOfYear - Math.floor((153 * marchMonth + 2) / 5) + 1,
  }
}

function two(value: number): string {
  return value < 10 ? `0${value}` : `${value}`
}

/** Writes year, month (1–12) and day as a local date; does not check them. */
function formatDate(year: number, month: number, day: number): LocalDate {
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

/** Reads 'YYYY-MM-DD' of a day that exists in the years 0001–9999; anything else is undefined. */
export function parseDate(text: string): LocalDate | undefined {
  if (text.length !== 10 || text[4] !== '-' || text[7] !== '-') return undefined
  const { year, month, day } = partsOf(text)
  const sound = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysInMonth(year, month)
  return sound ? text : undefined
}

export function isLocalDate(text: string): boolean {
  return parseDate(text) !== undefined
}

export function toDay(date: LocalDate): DayNumber {
  return dayNumber(digits(date, 0, 4), digits(date, 5, 7), digits(date, 8, 10))
}

export function fromDay(day: DayNumber): LocalDate {
  const { year, month, day: dayOfMonth } = partsOfDay(day)
  return formatDate(year, month, dayOfMonth)
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromDay(toDay(date) + days)
}

/** Days from `from` to `to`: negative when `to` is earlier. */
export function diffDays(from: LocalDate, to: LocalDate): number {
  return toDay(to) - toDay(from)
}

function shiftMonths(parts: Parts, months: number): Parts {
  const index = parts.year * 12 + parts.month - 1 + months
  const year = Math.floor(index / 12)
  const month = index - year * 12 + 1
  return { year, month, day: Math.min(parts.day, daysInMonth(year, month)) }
}

/** The same day `months` calendar months on; where that month has no such day, its last day (K-02). */
export function addMonths(date: LocalDate, months: number): LocalDate {
  const { year, month, day } = shiftMonths(partsOf(date), months)
  return formatDate(year, month, day)
}

/** addMonths on day numbers (K-02). */
export function addMonthsToDay(day: DayNumber, months: number): DayNumber {
  if (months === 0) return day
  const shifted = shiftMonths(partsOfDay(day), months)
  return dayNumber(shifted.year, shifted.month, shifted.day)
}

/** Whole calendar months from one day to another, counted as K-02 counts them; 0 when `to` is earlier. */
export function fullMonths(from: DayNumber, to: DayNumber): number {
  if (to < from) return 0
  const start = partsOfDay(from)
  const end = partsOfDay(to)
  const months = (end.year - start.year) * 12 + end.month - start.month
  return addMonthsToDay(from, months) > to ? months - 1 : months
}

/** Years of age, full on the birthday; 29 February is full on 28 February of a common year (K-03). */
export function ageOn(birthDate: LocalDate, on: LocalDate): number {
  const years = Number(on.slice(0, 4)) - Number(birthDate.slice(0, 4))
  return addMonths(birthDate, years * 12) <= on ? years : years - 1
}

/** ISO weekday: Monday 1 … Sunday 7. */
export function weekday(date: LocalDate): number {
  return weekdayOfDay(toDay(date))
}

export function weekdayOfDay(day: DayNumber): number {
  return ((((day + 3) % 7) + 7) % 7) + 1
}

/** The Monday of the week (K-04). */
export function weekStart(date: LocalDate): LocalDate {
  const day = toDay(date)
  return fromDay(day - weekdayOfDay(day) + 1)
}

export function monthStart(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01`
}

export function monthEnd(date: LocalDate): LocalDate {
  const { year, month } = partsOf(date)
  return formatDate(year, month, daysInMonth(year, month))
}

/** A time with both ends included (K-01). */
export interface Span {
  readonly from: LocalDate
  readonly to: LocalDate
}

export interface SchoolYearSpan extends Span {
  /** '2026-2027'. */
  readonly name: string
}

/** The school year a day lies in; it begins on `startsOn` ('MM-DD', default 1 September, K-04). */
export function schoolYearOf(date: LocalDate, startsOn = '09-01'): SchoolYearSpan {
  const year = Number(date.slice(0, 4))
  const first = date.slice(5) >= startsOn ? year : year - 1
  const from = `${String(first).padStart(4, '0')}-${startsOn}`
  return { from, to: addDays(addMonths(from, 12), -1), name: `${first}-${first + 1}` }
}

const formatters = new Map<string, Intl.DateTimeFormat>()

/** The school's date at an instant (UTC ISO string or Date), in an IANA time zone (K-01). */
export function todayIn(timeZone: string, instant: string | Date): LocalDate {
  let formatter = formatters.get(timeZone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    })
    formatters.set(timeZone, formatter)
  }
  const parts = formatter.formatToParts(new Date(instant))
  const value = (type: string): number => Number(parts.find((part) => part.type === type)?.value)
  return formatDate(value('year'), value('month'), value('day'))
}

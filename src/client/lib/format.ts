import { plural, t } from '@lingui/core/macro'
import { schoolYearOf } from '#shared/calendar/rules/local-date.ts'
import { currentLocale } from './i18n.ts'

/** A school day or birthday, `YYYY-MM-DD` (K-01). */
type LocalDate = string

/** Instants are shown on the school's clock, wherever the reader's device is. */
let timeZone = 'Asia/Shanghai'

/** Set once the session is known. */
export function setTimeZone(name: string): void {
  timeZone = name
}

const formats = new Map<string, Intl.DateTimeFormat>()

function part(date: Date, zone: string, options: Intl.DateTimeFormatOptions): string {
  const locale = currentLocale() === 'en' ? 'en-GB' : 'zh-CN'
  const key = `${locale}|${zone}|${JSON.stringify(options)}`
  const format = formats.get(key) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
  formats.set(key, format)
  return format.format(date)
}

const atNoon = (date: LocalDate): Date => new Date(`${date.slice(0, 10)}T12:00:00Z`)

export type DateStyle = 'day' | 'weekday' | 'only-weekday' | 'full' | 'month' | 'short-month'

/**
 * The one way a date is shown: `day` 11月23日 / 23 Nov, `weekday` 11月23日 周一 / Mon 23 Nov, `only-weekday` 周一 / Mon,
 * `full` 2026年11月23日 / 23 Nov 2026, `month` 2026年11月 / Nov 2026, `short-month` 11月 / Nov.
 */
export function formatDate(date: LocalDate, style: DateStyle = 'day'): string {
  const day = atNoon(date)
  if (style === 'month')
    return part(day, 'UTC', { year: 'numeric', month: currentLocale() === 'en' ? 'short' : 'long' })
  if (style === 'short-month') return part(day, 'UTC', { month: 'short' })
  if (style === 'only-weekday') return part(day, 'UTC', { weekday: 'short' })
  const long = currentLocale() === 'en' ? 'short' : 'long'
  if (style === 'full') return part(day, 'UTC', { year: 'numeric', month: long, day: 'numeric' })
  const plain = part(day, 'UTC', { month: long, day: 'numeric' })
  if (style === 'day') return plain
  const weekday = part(day, 'UTC', { weekday: 'short' })
  return currentLocale() === 'en' ? `${weekday} ${plain}` : `${plain} ${weekday}`
}

/** A time border, both ends included (K-01); an open end reads as "since". */
export function formatDateRange(from: LocalDate, to: LocalDate | null): string {
  const start = formatDate(from, 'full')
  if (to === null) return t`${start}起`
  const end = formatDate(to, from.slice(0, 4) === to.slice(0, 4) ? 'day' : 'full')
  return t`${start}至${end}`
}

/** An instant (ISO, UTC) on the school's clock: 11月23日 14:05. */
export function formatInstant(instant: string, style: 'time' | 'day' | 'full' = 'day'): string {
  const date = new Date(instant)
  const time = part(date, timeZone, { hour: '2-digit', minute: '2-digit', hour12: false })
  if (style === 'time') return time
  const local = new Intl.DateTimeFormat('en-CA', { timeZone }).format(date)
  return `${formatDate(local, style === 'full' ? 'full' : 'day')} ${time}`
}

const dayNumber = (date: LocalDate): number => Math.round(atNoon(date).getTime() / 86_400_000)

/** Whole days from one date to another; negative when the second lies before. */
export const daysBetween = (from: LocalDate, to: LocalDate): number => dayNumber(to) - dayNumber(from)

export type DueTone = 'overdue' | 'today' | 'soon' | 'later'
export interface Due {
  text: string
  tone: DueTone
}

/** How a due day reads today: the due day itself is still in time (K-25). */
export function formatDue(due: LocalDate, today: LocalDate): Due {
  const days = daysBetween(today, due)
  if (days < 0) return { text: plural(-days, { one: '逾期 # 天', other: '逾期 # 天' }), tone: 'overdue' }
  if (days === 0) return { text: t`今天到期`, tone: 'today' }
  if (days <= 14)
    return {
      text: plural(days, { one: '还剩 # 天', other: '还剩 # 天' }),
      tone: days <= 3 ? 'soon' : 'later',
    }
  // Beyond this school year a day and month could be taken for this year's.
  const date = formatDate(due, due <= schoolYearOf(today).to ? 'day' : 'full')
  return { text: t`${date}前`, tone: 'later' }
}

/** A whole number with separators: 50,000. */
export const formatNumber = (value: number): string => new Intl.NumberFormat(currentLocale()).format(value)

/** A share, half up to one decimal on the exact fraction; an empty denominator has no value (K-50). */
export function formatPercent(count: number, of: number): string {
  if (of === 0) return '–'
  const tenths = Math.floor((count * 2000 + of) / (of * 2))
  return `${Math.floor(tenths / 10)}${tenths % 10 === 0 ? '' : `.${tenths % 10}`}%`
}

/** A size of a file: 45 KB, 1.2 MB (1 KB = 1024 bytes). */
export function formatBytes(bytes: number): string {
  if (bytes < 1024 * 1024) return `${bytes === 0 ? 0 : Math.max(1, Math.round(bytes / 1024))} KB`
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`
}

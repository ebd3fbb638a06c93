import { type Cell, cellText } from './sheet.ts'
import { compact } from './text.ts'

export type DateReading =
  | { kind: 'blank' }
  | { kind: 'full'; date: string }
  | { kind: 'month'; month: string }
  | { kind: 'impossible' }
  | { kind: 'unreadable' }

const pad = (value: number): string => String(value).padStart(2, '0')

/** 'YYYY-MM-DD', or undefined when the calendar has no such day. */
export function localDate(year: number, month: number, day: number): string | undefined {
  if (year < 1900 || year > 2200 || month < 1 || month > 12 || day < 1) return undefined
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return `${year}-${pad(month)}-${pad(day)}`
}

/** The date of an Excel serial in the 1900 system (K-75); day 60 is the 29 February 1900 that never was. */
export function dateFromSerial(serial: number): string | undefined {
  const day = Math.floor(serial)
  if (day < 61 || day > 110_000) return undefined
  return new Date(Date.UTC(1899, 11, 30) + day * 86_400_000).toISOString().slice(0, 10)
}

const fullYear = (text: string): number => (text.length === 2 ? 2000 + Number(text) : Number(text))

function full(year: string, month: string, day: string): DateReading {
  const date = localDate(fullYear(year), Number(month), Number(day))
  return date === undefined ? { kind: 'impossible' } : { kind: 'full', date }
}

function monthOnly(year: string, month: string): DateReading {
  const value = Number(month)
  if (value < 1 || value > 12) return { kind: 'impossible' }
  return { kind: 'month', month: `${fullYear(year)}-${pad(value)}` }
}

function readDigits(digits: string): DateReading {
  if (digits.length === 8) return full(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))
  if (digits.length === 6 && /^(?:19|20)/u.test(digits)) return monthOnly(digits.slice(0, 4), digits.slice(4))
  if (digits.length !== 5) return { kind: 'unreadable' }
  const date = dateFromSerial(Number(digits))
  return date === undefined ? { kind: 'unreadable' } : { kind: 'full', date }
}

/**
 * Reads a date in every form of K-75: date cells, Excel serials (also as text), 2015.9.1, 2015年9月1日, 20150901,
 * two-digit years as 20yy; year and month alone are 'month'; a day the calendar has not is 'impossible'.
 */
export function readDate(cell: Cell | undefined): DateReading {
  if (cell !== null && typeof cell === 'object') return { kind: 'full', date: cell.date }
  if (typeof cell === 'number' && !Number.isInteger(cell)) {
    // 2018.1 in a numeric cell may have been typed as 2018.10: not a date; a serial with a time of day is.
    const date = cell > 3000 ? dateFromSerial(cell) : undefined
    return date === undefined ? { kind: 'unreadable' } : { kind: 'full', date }
  }
  const raw = cellText(cell).replace(/[\sT]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?Z?\s*$/u, '')
  const plain = compact(raw).replace(/^['’‘`]+/u, '')
  if (plain === '') return { kind: 'blank' }
  if (/^\d+$/u.test(plain)) return readDigits(plain)
  const parts = /^(\d{4}|\d{2})[年./\-–—、](\d{1,2})(?:[月./\-–—、](?:(\d{1,2})[日号]?)?)?$/u.exec(plain)
  const [, year, month, day] = parts ?? []
  if (year === undefined || month === undefined) return { kind: 'unreadable' }
  return day === undefined ? monthOnly(year, month) : full(year, month, day)
}
